import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { doJob } from '../../../electron/adapters/storage/jobs.ts';
import { type Asked, listenToStatements } from './asked.ts';
import { CASES } from './not-utf8-cases.ts';
import { oldFile } from './old-file.ts';
import { oneOfEach, requestId } from './one-of-each.ts';
import { request } from './samples.ts';
import { reportOf } from './tampered.ts';

/** All that is asked of SQLite while every part of the data is read once, and what came of it. */
let asked: Asked[];
let statements: string[];
let folder: string;
let db: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-statements-'));
  const file = join(folder, DATABASE_FILE);
  const listening = listenToStatements();
  bringForward(join(folder, 'old'));
  oneOfEach(folder);
  const store = openDatabase(folder);
  for (const { read } of Object.values(CASES)) await read(store, folder);
  readOnRecord(store);
  store.close();
  doJob(folder, file, { what: 'view' });
  doJob(folder, file, { what: 'check' });
  doJob(folder, file, { what: 'back-up', why: 'by-hand', at: 1 });
  doJob(folder, file, { what: 'look-at-backups' });
  asked = listening.done();
  // What is ready apart from the copy is in memory, and was never in a file.
  asked = asked.filter(({ sql }) => !sql.includes('staged'));
  // Of the tables of an earlier version nothing is left to ask how it is found.
  statements = asked.map(({ sql }) => sql).filter((sql) => !/events_(before|unchained)/.test(sql));
  db = new LibsqlDatabase(file);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file of an earlier version, as the steps to this one read it. */
function bringForward(data: string): void {
  oldFile(data, 3, ({ addRequest, addEvent }) => {
    const one = request('r-1');
    addRequest(one);
    for (const seq of [1, 2]) addEvent({ requestId: one.id, seq, at: seq, fact: { type: 'sent' } });
  });
  openDatabase(data).close();
}

function readOnRecord(store: DatabaseStore): void {
  const later = Number.MAX_SAFE_INTEGER;
  const id = requestId('r-2');
  reportOf(store.verifying(null));
  reportOf(store.verifying(id));
  void store.archive.record(id, 0, 1);
  store.chainOf(id);
  store.registerHead();
  store.leavingSecrets();
  const dropping = store.dropping([requestId('r-3')], later, later);
  while (dropping.step());
}

/** Of a column that nothing came of, how it is written says as much. */
const isNoTextBySight = (sql: string, name: string) =>
  [`AS BLOB) AS ${name}`, `AS INTEGER) AS ${name}`, `COUNT(*) AS ${name}`, `NULL AS ${name}`].some(
    (way) => sql.includes(way),
  ) || sql.startsWith('SELECT 1 ');

test('no statement hands out a text as it stands in the file, nor one that is made of it', () => {
  expect(asked.length).toBeGreaterThan(100);
  const asTexts = asked.flatMap(({ sql, columns }) =>
    columns
      .filter(({ name, type, kinds }) => {
        // SQLite's own word for what a value is.
        if (sql.includes(`typeof(data) AS ${name}`)) return false;
        const isUnseen = kinds.size === 0 && type === null && !isNoTextBySight(sql, name);
        return type === 'TEXT' || kinds.has('string') || isUnseen;
      })
      .map(({ name }) => `${name}: ${sql}`),
  );
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
