import { hash } from 'node:crypto';
import type { Database } from 'libsql';
import * as z from 'zod';
import { TextBytes } from './rows.ts';

/** Texts that are stored once, however often they come: bodies, lists of nodes, the shapes of facts. */
export type Texts = {
  /** The number of a text; it is stored if it is new. */
  put(text: string): number;
  /** Null where there is none of that number. */
  get(number: number): string | null;
  /** To be called when a transaction was undone: what it stored is not there. */
  forget(): void;
};

const Numbered = z.looseObject({ number: z.number() });
const Text = z.looseObject({ text: TextBytes });

/** Numbers that are remembered, so that a check whose answer didn't change looks nothing up; some 100 bytes each. */
const MOST_REMEMBERED = 4000;
/** An integer that SQLite keeps in six bytes. What has the same hash is told apart by the text itself. */
export const HASH_BYTES = 6;

export function texts(db: Database): Texts {
  const find = db.prepare('SELECT number FROM texts WHERE hash = :hash AND text = :text');
  const add = db.prepare('INSERT INTO texts (hash, text) VALUES (:hash, :text) RETURNING number');
  const read = db.prepare('SELECT CAST(text AS BLOB) AS text FROM texts WHERE number = :number');
  const remembered = new Map<string, number>();

  return {
    put(text) {
      const digest = hash('sha256', text, 'buffer');
      const key = digest.toString('latin1');
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const values = { hash: digest.readUIntBE(0, HASH_BYTES), text };
      const { number } = Numbered.parse(find.get(values) ?? add.get(values));
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, number);
      return number;
    },
    get: (number) => Text.safeParse(read.get({ number })).data?.text ?? null,
    forget: () => remembered.clear(),
  };
}

/** Texts are asked for again and again, by request after request. */
const MOST_HELD = 500;

const Swept = z.looseObject({ count: z.number() });

export type Remembering = Pick<Texts, 'get'> & {
  /**
   * To be called once rows were read, before their texts are asked for: where texts have gone since, their numbers may
   * be those of others by now. Those that such rows name stay for as long as the rows do.
   */
  lookAround(): void;
};

export function remembering(db: Database, stored: Pick<Texts, 'get'>): Remembering {
  const known = new Map<number, string | null>();
  const sweeps = db.prepare('SELECT CAST(count AS INTEGER) AS count FROM sweeps');
  let swept: number | null = null;

  function sweepsNow(): number | null {
    try {
      return Swept.safeParse(sweeps.get({})).data?.count ?? null;
    } catch {
      // A page that SQLite can't read is told where the record itself lies on it.
      return null;
    }
  }

  return {
    get(number) {
      const found = known.get(number);
      if (found !== undefined) return found;
      const text = stored.get(number);
      if (known.size >= MOST_HELD) known.clear();
      known.set(number, text);
      return text;
    },
    lookAround() {
      const now = sweepsNow();
      if (now === null || now !== swept) known.clear();
      swept = now;
    },
  };
}
