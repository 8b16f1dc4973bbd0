import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import type { Dropping } from '../../../electron/domain/ports.ts';
import { RequestId } from '../../../shared/ids.ts';
import { checked, request } from './samples.ts';
import { named, reportOf } from './tampered.ts';

let folder: string;
let store: DatabaseStore;
const id = (one: string) => RequestId.parse(one);
const body = (word: string) => JSON.stringify({ state: 'in_progress', word: word.repeat(20) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-dropping-'));
  store = openDatabase(folder);
  for (const [index, one] of ['r-1', 'r-2', 'r-3'].entries()) {
    store.addRequest(request(one, 1000 + index));
    store.addFact(id(one), 2000 + index, checked(1, body('common')));
    store.addFact(id(one), 3000 + index, checked(2, body(`only-of-${one}`)));
  }
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function whole(dropping: Dropping, meanwhile = () => {}): RequestId[] {
  while (dropping.step()) meanwhile();
  return dropping.dropped();
}
const verified = () => reportOf(store.verifying(null));
const onDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

test('a dropped request is gone from the file with its texts, the register says so, and all is well', () => {
  expect(onDisk()).toContain('only-of-r-1');
  expect(whole(store.dropping([id('r-1')], 9000, 9000))).toEqual(['r-1']);
  expect(store.requests().map((one) => one.id)).toEqual(['r-2', 'r-3']);
  expect(store.events(id('r-1'))).toEqual([]);
  expect(onDisk()).not.toContain('only-of-r-1');
  expect(store.events(id('r-2'))).toHaveLength(2);
  expect(verified()).toMatchObject({ problems: [], dropped: 1, requests: 2, events: 4 });
  store.close();
  store = openDatabase(folder);
  store.addRequest(request('r-4', 9500));
  store.addFact(id('r-4'), 9600, { type: 'sent' });
  expect(verified()).toMatchObject({ problems: [], dropped: 1, requests: 3, events: 5 });
});

test('the database lets nothing go that the register does not say', () => {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  for (const table of ['events', 'heads', 'lives', 'requests', 'texts', 'register']) {
    expect(() => db.exec(`PRAGMA foreign_keys = OFF; DELETE FROM ${table}`), table).toThrow();
  }
  expect(() => db.exec('UPDATE register SET at = 1')).toThrow(/never changes/);
  db.close();
});

test('that a request was dropped can’t be taken back unseen, nor it put in again', () => {
  whole(store.dropping([id('r-3')], 9000, 9000));
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec("DROP TRIGGER register_never_goes; DELETE FROM register WHERE what = 'dropped'");
  db.close();
  expect(named(verified())).toEqual([
    ['request-missing', 'r-3', null],
    ['register-missing', null, 4],
  ]);
});

test('another process goes on writing while requests are dropped, and loses nothing', () => {
  const other = openDatabase(folder, () => {}, 'other');
  try {
    // It remembers the texts of both.
    other.addFact(id('r-1'), 4000, checked(3, body('only-of-r-1')));
    let at = 5000;
    const dropped = whole(store.dropping([id('r-1')], 9000, 9000), () => {
      at += 1;
      other.addFact(id('r-2'), at, checked(at % 5, body('only-of-r-1')));
    });
    expect(dropped).toEqual(['r-1']);
    other.addFact(id('r-2'), 8000, checked(3, body('only-of-r-1')));
    const events = other.events(id('r-2'));
    expect(events.at(-1)?.fact).toEqual(checked(3, body('only-of-r-1')));
    expect(events).toHaveLength(at - 5000 + 3);
    expect(other.skippedRows()).toBe(0);
    expect(verified().problems).toEqual([]);
    // Of the one that is gone nothing can be said any more, and nothing lands with another.
    expect(() => other.addFact(id('r-1'), 8001, { type: 'stopped' })).toThrow();
    other.addRequest(request('r-5', 9000));
    other.addFact(id('r-5'), 9001, { type: 'sent' });
    store.addFact(id('r-5'), 9002, { type: 'stopped' });
    expect(verified().problems).toEqual([]);
  } finally {
    other.close();
  }
});

test('old is what has no fact since', () => {
  store.addFact(id('r-1'), 9000, { type: 'noted', text: 'looked at again', by: 'Ada' });
  expect(store.requestsBefore(5000, null, 10)).toEqual(['r-2', 'r-3']);
  expect(store.requestsBefore(1500, null, 10)).toEqual([]);
});

test('old ones are told page by page, each once, those of one moment too', () => {
  for (const one of ['r-b', 'r-a', 'r-c']) store.addRequest(request(one, 1001));
  const paged: RequestId[] = [];
  for (let last: RequestId | null = null; ; ) {
    const page: RequestId[] = store.requestsBefore(5000, last, 2);
    paged.push(...page);
    last = page.at(-1) ?? null;
    if (page.length < 2) break;
  }
  expect(paged).toEqual(['r-1', 'r-2', 'r-a', 'r-b', 'r-c', 'r-3']);
});

test('what something was said of since it was found old stays, whole', () => {
  const dropping = store.dropping([id('r-1'), id('r-2')], 9000, 5000);
  const other = openDatabase(folder, () => {}, 'other');
  other.addFact(id('r-2'), 8000, { type: 'noted', text: 'looked at again', by: 'Ada' });
  other.close();
  expect(whole(dropping)).toEqual(['r-1']);
  expect(store.events(id('r-2'))).toHaveLength(3);
  expect(verified()).toMatchObject({ problems: [], dropped: 1 });
});

test('a request that is dropped while the record is verified is no hole', () => {
  const verifying = store.verifying(null);
  verifying.step();
  whole(store.dropping([id('r-1'), id('r-2')], 9000, 9000));
  expect(reportOf(verifying).problems).toEqual([]);
});

test('while the record is verified requests go and others get the numbers of their texts: nobody is accused', () => {
  // Its texts are the newest: the next ones get their numbers once they are gone.
  store.addFact(id('r-1'), 3500, checked(3, body('newest')));
  const verifying = store.verifying(null);
  while (verifying.report().requests < 2) verifying.step();
  expect(whole(store.dropping([id('r-1')], 9000, 9000))).toEqual(['r-1']);
  store.addFact(id('r-3'), 4000, checked(3, body('newer')));
  expect(reportOf(verifying).problems).toEqual([]);
});

const PACK = 'ab'.repeat(32);
const headOf = (one: RequestId) => store.chainOf(one)?.head ?? '';

test('the register says when they were dropped and which pack has them, and verifying says it again', () => {
  const heads = new Map([[id('r-1'), headOf(id('r-1'))]]);
  whole(store.dropping([id('r-1')], 9000, 9000, { pack: PACK, heads }));
  whole(store.dropping([id('r-2')], 9500, 9500));
  const report = verified();
  expect(report).toMatchObject({ problems: [], dropped: 2, dropRunCount: 2 });
  expect(report.dropRuns).toEqual([
    { at: 9500, requests: 1, pack: null },
    { at: 9000, requests: 1, pack: PACK },
  ]);
});

test('to which pack they were exported can’t be changed unseen', () => {
  const heads = new Map([[id('r-1'), headOf(id('r-1'))]]);
  whole(store.dropping([id('r-1')], 9000, 9000, { pack: PACK, heads }));
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec(`DROP TRIGGER register_never_changes;
    UPDATE register SET head = zeroblob(32) WHERE what = 'exported'`);
  db.close();
  expect(named(verified())).toEqual([['register-changed', 'r-1', 4]]);
});

test('a request can’t be hidden behind an entry that says that it was exported', () => {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec(`DROP TRIGGER register_never_changes;
    UPDATE register SET what = 'exported' WHERE request_id = 'r-2'`);
  db.close();
  expect(named(verified())).toEqual([
    ['register-changed', 'r-2', 2],
    ['request-added', 'r-2', null],
  ]);
});

test('one whose record is not the exported one stays, and one that the pack does not have', () => {
  const heads = new Map([[id('r-1'), headOf(id('r-1'))]]);
  const other = openDatabase(folder, () => {}, 'other');
  // By a clock that stands in the past: it is old by its time all the same.
  other.addFact(id('r-1'), 4000, { type: 'noted', text: 'looked at again', by: 'Ada' });
  other.close();
  const dropping = store.dropping([id('r-1'), id('r-2')], 9000, 9000, { pack: PACK, heads });
  expect(whole(dropping)).toEqual([]);
  expect(store.requests()).toHaveLength(3);
  expect(verified()).toMatchObject({ problems: [], dropped: 0, dropRuns: [] });
});

test('many go whole, in the order in which they were named', () => {
  const many = Array.from({ length: 40 }, (_none, at) => id(`many-${at}`));
  for (const one of many) store.addRequest(request(one, 1500));
  expect(whole(store.dropping(many, 9000, 9000))).toEqual(many);
  expect(store.requests()).toHaveLength(3);
  expect(verified()).toMatchObject({
    problems: [],
    dropRuns: [{ at: 9000, requests: 40, pack: null }],
  });
});

test('stopped in between, no other goes, and the texts of those that went go with them', () => {
  const many = Array.from({ length: 40 }, (_none, at) => id(`many-${at}`));
  for (const one of many) store.addRequest(request(one, 1500));
  const dropping = store.dropping([id('r-1'), ...many], 9000, 9000);
  dropping.step();
  dropping.stop();
  const gone = whole(dropping);
  expect(gone[0]).toBe('r-1');
  expect(gone.length).toBeLessThan(many.length);
  expect(store.requests()).toHaveLength(3 + many.length - gone.length);
  expect(onDisk()).not.toContain('only-of-r-1');
  expect(verified()).toMatchObject({ problems: [], dropped: gone.length });
});
