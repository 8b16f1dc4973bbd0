import type { Database } from 'libsql';
import * as z from 'zod';
import { type RegisterEntry, registerNext, registerStart } from '../../../shared/chain.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { headBytes, hexOf, LOST_HEAD, linkBytes, sha256 } from './chain.ts';
import { Bytes } from './rows.ts';

/** Which requests were ever opened, and which were dropped, exported before or not: one chain that only grows. */
export type Register = {
  /** Within the transaction of what it is about. */
  add(what: RegisterEntry['what'], requestId: RequestId, at: number, head: string): void;
};

export const RegisterHead = z.looseObject({
  id: z.number(),
  place: z.number(),
  hash: Bytes,
});

export function register(db: Database): Register {
  const find = db.prepare('SELECT id, place, hash FROM register_head');
  const last = db.prepare('SELECT COALESCE(MAX(place), 0) AS place FROM register');
  const insert = db.prepare(
    `INSERT INTO register (place, what, request_id, at, head, link)
     VALUES (:place, :what, :requestId, :at, :head, :link)`,
  );
  const put = db.prepare(
    `INSERT INTO register_head (id, place, hash) VALUES (1, :place, :hash)
     ON CONFLICT (id) DO UPDATE SET place = excluded.place, hash = excluded.hash`,
  );
  const Last = z.looseObject({ place: z.number() });

  return {
    add(what, requestId, at, head) {
      const before = RegisterHead.safeParse(find.get({})).data;
      const highest = Last.parse(last.get({})).place;
      const hash = before ? hexOf(before.hash) : highest === 0 ? registerStart(sha256) : LOST_HEAD;
      const place = Math.max(before?.place ?? 0, highest) + 1;
      const next = registerNext(hash, { place, what, requestId, at, head }, sha256);
      insert.run({ place, what, requestId, at, head: headBytes(head), link: linkBytes(next) });
      put.run({ place, hash: headBytes(next) });
    },
  };
}
