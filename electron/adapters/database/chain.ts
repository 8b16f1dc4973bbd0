import { hash } from 'node:crypto';
import type { Database } from 'libsql';
import * as z from 'zod';
import { chainNext, LINK_DIGITS, type Sha256 } from '../../../shared/chain.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import { Bytes, bufferOf } from './rows.ts';

export const sha256: Sha256 = (text) => hash('sha256', text);

/** A head's bytes. Not a plain Uint8Array: of one that begins inside its memory, libsql stores the wrong bytes. */
export const headBytes = (head: string): Buffer => Buffer.from(head, 'hex');
/** The first bytes of a head, which stand with the event that it ends with. */
export const linkBytes = (head: string): Buffer => Buffer.from(head.slice(0, LINK_DIGITS), 'hex');
export const hexOf = (bytes: Bytes): string => bufferOf(bytes).toString('hex');

/** Where a request's chain is: the number of its last event, and the head after it. */
export type Head = { seq: number; hash: string };

/** The head from which a chain goes on whose own is lost: nothing hashes to it, so that the break stays. */
export const LOST_HEAD = '0'.repeat(64);

export type Chain = {
  begin(life: number, hash: string): void;
  /** Known from the last append, or read: within the transaction that appends. */
  head(life: number): Head;
  /** The head after one more event; it is stored, and handed back for the event's own row. */
  append(life: number, head: Head, event: RequestEvent): string;
  /** Another process may have been here, or a transaction was undone. */
  forget(): void;
};

const Row = z.looseObject({
  last: z.number().nullable(),
  seq: z.number().nullable(),
  hash: Bytes.nullable(),
});

/** Heads that are remembered, so that a check of a watch looks nothing up; each is read anew when it is forgotten. */
const MOST_HEADS = 4000;

/** The heads of the requests' chains, one row each. */
export function chain(db: Database): Chain {
  const find = db.prepare(
    `SELECT (SELECT MAX(seq) FROM events WHERE life = :life) AS last, seq, hash
     FROM (SELECT 1) LEFT JOIN heads ON life = :life`,
  );
  const put = db.prepare(
    `INSERT INTO heads (life, seq, hash) VALUES (:life, :seq, :hash)
     ON CONFLICT (life) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
  );
  const heads = new Map<number, Head>();

  function store(life: number, seq: number, hash: string): void {
    put.run({ life, seq, hash: headBytes(hash) });
    if (heads.size >= MOST_HEADS) heads.clear();
    heads.set(life, { seq, hash });
  }

  return {
    begin: (life, hash) => store(life, 0, hash),
    head(life) {
      const known = heads.get(life);
      if (known) return known;
      const { last, seq, hash } = Row.parse(find.get({ life }));
      // Of a record that was tampered with the higher number counts: what was taken out stays a hole.
      return {
        seq: Math.max(seq ?? 0, last ?? 0),
        hash: hash === null ? LOST_HEAD : hexOf(hash),
      };
    },
    append(life, head, event) {
      const hash = headAfter(head.hash, event);
      store(life, event.seq, hash);
      return hash;
    },
    forget: () => heads.clear(),
  };
}

function headAfter(head: string, event: RequestEvent): string {
  try {
    return chainNext(head, event, sha256);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // What JSON has no word for (NaN) is stored as what JSON makes of it, and hashed as that.
    return chainNext(head, JSON.parse(JSON.stringify(event)) as RequestEvent, sha256);
  }
}
