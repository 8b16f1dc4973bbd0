import type { Database } from 'libsql';
import * as z from 'zod';
import { isObject } from '../../../../shared/json.ts';
import type { RequestEvent } from '../../../../shared/request.ts';
import { asBytes, countOf, TextBytes } from '../rows.ts';
import { facts } from './004-facts.ts';

/**
 * Checks whose answer doesn't change are most of the record, and differ in a few bytes. What is alike is stored once
 * (`texts`), and a request that facts belong to is a number (`lives`). `arrivals` has the order in which the newest
 * facts came, over all requests; it alone may forget.
 */
const TABLES = `
DROP TRIGGER events_never_change;
DROP TRIGGER events_never_go;
ALTER TABLE events RENAME TO events_before;

CREATE TABLE lives (
  number INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE REFERENCES requests (id),
  began INTEGER NOT NULL
) STRICT;

CREATE TABLE texts (
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX texts_by_hash ON texts (hash);

CREATE TABLE events (
  life INTEGER NOT NULL REFERENCES lives (number),
  seq INTEGER NOT NULL,
  after INTEGER NOT NULL,
  shape INTEGER REFERENCES texts (number),
  data ANY NOT NULL,
  PRIMARY KEY (life, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE arrivals (
  place INTEGER PRIMARY KEY,
  life INTEGER NOT NULL
) STRICT;
`;

const NEVER = `
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'a fact never changes'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'a fact is kept'); END;
CREATE TRIGGER lives_never_change BEFORE UPDATE ON lives
BEGIN SELECT RAISE(ABORT, 'a life never changes'); END;
CREATE TRIGGER lives_never_go BEFORE DELETE ON lives
BEGIN SELECT RAISE(ABORT, 'a life is kept'); END;
CREATE TRIGGER texts_never_change BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'a text never changes'); END;
CREATE TRIGGER texts_never_go BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'a text is kept'); END;
`;

/** Rows that are in memory at once; one may hold a body of megabytes. */
const BATCH = 100;

const Row = z.looseObject({
  place: z.number(),
  request_id: TextBytes.transform((id) => id as RequestEvent['requestId']),
  seq: z.number(),
  at: z.number(),
  data: TextBytes,
});

/** `far` hears how many facts of how many are done. */
export function compact(db: Database, far: (done: number, total: number) => void = () => {}): void {
  db.exec(TABLES);
  const into = facts(db);
  // A fact whose request was removed by hand is seen by nobody; it stays in the file all the same.
  const ofSomeRequest = 'request_id IN (SELECT id FROM requests)';
  const batch = db.prepare(
    `SELECT rowid AS place, ${asBytes('request_id')}, seq, at, ${asBytes('data')} FROM events_before
     WHERE rowid > :place AND ${ofSomeRequest} ORDER BY rowid LIMIT ${BATCH}`,
  );
  const total = countOf(db, 'events_before');
  let done = 0;
  for (let place = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = batch.all({ place }).map((row) => Row.parse(row));
    for (const { request_id, seq, at, data } of rows) {
      const life = into.lifeOf(request_id, at);
      const event = eventOf(data);
      const isOfRow = event?.requestId === request_id && event.seq === seq && event.at === at;
      if (event && isOfRow) into.add(life, event, () => data);
      else into.addWhole(life, seq, at, data);
    }
    const last = rows.at(-1);
    if (!last) break;
    place = last.place;
    done += rows.length;
    far(done, total);
  }
  const left = db.prepare(`SELECT 1 FROM events_before WHERE NOT ${ofSomeRequest} LIMIT 1`).get({});
  if (!left) db.exec('DROP TABLE events_before');
  db.exec(NEVER);
}

/**
 * What a row holds, if it is written as JSON is written. Whether it fits the schema is asked when it is read: what the
 * schema doesn't know, or a later one may know, is kept as well.
 */
function eventOf(data: string): RequestEvent | null {
  try {
    const event: unknown = JSON.parse(data);
    const isWhole = isObject(event) && isObject(event.fact) && JSON.stringify(event) === data;
    return isWhole ? (event as unknown as RequestEvent) : null;
  } catch {
    return null;
  }
}
