import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import LibsqlDatabase from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { archiveThread } from '../../../electron/adapters/database/archive-thread.ts';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE, openToRead } from '../../../electron/adapters/database/open-file.ts';
import { storageFailure } from '../../../electron/adapters/storage/storage-failure.ts';
import { inProject } from '../../../electron/launch/paths.mjs';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../../shared/history-query.ts';
import { RequestId } from '../../../shared/ids.ts';
import { unpackEvents } from '../../../shared/packed-events.ts';
import { must } from '../../support/fakes.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';

const PAGE = { filter: ALL_REQUESTS, sort: NEWEST_FIRST, offset: 0, limit: 50, locate: null };
const { id } = aRequest();
/** In the file’s header. */
const PAGE_SIZE_AT = 16;

let scripts: string;
let folder: string;
let store: DatabaseStore;
let errors: unknown[];
let close: (() => void)[];

beforeAll(async () => {
  // Within the project, where its packages are found.
  mkdirSync(inProject('out'), { recursive: true });
  scripts = mkdtempSync(inProject('out', 'thread-'));
  await build({
    entryPoints: [inProject('electron', 'adapters', 'database', 'archive-worker.ts')],
    outfile: join(scripts, 'worker.cjs'),
    bundle: true,
    platform: 'node',
    external: ['libsql'],
  });
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-thread-'));
  store = openDatabase(folder);
  store.addRequest(aRequest());
  errors = [];
  close = [];
});
afterEach(() => {
  for (const one of close) one();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function thread(script = join(scripts, 'worker.cjs')) {
  const archive = archiveThread(script, folder, store.archive, (_where, error) =>
    errors.push(error),
  );
  close.push(archive.close);
  return archive;
}

test('a thread sees each fact that was stored before it was asked, and answers as this process does', async () => {
  const archive = thread();
  const facts = [{ type: 'sent' } as const, answered(1)[1], WATCH];
  const states = ['sp', 'ss'].map((nodes) => checked(5, stateBody('in_progress', nodes))[1]);
  for (const [at, fact] of [...facts, ...states].entries()) {
    store.addFact(id, T0 + at, fact);
    const seen = must(await archive.events(id, 0, 500));
    expect(unpackEvents(seen)).toEqual(store.events(id));
    expect(await archive.find(PAGE)).toEqual(await store.archive.find(PAGE));
    expect(await archive.facets(ALL_REQUESTS)).toEqual(await store.archive.facets(ALL_REQUESTS));
    expect(await archive.usual(id)).toEqual(await store.archive.usual(id));
  }
  expect(errors).toEqual([]);
});

test('a question that goes wrong is a failure, and the next one is answered', async () => {
  const archive = thread();
  const wrong = await archive.find({ ...PAGE, filter: null as never });
  expect(wrong).toMatchObject({ ok: false, failure: { kind: 'bug' } });
  expect(must(await archive.find(PAGE)).total).toBe(1);
  expect(errors).toHaveLength(1);
});

test('what the disk does not give is told as that, by the code that says so', async () => {
  store.close();
  const path = join(folder, DATABASE_FILE);
  const db = new LibsqlDatabase(path);
  const pages = db.prepare("SELECT pageno FROM dbstat WHERE name LIKE 'summaries%'").all();
  db.close();
  const bytes = readFileSync(path);
  const size = bytes.readUInt16BE(PAGE_SIZE_AT);
  for (const { pageno } of pages as { pageno: number }[]) {
    bytes.fill(0xff, (pageno - 1) * size, pageno * size);
  }
  writeFileSync(path, bytes);
  const answer = await thread().find(PAGE);
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'storage', reason: 'damaged' } });
  expect(errors.map(storageFailure)).toMatchObject([{ reason: 'damaged' }]);
});

test('a thread that dies fails what it was asked, and another one answers the next question', async () => {
  const script = join(scripts, 'dies.cjs');
  const dies = `const { parentPort } = require('node:worker_threads');
    parentPort.once('message', ({ given }) => { if (given[0] === 'die') process.exit(7); });`;
  const worker = JSON.stringify(join(scripts, 'worker.cjs'));
  writeFileSync(script, `${dies} require(${worker});`);
  const archive = thread(script);
  expect(must(await archive.find(PAGE)).total).toBe(1);
  // The first message of a thread is that of the one before; begun anew, it is asked to die at once.
  const other = thread(script);
  const died = await other.usual('die' as never);
  expect(died).toMatchObject({ ok: false, failure: { kind: 'bug' } });
  expect(must(await other.find(PAGE)).total).toBe(1);
  expect(errors).toHaveLength(1);
});

test('where no thread can be begun, this process answers', async () => {
  const archive = thread(join(scripts, 'is-not-there.cjs'));
  for (let at = 0; at < 3; at += 1) expect((await archive.find(PAGE)).ok).toBe(false);
  expect(must(await archive.find(PAGE)).total).toBe(1);
});

test('the thread’s connection reads what is written beside it, and can write nothing itself', () => {
  const db = openToRead(folder);
  try {
    const count = db.prepare('SELECT COUNT(*) AS requests FROM requests');
    expect(() => db.exec('DELETE FROM summaries')).toThrow('readonly');
    expect(() => db.exec('CREATE TABLE other (id)')).toThrow('readonly');
    store.addRequest(aRequest({ id: RequestId.parse('another') }));
    expect(count.get({})).toMatchObject({ requests: 2 });
  } finally {
    db.close();
  }
  expect(store.newestRequests(10)).toHaveLength(2);
});
