import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { build } from 'esbuild';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { SCHEMA_VERSION } from '../../../electron/adapters/database/migrate.ts';
import { DATABASE_FILE, isOfBefore } from '../../../electron/adapters/database/open-file.ts';
import { updateInThread } from '../../../electron/adapters/database/update-thread.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { StorageUpdate } from '../../../shared/storage.ts';
import { oldFile } from './old-file.ts';
import { checked, request } from './samples.ts';

const PROCESSES = 3;
/** Characters of an old answer's message. */
const BODY = 2_000;
const id = RequestId.parse('r-1');

let folder: string;
let script: string;
let updateScript: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-processes-'));
  script = await bundled('test/adapters/database/one-of-several.ts');
  updateScript = await bundled('electron/adapters/database/update-worker.ts');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A script of its own in the folder, for another process or thread. */
async function bundled(source: string): Promise<string> {
  const outfile = join(folder, basename(source).replace('.ts', '.cjs'));
  await build({
    entryPoints: [join(process.cwd(), source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // By its place: a thread has no NODE_PATH of its own.
    alias: { libsql: join(process.cwd(), 'node_modules', 'libsql') },
    external: [join(process.cwd(), 'node_modules', 'libsql')],
    logLevel: 'error',
  });
  return outfile;
}

/** A process that is ready to begin, and begins when its input is closed. */
async function begun(data: string, facts: number) {
  const child = spawn(process.execPath, [script, data, String(facts)], {
    env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return { child, lines };
}

/** Lets the processes begin once all are ready; what each found when it had opened the database. */
async function runAll(data: string, facts: number): Promise<number[]> {
  const all = await Promise.all(Array.from({ length: PROCESSES }, () => begun(data, facts)));
  for (const { child } of all) child.stdin.end();
  return Promise.all(all.map(async ({ lines }) => Number((await lines.next()).value)));
}

function oldRecord(data: string, facts: number): void {
  oldFile(data, 3, ({ addRequest, addEvent }) => {
    addRequest(request('r-1'));
    for (let seq = 1; seq <= facts; seq += 1) {
      const body = `{"state":"${seq}","failure_message":"${'m'.repeat(BODY)}"}`;
      addEvent({ requestId: id, seq, at: seq, fact: checked(seq, body) });
    }
  });
}

test('processes that open an old file at once bring it forward once, and all can use it', async () => {
  const data = join(folder, 'old');
  const FACTS = 1_500;
  oldRecord(data, FACTS);
  expect(await runAll(data, 0)).toEqual([FACTS, FACTS, FACTS]);
});

test('processes that make a new file at once can all use it', async () => {
  for (const round of [1, 2, 3, 4]) {
    expect(await runAll(join(folder, `fresh-${round}`), 0)).toEqual([0, 0, 0]);
  }
});

test('a process that is killed while it brings a record forward leaves it whole', async () => {
  const data = join(folder, 'killed');
  const FACTS = 3_000;
  oldRecord(data, FACTS);
  const { child } = await begun(data, 0);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdin.end();
  // What is written stands in the log until the whole is done.
  const log = join(data, `${DATABASE_FILE}-wal`);
  const isAtIt = () => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > BODY * 500;
  while (!isAtIt() && child.exitCode === null) await setImmediate();
  child.kill('SIGKILL');
  await ended;
  const version = () => {
    const db = new LibsqlDatabase(join(data, DATABASE_FILE));
    const row = db.prepare('PRAGMA user_version').get() as { user_version: number };
    db.close();
    return row.user_version;
  };
  // Three, but where this machine was so busy that it was done by then.
  expect([3, SCHEMA_VERSION]).toContain(version());
  const store = openDatabase(data);
  expect(store.events(id).map(({ seq }) => seq)).toEqual(
    Array.from({ length: FACTS }, (_none, index) => index + 1),
  );
  expect(store.skippedRows()).toBe(0);
  store.close();
  expect(version()).toBe(SCHEMA_VERSION);
});

test('a thread brings a record forward and tells how far it is; ended in between, the next one goes on', async () => {
  const data = join(folder, 'by-thread');
  const FACTS = 3_000;
  oldRecord(data, FACTS);
  expect(isOfBefore(data)).toBe(true);
  const isCounted = ({ total }: StorageUpdate) => total > 0;
  await new Promise<void>((resolve) => {
    const first = updateInThread(updateScript, data, (update) => {
      if (isCounted(update)) void first.stop().then(resolve);
    });
  });
  const told: StorageUpdate[] = [];
  const { ended } = updateInThread(updateScript, data, (update) => told.push(update));
  expect(await ended).toBeNull();
  expect(isOfBefore(data)).toBe(false);
  expect(told[0]?.phase).toBe('copying');
  const [counted] = told.filter(isCounted).slice(-1);
  // The request itself is one more.
  expect([counted?.done, counted?.total]).toEqual([FACTS + 1, FACTS + 1]);
  const store = openDatabase(data);
  expect(store.events(id).map(({ seq }) => seq)).toEqual(
    Array.from({ length: FACTS }, (_none, index) => index + 1),
  );
  store.close();
});

test('who finds another at an old record says that it waits, and can use it afterwards', () => {
  const data = join(folder, 'waited-for');
  oldRecord(data, 2);
  const other = new LibsqlDatabase(join(data, DATABASE_FILE));
  other.exec('BEGIN EXCLUSIVE');
  const phases: string[] = [];
  const store = openDatabase(data, undefined, undefined, ({ phase }) => {
    if (phases.at(-1) !== phase) phases.push(phase);
    if (phase === 'waiting') other.exec('COMMIT');
  });
  expect(phases).toEqual(['copying', 'waiting', 'updating']);
  expect(store.events(id)).toHaveLength(2);
  store.close();
  other.close();
});

test('a thread that can’t bring a file forward says why', async () => {
  const data = join(folder, 'in-the-way');
  oldRecord(data, 2);
  const db = new LibsqlDatabase(join(data, DATABASE_FILE));
  db.exec('CREATE TABLE texts (in_the_way TEXT)');
  db.close();
  const error = await updateInThread(updateScript, data, () => {}).ended;
  expect(error).toMatchObject({ problem: 'unusable', why: expect.stringContaining('texts') });
});

test('processes that add facts of one request at once leave no gap, and store each text once', async () => {
  const data = join(folder, 'new');
  const FACTS = 80;
  const store = openDatabase(data);
  store.addRequest(request('r-1'));
  await runAll(data, FACTS);
  const events = store.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: PROCESSES * FACTS }, (_none, index) => index + 1),
  );
  expect(store.skippedRows()).toBe(0);
  store.close();
  const db = new LibsqlDatabase(join(data, DATABASE_FILE));
  const twice = db.prepare('SELECT text FROM texts GROUP BY text HAVING count(*) > 1').all();
  db.close();
  expect(twice).toEqual([]);
});

const ALONE = `const db = new (require('libsql'))(process.argv[1]);
try { db.exec('PRAGMA journal_mode = DELETE'); console.log('alone'); }
catch (error) { console.log(error.code); }`;

/** What another process finds that wants the file for itself. */
function askedAlone(data: string): string {
  const words = ['-e', ALONE, join(data, DATABASE_FILE)];
  return spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout.trim();
}

test('no other process takes the file for free while this one has it open, for the second time too', () => {
  const data = join(folder, 'twice');
  openDatabase(data).close();
  const store = openDatabase(data);
  try {
    expect(askedAlone(data)).toBe('SQLITE_BUSY');
  } finally {
    store.close();
  }
});
