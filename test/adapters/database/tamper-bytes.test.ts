import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import LibsqlDatabase, { type Database } from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLUMN_OF } from '../../../electron/adapters/database/summary-rows.ts';
import { verify } from '../../../electron/adapters/database/verify.ts';
import type { VerifyReport } from '../../../shared/verify-contract.ts';
import { aRecord, inCopy, reportOf, unguard } from './tampered.ts';

/** Byte-level changes, one at a time, seeded: in the columns, and in the bytes of the file itself. */
const CHANGES = 2000;
const FILE_CHANGES = 500;

let record: string;
beforeAll(async () => {
  record = await aRecord();
});
afterAll(() => rmSync(record, { recursive: true, force: true }));

/** All columns of the record; what is beside it (claims, arrivals, inventory) is none. */
const COLUMNS: readonly [table: string, columns: readonly string[]][] = [
  ['events', ['life', 'seq', 'after', 'shape', 'data', 'link']],
  ['texts', ['number', 'hash', 'text']],
  ['lives', ['number', 'request_id', 'began']],
  ['requests', ['id', 'written_at', 'data']],
  ['heads', ['life', 'seq', 'hash']],
  ['register', ['place', 'what', 'request_id', 'at', 'head', 'link']],
  ['register_head', ['place', 'hash']],
  ['summaries', ['number', 'version', ...Object.values(COLUMN_OF)]],
  ['summary_data', ['number', 'data']],
  ['summary_words', ['number', 'words']],
  ['summary_tags', ['number', 'tag']],
  ['summary_nodes', ['number', 'node_id', 'took']],
];
/** What names a row where it has no number of its own. */
const KEYS: Readonly<Record<string, string>> = {
  events: "life || ',' || seq",
  summary_tags: "number || ',' || hex(tag)",
  summary_nodes: "number || ',' || hex(node_id)",
};
const NUMBER_BYTES = 6;

type Cell = { table: string; column: string; key: string; type: string; hex: string };

/** Every value of the record as its bytes. */
function cells(db: Database): Cell[] {
  return COLUMNS.flatMap(([table, columns]) =>
    columns.flatMap((column) => {
      const key = KEYS[table] ?? 'rowid';
      const sql = `SELECT ${key} AS key, typeof(${column}) AS type,
        CASE typeof(${column}) WHEN 'integer' THEN printf('%012x', ${column} & 0xffffffffffff) ELSE hex(${column}) END AS hex
        FROM ${table} WHERE ${column} IS NOT NULL`;
      const rows = db.prepare(sql).all() as { key: string; type: string; hex: string }[];
      return rows.map((row) => ({ ...row, table, column }));
    }),
  );
}

function write(db: Database, { table, column, key, type }: Cell, bytes: Buffer): void {
  const where = `${KEYS[table] ?? 'rowid'} = ${KEYS[table] ? `'${key}'` : key}`;
  const hex = `x'${bytes.toString('hex')}'`;
  const number = bytes.readUIntBE(0, Math.min(NUMBER_BYTES, bytes.length));
  const value = {
    integer: `${number}`,
    real: `${number}`,
    text: `CAST(${hex} AS TEXT)`,
    blob: hex,
  }[type];
  db.exec(`UPDATE ${table} SET ${column} = ${value} WHERE ${where}`);
}

// Evenly: fast-check prefers small numbers otherwise, and would look at the first bytes only.
const flip = fc.noBias(fc.integer({ min: 1, max: 255 }));
const anywhere = fc.noBias(fc.nat({ max: 2 ** 31 - 1 }));
const at = <T>(list: readonly T[], place: number) => list[place % list.length] as T;

test(`each of ${CHANGES} changes of one byte in the rows is found`, () => {
  inCopy(record, (path) => {
    const db = new LibsqlDatabase(path);
    unguard(db);
    // A shape whose fact would not have come back exactly is no part of any event.
    const orphans = db.prepare('SELECT number FROM texts WHERE text LIKE \'%"noted"%\'').all() as {
      number: number;
    }[];
    const isOrphan = (cell: Cell) =>
      cell.table === 'texts' &&
      cell.column === 'number' &&
      orphans.some(({ number }) => number === Number(cell.key));
    const byColumn = new Map<string, Cell[]>();
    for (const cell of cells(db).filter((each) => !isOrphan(each))) {
      const name = `${cell.table}.${cell.column}`;
      byColumn.set(name, [...(byColumn.get(name) ?? []), cell]);
    }
    const columns = [...byColumn.values()];
    expect(columns).toHaveLength(60);
    fc.assert(
      fc.property(anywhere, anywhere, anywhere, flip, (column, row, place, bits) => {
        const cell = at(at(columns, column), row);
        const bytes = Buffer.from(cell.hex, 'hex');
        fc.pre(bytes.length > 0);
        const offset = place % bytes.length;
        bytes[offset] = (bytes[offset] as number) ^ bits;
        db.exec('BEGIN');
        try {
          try {
            write(db, cell, bytes);
          } catch {
            // The number or the id of another row.
            fc.pre(false);
          }
          const { problemCount } = reportOf(verify(db).verifying(null));
          if (problemCount === 0)
            throw new Error(`unseen: ${JSON.stringify({ ...cell, offset, bits })}`);
        } finally {
          db.exec('ROLLBACK');
        }
      }),
      { numRuns: CHANGES, endOnFailure: true },
    );
    expect(reportOf(verify(db).verifying(null)).problems).toEqual([]);
    db.close();
  });
}, 120_000);

/** What is verified, and what anybody would read; no rows where SQLite can't, no report where it doesn't open it. */
function readAll(path: string): { rows: string | null; report: VerifyReport | null } {
  for (const beside of ['-wal', '-shm']) rmSync(`${path}${beside}`, { force: true });
  const end = { rows: null as string | null, report: null as VerifyReport | null };
  let db: Database | null = null;
  try {
    db = new LibsqlDatabase(path);
    end.report = reportOf(verify(db).verifying(null));
    end.rows = JSON.stringify(cells(db));
  } catch {
    // Told by what is missing.
  }
  db?.close();
  return end;
}

test(`of ${FILE_CHANGES} changed bytes of the file, each that changes the record is found`, () => {
  inCopy(record, (path) => {
    const untouched = readFileSync(path);
    const before = readAll(path);
    expect(before.report?.problems).toEqual([]);
    const db = new LibsqlDatabase(path);
    const pages = db
      .prepare(
        `SELECT pageno FROM dbstat WHERE name IN (${COLUMNS.map(([name]) => `'${name}'`).join(',')})`,
      )
      .all() as { pageno: number }[];
    db.close();
    expect(pages.length).toBeGreaterThan(10);
    const ends = { found: 0, same: 0, unreadable: 0 };
    const PAGE = untouched.readUInt16BE(16);
    fc.assert(
      fc.property(anywhere, anywhere, flip, (page, place, bits) => {
        const offset = (at(pages, page).pageno - 1) * PAGE + (place % PAGE);
        const bytes = Buffer.from(untouched);
        bytes[offset] = (bytes[offset] as number) ^ bits;
        writeFileSync(path, bytes);
        const after = readAll(path);
        if (after.report === null) ends.unreadable += 1;
        else if (after.report.problemCount > 0) ends.found += 1;
        else if (after.rows === before.rows) ends.same += 1;
        else throw new Error(`unseen at ${offset}, bits ${bits}`);
      }),
      { numRuns: FILE_CHANGES, endOnFailure: true },
    );
    console.info(`changed bytes: ${JSON.stringify(ends)}`);
    expect(ends.found).toBeGreaterThan(FILE_CHANGES / 3);
  });
}, 120_000);
