import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { checkFile } from '../../electron/cli/check-file.ts';
import { linesOf, verify as verifyHere } from '../../electron/cli/commands/verify.ts';
import { RequestId } from '../../shared/ids.ts';
import { checked, request } from '../adapters/database/samples.ts';
import { buildTerminal, dataFolder, start } from './running.ts';

let built: Awaited<ReturnType<typeof buildTerminal>>;
let folder: ReturnType<typeof dataFolder>;

beforeAll(async () => {
  built = await buildTerminal();
});
afterAll(() => built.remove());
beforeEach(() => {
  folder = dataFolder();
  const store = openDatabase(folder.path);
  for (const id of ['r-1', 'r-2']) {
    store.addRequest(request(id, 1_790_000_000_000));
    for (let n = 1; n <= 5; n += 1) {
      store.addFact(RequestId.parse(id), 1_790_000_000_000 + n * 1000, checked(n));
    }
  }
  store.close();
});
afterEach(() => {
  rmSync(folder.path, { recursive: true, force: true });
});

const verify = (...words: string[]) =>
  start(built.script, ['verify', ...words, '--data-dir', folder.path]).ended;
/** The third event of r-2 is another. */
function tamper(): void {
  const db = new LibsqlDatabase(join(folder.path, DATABASE_FILE));
  db.exec(`DROP TRIGGER events_never_change; UPDATE events SET after = after + 1
    WHERE seq = 3 AND life = (SELECT number FROM lives WHERE request_id = 'r-2')`);
  db.close();
}

it('says that all is as it was recorded, and ends with 0', async () => {
  const { code, stdout, stderr } = await verify();
  expect(stdout).toMatch(
    /^The file is whole: .*\nEverything is as it was recorded: 2 requests, 10 facts\.\n/,
  );
  expect(stdout).toMatch(/Fingerprint of now: swf1-2-[\da-f]{64}\n$/);
  expect([code, stderr]).toEqual([0, '']);
});

it('names the request, the event and its time where one was changed, and ends with 8', async () => {
  tamper();
  const whole = await verify();
  expect(whole.code).toBe(8);
  expect(whole.stdout).toContain(
    'r-2 PUT Session s-1: Fact 3 (2026-09-21T14:13:23.001Z) is not what was recorded',
  );
  expect(whole.stderr).toContain('1 problem found in 2 requests, 10 facts');
  const [other, itself] = await Promise.all([verify('r-1'), verify('r-2', '--json')]);
  expect(other.code).toBe(0);
  expect(itself.code).toBe(8);
  const lines = itself.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { event: 'problem', what: 'event-changed', requestId: 'r-2', seq: 3 },
    { event: 'report', isFine: false, problemCount: 1, events: 5 },
  ]);
});

it('says what was dropped by age, when, and which pack has it', async () => {
  const id = RequestId.parse('r-1');
  const store = openDatabase(folder.path);
  const heads = new Map([[id, store.chainOf(id)?.head ?? '']]);
  const at = 1_800_000_000_000;
  const pack = 'ab'.repeat(32);
  const dropping = store.dropping([id], at, at, { pack, heads });
  while (dropping.step());
  store.close();
  const { code, stdout } = await verify();
  expect(code).toBe(0);
  expect(stdout).toContain(
    `1 request, 5 facts. 1 request dropped by age on ${new Date(at).toISOString()}, exported to an evidence pack before.`,
  );
  expect(stdout).toContain(`SHA-256 of the pack: ${pack}`);
  const { stdout: lines } = await verify('--json');
  expect(JSON.parse(lines)).toMatchObject({
    event: 'report',
    isFine: true,
    dropRuns: [{ at, requests: 1, pack }],
  });
});

it('takes back a fingerprint that was kept, and says whether what it stands for is unchanged', async () => {
  const fingerprint = /now: (swf1-\S+)/.exec((await verify()).stdout)?.[1] ?? 'none';
  const store = openDatabase(folder.path);
  store.addRequest(request('r-3', 1_790_000_100_000));
  store.close();
  const later = await verify('--fingerprint', fingerprint);
  expect(later.stdout).toContain(
    'The kept fingerprint holds: 2 requests that it stands for are unchanged up to then.',
  );
  expect(later.stdout).toContain(`Held against ${fingerprint}, which stands for 2 requests.`);
  expect(later.code).toBe(0);
  // The file that it is of, from another folder.
  const list = join(folder.path, 'fingerprints', `${fingerprint}.json`);
  const elsewhere = join(folder.path, 'elsewhere.json');
  renameSync(list, elsewhere);
  const [without, whole] = [
    await verify('--fingerprint', fingerprint),
    await verify('--fingerprint', elsewhere, '--json'),
  ];
  expect(without.code).toBe(64);
  expect(without.stderr).toContain('choose the file that was saved of it');
  expect(JSON.parse(whole.stdout)).toMatchObject({ isFine: true, kept: { fingerprint } });
  expect((await verify('--fingerprint', 'what')).stderr).toContain('That is no fingerprint');
});

it('gives no fingerprint of a record with problems', async () => {
  tamper();
  const { stdout, stderr } = await verify();
  expect(stdout).not.toContain('swf1-');
  expect(stderr).toContain('There is no fingerprint of now: the record has problems.');
});

/** Puts zeros in the place of a page. */
function zero(page: number): void {
  const file = openSync(join(folder.path, DATABASE_FILE), 'r+');
  writeSync(file, Buffer.alloc(PAGE), 0, PAGE, (page - 1) * PAGE);
  closeSync(file);
}
const PAGE = 4096;

it('ends with 9 where a page outside the record is damaged, or the file can’t be opened', async () => {
  const db = new LibsqlDatabase(join(folder.path, DATABASE_FILE));
  const { page } = db
    .prepare("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'removals'")
    .get() as { page: number };
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  zero(page);
  const damaged = await verify();
  expect(damaged.stdout).toContain('Everything is as it was recorded');
  expect(damaged.stdout).not.toContain('swf1-');
  expect(damaged.stderr).toContain('the database is damaged');
  expect(damaged.code).toBe(9);
  const inPieces = await checkFile(folder.path, {
    isStopped: () => false,
    far: () => {},
    large: 0,
  });
  expect(inPieces.damage).not.toBeNull();
  zero(1);
  const closed = await verify();
  expect([closed.code, closed.stderr]).toEqual([9, expect.not.stringContaining('bug')]);
});

it('reads a large file in pieces, and a whole one is whole', async () => {
  const parts: number[] = [];
  const told = { isStopped: () => false, far: (part: number) => void parts.push(part), large: 0 };
  expect(await checkFile(folder.path, told)).toEqual({ damage: null, isWhole: true });
  expect(parts.length).toBeGreaterThan(5);
  const stopped = await checkFile(folder.path, { ...told, isStopped: () => true });
  expect(stopped).toEqual({ damage: null, isWhole: false });
});

it('stopped while it reads the file, it does not go on with the record', async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const io = { out: say, err: say, progress: () => {}, width: () => null };
  const code = await verifyHere(
    { name: 'verify', dataDir: folder.path, json: false, request: null, fingerprint: null },
    { ...io, stop: AbortSignal.abort() },
  );
  expect([code, said.join('\n')]).toEqual([130, expect.stringContaining('Stopped: ')]);
});

it('holds no fingerprint against a pack, and none that is a folder, and says so', async () => {
  const [pack, list] = await Promise.all([
    start(built.script, ['verify', built.script, '--fingerprint', 'swf1']).ended,
    verify('--fingerprint', folder.path),
  ]);
  expect([pack.code, pack.stderr]).toEqual([64, expect.stringContaining('a pack takes none')]);
  expect([list.code, list.stderr]).toEqual([64, expect.stringContaining('can’t be read')]);
});

it('says of a path where nothing is that no file is there', async () => {
  const { code, stderr } = await verify('/nowhere/at-all.zip');
  expect([code, stderr]).toEqual([64, 'spanwatch: there is no file /nowhere/at-all.zip\n']);
});

it('is wrong use with a request that nobody knows', async () => {
  const { code, stderr } = await verify('nobody');
  expect(code).toBe(64);
  expect(stderr).toContain('no request is called “nobody”');
});

it('says once what is the same of many requests, and names some of them', () => {
  const gone = ['r-1', 'r-2', 'r-3', 'r-4', 'r-5'].map((requestId) => ({
    what: 'unreadable' as const,
    requestId,
    name: null,
    seq: null,
    at: null,
    detail: 'database disk image is malformed',
  }));
  const words = 'The file can’t be read here: database disk image is malformed.';
  expect(linesOf(gone)).toEqual([`5 times: ${words} (r-1, r-2, r-3 and 2 more)`]);
  expect(linesOf(gone.slice(0, 2))).toEqual([`r-1: ${words}`, `r-2: ${words}`]);
});
