import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { backUpFile, backupFolderOf } from '../../electron/adapters/storage/backups.ts';
import { untilLetGo } from '../../electron/adapters/storage/let-go.ts';
import { ManagerId, RequestId } from '../../shared/ids.ts';
import { manager, request } from '../adapters/database/samples.ts';
import { buildTerminal, dataFolder, linesOf, start } from './running.ts';

const AT = Date.UTC(2026, 10, 25, 12);

let built: Awaited<ReturnType<typeof buildTerminal>>;
let folder: ReturnType<typeof dataFolder>;
let file: string;

beforeAll(async () => {
  built = await buildTerminal();
});
afterAll(() => built.remove());
beforeEach(() => {
  folder = dataFolder();
  file = join(folder.path, DATABASE_FILE);
  add('r-1');
});
afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

/** In a function of its own: nothing holds on to what it had open. */
function write(work: (store: DatabaseStore) => void): void {
  const store = openDatabase(folder.path);
  work(store);
  store.close();
}

const add = (id: string) => write((store) => store.addRequest(request(id)));

const idsIn = (data: string) => {
  const store = openDatabase(data);
  try {
    return store.requests().map(({ id }) => id);
  } finally {
    store.close();
  }
};
async function run(...words: string[]) {
  // What this process has closed has its locks until it is collected.
  await untilLetGo(file);
  return start(built.script, [...words, '--data-dir', folder.path]).ended;
}

it('makes a backup while the data is open elsewhere, beside the window’s own or in a folder of one’s own', async () => {
  const store = openDatabase(folder.path);
  const to = mkdtempSync(join(tmpdir(), 'spanwatch-to-'));
  try {
    const made = await run('backup');
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^Backed up, .* kB: .*-by-hand\.db\n$/);
    const elsewhere = await run('backup', '--to', to, '--json');
    const [name] = readdirSync(to);
    expect(linesOf(elsewhere)).toMatchObject([
      { event: 'backup', name, file: join(to, name ?? ''), why: 'by-hand' },
    ]);
    expect(readdirSync(backupFolderOf(folder.path))).toHaveLength(1);
    const missing = await run('backup', '--to', join(to, 'nowhere'));
    expect([missing.code, missing.stderr]).toEqual([64, expect.stringContaining('no folder')]);
  } finally {
    store.close();
    rmSync(to, { recursive: true });
  }
});

it('goes back to a backup that backups lists, and to what was put aside for it', async () => {
  const { name } = backUpFile(file, folder.path, 'by-hand', AT);
  add('r-2');
  const listed = await run('backups');
  expect(listed.stdout).toContain('By hand');
  expect(listed.stdout).toContain(name);
  const restored = await run('restore', name);
  expect([restored.code, restored.stderr]).toEqual([0, '']);
  expect(restored.stdout).toContain(
    'Restored as of 2026-11-25T12:00:00.000Z: 1 request, 0 drafts, 0 managers.',
  );
  expect(idsIn(folder.path)).toEqual(['r-1']);
  const [, aside] = linesOf(await run('backups', '--json'));
  expect(aside).toMatchObject({ event: 'put-aside' });
  const back = await run('restore', String(aside?.name), '--json');
  expect(linesOf(back)).toMatchObject([{ event: 'restored', requests: 2 }]);
  expect(idsIn(folder.path)).toEqual(['r-1', 'r-2']);
});

it('does not go back while the data is open elsewhere, and says so', async () => {
  const { name } = backUpFile(file, folder.path, 'by-hand', AT);
  // An idle window: it has the data open, and is at nothing.
  const store = openDatabase(folder.path);
  try {
    const refused = await run('restore', name);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('a window or another command has this data open');
    store.addFact(RequestId.parse('r-1'), AT, { type: 'sent' });
  } finally {
    store.close();
  }
  expect(readdirSync(folder.path)).not.toContain('put-aside');
  expect(idsIn(folder.path)).toEqual(['r-1']);
});

it('goes back to no backup that is damaged itself, or that there is not', async () => {
  const { name, bytes } = backUpFile(file, folder.path, 'by-hand', AT);
  truncateSync(join(backupFolderOf(folder.path), name), bytes / 2);
  const before = readFileSync(file);
  const damaged = await run('restore', name);
  expect([damaged.code, damaged.stderr]).toEqual([9, expect.stringContaining('damaged itself')]);
  const unknown = await run('restore', '../spanwatch.db');
  expect([unknown.code, unknown.stderr]).toEqual([64, expect.stringContaining('backups lists')]);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('notes in what is back the secrets that only the database of before knew', async () => {
  const { name } = backUpFile(file, folder.path, 'by-hand', AT);
  const since = ManagerId.parse('m-since');
  write((store) => store.saveManager({ ...manager, id: since }));
  expect((await run('restore', name)).code).toBe(0);
  const back = openDatabase(folder.path);
  expect(back.keysOfGoneDrafts()).toEqual([{ draftId: since, field: 'manager-password' }]);
  back.close();
});
