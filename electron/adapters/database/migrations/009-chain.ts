import type { Database } from 'libsql';
import * as z from 'zod';
import { chainNext, chainStart } from '../../../../shared/chain.ts';
import type { RequestId } from '../../../../shared/ids.ts';
import { headBytes, hexOf, linkBytes, sha256 } from '../chain.ts';
import {
  EVENT_COLUMNS,
  EventRow,
  REQUEST_COLUMNS,
  RequestRow,
  rawEvents,
  rawRequest,
} from '../chain-raw.ts';
import { register } from '../register.ts';
import { asBytes, Bytes, bufferOf, countOf, TextBytes, textOf } from '../rows.ts';
import { texts } from '../texts.ts';

/**
 * The record can be verified: each event has the first bytes of the head of its request's chain after it (`link`),
 * each request its whole head, and the register says which requests there are. A request may be dropped by its age;
 * the database lets go of it only after the register says so. `sweeps` counts how often texts went, for what other
 * processes remember of them. Facts from before are chained as they stand in the file.
 */
const TABLES = `
DROP TRIGGER events_never_change;
DROP TRIGGER events_never_go;
DROP TRIGGER lives_never_go;
DROP TRIGGER requests_never_go;
DROP TRIGGER texts_never_go;
ALTER TABLE events RENAME TO events_unchained;

CREATE TABLE events (
  life INTEGER NOT NULL REFERENCES lives (number),
  seq INTEGER NOT NULL,
  after INTEGER NOT NULL,
  shape INTEGER REFERENCES texts (number),
  data ANY NOT NULL,
  link BLOB NOT NULL,
  PRIMARY KEY (life, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE heads (
  life INTEGER PRIMARY KEY REFERENCES lives (number),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE register (
  place INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  request_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  head BLOB NOT NULL,
  link BLOB NOT NULL
) STRICT;
CREATE INDEX register_by_request ON register (request_id);

CREATE TABLE register_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  place INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE sweeps (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  count INTEGER NOT NULL,
  is_open INTEGER NOT NULL
) STRICT;
INSERT INTO sweeps VALUES (1, 0, 0);

INSERT INTO lives (request_id, began)
SELECT id, written_at FROM requests WHERE id NOT IN (SELECT request_id FROM lives)
ORDER BY written_at, id;
`;

const DROPPED = (id: string) =>
  `EXISTS (SELECT 1 FROM register WHERE request_id = ${id} AND what = 'dropped')`;
const DROPPED_LIFE = (life: string) => `EXISTS (
  SELECT 1 FROM lives JOIN register USING (request_id) WHERE number = ${life} AND what = 'dropped')`;

const NEVER = `
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'a fact never changes'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events WHEN NOT ${DROPPED_LIFE('OLD.life')}
BEGIN SELECT RAISE(ABORT, 'a fact is kept'); END;
CREATE TRIGGER heads_never_go BEFORE DELETE ON heads WHEN NOT ${DROPPED_LIFE('OLD.life')}
BEGIN SELECT RAISE(ABORT, 'a head is kept'); END;
CREATE TRIGGER lives_never_go BEFORE DELETE ON lives WHEN NOT ${DROPPED('OLD.request_id')}
BEGIN SELECT RAISE(ABORT, 'a life is kept'); END;
CREATE TRIGGER requests_never_go BEFORE DELETE ON requests WHEN NOT ${DROPPED('OLD.id')}
BEGIN SELECT RAISE(ABORT, 'a request is kept'); END;
CREATE TRIGGER texts_never_go BEFORE DELETE ON texts WHEN (SELECT is_open FROM sweeps) IS NOT 1
BEGIN SELECT RAISE(ABORT, 'a text is kept'); END;
CREATE TRIGGER register_never_changes BEFORE UPDATE ON register
BEGIN SELECT RAISE(ABORT, 'the register never changes'); END;
CREATE TRIGGER register_never_goes BEFORE DELETE ON register
BEGIN SELECT RAISE(ABORT, 'the register is kept'); END;
`;

/** Rows that are in memory at once. */
const BATCH = 200;

const LifeRow = z.looseObject({ number: z.number(), request_id: TextBytes, began: z.number() });
const Row = EventRow.extend({ life: z.number() });

/** `far` hears how many requests and facts of how many are done. */
export function chained(db: Database, far: (done: number, total: number) => void = () => {}): void {
  db.exec(TABLES);
  const total = countOf(db, 'requests') + countOf(db, 'events_unchained');
  let done = 0;
  const tell = (rows: number) => {
    done += rows;
    far(done, total);
  };
  // Each page would be found by reading all requests otherwise; version 11 has an index of its own.
  db.exec('CREATE INDEX requests_unchained ON requests (written_at, id)');
  openAll(db, tell);
  db.exec('DROP INDEX requests_unchained');
  linkAll(db, tell);
  db.exec('DROP TABLE events_unchained');
  db.exec(NEVER);
}

/** Each request's entry in the register, in the order in which they were written. */
function openAll(db: Database, tell: (rows: number) => void): void {
  const entries = register(db);
  const begin = db.prepare(
    'INSERT INTO heads (life, seq, hash) SELECT number, 0, :hash FROM lives WHERE request_id = :id',
  );
  const page = db.prepare(
    `SELECT ${REQUEST_COLUMNS} FROM requests
     WHERE (written_at, id) > (:at, :id) ORDER BY requests.written_at, requests.id LIMIT ${BATCH}`,
  );
  for (let at = Number.MIN_SAFE_INTEGER, id = ''; ; ) {
    const rows = page.all({ at, id }).map((row) => RequestRow.parse(row));
    for (const row of rows) {
      const start = chainStart(rawRequest(row), sha256);
      entries.add('opened', row.id as RequestId, row.written_at, start);
      begin.run({ id: row.id, hash: headBytes(start) });
    }
    const last = rows.at(-1);
    if (!last) return;
    at = last.written_at;
    id = last.id;
    tell(rows.length);
  }
}

/** Each event with its link, request after request. Those of no request (by another hand) stay, without a chain. */
function linkAll(db: Database, tell: (rows: number) => void): void {
  const stored = texts(db);
  const insert = db.prepare(
    `INSERT INTO events (life, seq, after, shape, data, link)
     VALUES (:life, :seq, :after, :shape, :data, :link)`,
  );
  const findLife = db.prepare(
    `SELECT number, ${asBytes('request_id')}, began FROM lives WHERE number = :number`,
  );
  const findHead = db.prepare('SELECT hash FROM heads WHERE life = :life');
  const putHead = db.prepare('UPDATE heads SET seq = :seq, hash = :hash WHERE life = :life');
  const page = db.prepare(
    `SELECT life, ${EVENT_COLUMNS} FROM events_unchained
     WHERE (life, seq) > (:life, :seq) ORDER BY life, seq LIMIT ${BATCH}`,
  );
  const Hash = z.looseObject({ hash: Bytes });
  let of = Number.NaN;
  let hash = '';
  let read = rawEvents(stored, { requestId: '', began: 0 });
  for (let life = Number.MIN_SAFE_INTEGER, seq = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all({ life, seq }).map((row) => Row.parse(row));
    for (const [index, row] of rows.entries()) {
      if (row.life !== of) {
        of = row.life;
        const found = LifeRow.safeParse(findLife.get({ number: of })).data;
        read = rawEvents(stored, {
          requestId: found?.request_id ?? '',
          began: found?.began ?? 0,
        });
        const head = Hash.safeParse(findHead.get({ life: of })).data;
        hash = head ? hexOf(head.hash) : '';
      }
      hash = chainNext(hash, read(row), sha256);
      const data = row.kind === 'text' ? textOf(row.data) : bufferOf(row.data);
      const { shape, after } = row;
      insert.run({ life: of, seq: row.seq, after, shape, data, link: linkBytes(hash) });
      // The last of its request, or of this page.
      if (rows[index + 1]?.life !== of)
        putHead.run({ life: of, seq: row.seq, hash: headBytes(hash) });
    }
    const last = rows.at(-1);
    if (!last) return;
    life = last.life;
    seq = last.seq;
    tell(rows.length);
  }
}
