import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { CASES } from './not-utf8-cases.ts';
import { oneOfEach, requestId } from './one-of-each.ts';
import { reportOf } from './tampered.ts';

/** All that the store asks of SQLite while every part of it is read once. */
let statements: string[];
let folder: string;
let db: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-statements-'));
  oneOfEach(folder);
  const prepared = vi.spyOn(LibsqlDatabase.prototype, 'prepare');
  const store = openDatabase(folder);
  for (const { read } of Object.values(CASES)) await read(store, folder);
  readOnRecord(store);
  store.close();
  // What is ready apart from the copy is in memory, and was never in a file.
  const all = prepared.mock.calls.map(([sql]) => sql).filter((sql) => !sql.includes('staged'));
  prepared.mockRestore();
  statements = [...new Set(all)];
  db = new LibsqlDatabase(join(folder, DATABASE_FILE));
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function readOnRecord(store: DatabaseStore): void {
  const later = Number.MAX_SAFE_INTEGER;
  const id = requestId('r-2');
  reportOf(store.verifying(null));
  reportOf(store.verifying(id));
  store.rawRecord(id);
  store.chainOf(id);
  store.registerHead();
  const dropping = store.dropping([requestId('r-3')], later, later);
  while (dropping.step());
}

type Column = { name: string; type: string | null };
const columnsOf = (sql: string) =>
  (db.prepare(sql) as unknown as { columns(): Column[] }).columns();

test('no statement hands out a column of text as it stands in the file', () => {
  expect(statements.length).toBeGreaterThan(100);
  const asTexts = statements.filter((sql) => columnsOf(sql).some(({ type }) => type === 'TEXT'));
  expect(asTexts).toEqual([]);
});

type Step = { detail: string };
const stepsOf = (sql: string) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({}) as Step[];

test('no page of what comes after a place is made by sorting all the rest', () => {
  const pages = statements.filter(
    (sql) => /> :(after|since)|> \(:|< \(:at/.test(sql) && !sql.includes('CROSS JOIN'),
  );
  expect(pages.length).toBeGreaterThan(10);
  const sorted = pages.filter((sql) =>
    stepsOf(sql).some(({ detail }) => detail === 'USE TEMP B-TREE FOR ORDER BY'),
  );
  expect(sorted).toEqual([]);
});
