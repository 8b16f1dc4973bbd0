import type { Database } from 'libsql';
import * as z from 'zod';
import type { RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import { linkBytes } from './chain.ts';
import { afterOf, EVENT_COLUMNS } from './chain-raw.ts';
import { factReader } from './fact-reader.ts';
import { filler, takeApart, unpackValues, withLongs } from './fact-shape.ts';
import type { Shape } from './moulds.ts';
import type { Skipped } from './rows.ts';
import { texts } from './texts.ts';

/**
 * The rows of facts: of each its request (a number), its time, its shape (a text that is stored once) and the few
 * bytes that vary. A fact that would not come back exactly is stored whole, as JSON, without a shape.
 */
export type Facts = {
  /** The life of a request, begun at this time if it is new. */
  lifeOf(id: RequestId, at: number): Life;
  /** `whole` gives the event as JSON: what is stored comes back as exactly that. `head`: of its chain after it. */
  add(life: Life, event: RequestEvent, whole: () => string, head: string): void;
  /** All facts of a request; or at most `limit` of those that come after one. */
  read(id: RequestId, after?: number, limit?: number): RequestEvent[];
  /** To be called when a transaction was undone. */
  forget(): void;
};

/** `began`: the time from which those of its facts are counted. */
export type Life = { number: number; began: number };

const Life = z.looseObject({ number: z.number(), began: z.number() });
/** Shapes that are remembered as proven; each is proven anew when it is forgotten. */
const MOST_PROVEN = 4000;
/** More than any request has. */
const ALL = 1_000_000_000;
/** Lives that are remembered; each is looked up anew when it is forgotten. */
const MOST_LIVES = 4000;

export function facts(db: Database, skipped: Skipped): Facts {
  const stored = texts(db);
  /** Shapes of which a fact was seen to come back exactly; then all do. */
  const proven = new Set<number>();
  /** Lives never change; those of the watches that are open are asked for with every check. */
  const lives = new Map<RequestId, Life>();

  const findLife = db.prepare('SELECT number, began FROM lives WHERE request_id = :id');
  const addLife = db.prepare(
    // Never the number of one that was dropped: the register's place only grows, and no number is above it.
    `INSERT INTO lives (number, request_id, began)
     SELECT MAX((SELECT COALESCE(MAX(number), 0) FROM lives),
       (SELECT COALESCE(MAX(place), 0) FROM register)) + 1, :id, :at
     WHERE EXISTS (SELECT 1 FROM requests WHERE id = :id)
     RETURNING number, began`,
  );
  const insert = db.prepare(
    `INSERT INTO events (life, seq, after, shape, data, link)
     VALUES (:life, :seq, :after, :shape, :data, :link)`,
  );
  const select = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE life = :life AND seq > :since ORDER BY events.seq LIMIT :limit`,
  );

  function add(life: Life, event: RequestEvent, whole: () => string, head: string): void {
    const { requestId, seq, at } = event;
    const row = { life: life.number, seq, after: afterOf(at, life.began), link: linkBytes(head) };
    if (row.after !== at - life.began) {
      // It says its time itself.
      insert.run({ ...row, shape: null, data: whole() });
      return;
    }
    const { rest, holes, longs, data } = takeApart(event.fact as unknown as JsonObject, at);
    const numbered = longs.map(({ path, text, json }) => ({ path, text: stored.put(text), json }));
    const shape = stored.put(JSON.stringify({ rest, holes, longs: numbered } satisfies Shape));
    if (!proven.has(shape)) {
      const fact = filler(withLongs(rest, longs), holes)(unpackValues(holes, data, at));
      const text = whole();
      if (JSON.stringify({ requestId, seq, at, fact }) !== text) {
        insert.run({ ...row, shape: null, data: text });
        return;
      }
      if (proven.size >= MOST_PROVEN) proven.clear();
      proven.add(shape);
    }
    insert.run({ ...row, shape, data });
  }

  function read(id: RequestId, since = 0, limit = ALL): RequestEvent[] {
    const life = Life.safeParse(findLife.get({ id })).data;
    if (!life) return [];
    const one = factReader(stored, skipped, { requestId: id, began: life.began });
    return select.all({ life: life.number, since, limit }).flatMap((raw): RequestEvent[] => {
      const event = one(raw);
      return event ? [event] : [];
    });
  }

  function lifeOf(id: RequestId, at: number): Life {
    const known = lives.get(id);
    if (known) return known;
    const row = findLife.get({ id }) ?? addLife.get({ id, at });
    if (!row) throw new Error('that request is not on record (FOREIGN KEY constraint failed)');
    const { number, began } = Life.parse(row);
    const life = { number, began };
    if (lives.size >= MOST_LIVES) lives.clear();
    lives.set(id, life);
    return life;
  }

  return {
    lifeOf,
    add,
    read,
    forget() {
      stored.forget();
      proven.clear();
      lives.clear();
    },
  };
}
