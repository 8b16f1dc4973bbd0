import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { copyOf, holdingOfCopy, listAside } from '../../../electron/adapters/storage/aside.ts';
import {
  backUpFile,
  backupFile,
  backupFolderOf,
  listBackups,
} from '../../../electron/adapters/storage/backups.ts';
import { doJob } from '../../../electron/adapters/storage/jobs.ts';
import {
  finishRestore,
  putAside,
  restoreFrom,
} from '../../../electron/adapters/storage/put-aside.ts';
import type { StorageView } from '../../../shared/storage.ts';
import { request } from '../database/samples.ts';

const AT = Date.UTC(2026, 10, 25, 12);
const MINUTE = 60_000;

let folder: string;
let file: string;

function write(...ids: string[]): void {
  const store = openDatabase(folder);
  for (const id of ids) store.addRequest(request(id));
  store.close();
}

function idsIn(dataFolder: string): string[] {
  const store = openDatabase(dataFolder);
  try {
    return store.requests().map(({ id }) => id as string);
  } finally {
    store.close();
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-storage-'));
  file = join(folder, DATABASE_FILE);
  write('r-1');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a backup', () => {
  test('holds what was committed while another connection writes, and nobody else may read it', () => {
    const store = openDatabase(folder);
    store.addRequest(request('r-2'));
    const backup = backUpFile(file, folder, 'by-hand', AT);
    store.addRequest(request('r-3'));
    store.close();
    const path = backupFile(folder, backup.name) ?? '';
    expect(statSync(path).mode & 0o077).toBe(0);
    const copy = mkdtempSync(join(tmpdir(), 'spanwatch-copy-'));
    writeFileSync(join(copy, DATABASE_FILE), readFileSync(path));
    expect(idsIn(copy)).toEqual(['r-1', 'r-2']);
    rmSync(copy, { recursive: true });
  });

  test.each([
    ['daily', 7],
    ['before-update', 3],
    ['by-hand', 20],
  ] as const)(
    'of the kind %s is kept until %i newer ones are there, and pushes out none of another kind',
    (why, kept) => {
      backUpFile(file, folder, why === 'daily' ? 'by-hand' : 'daily', AT - MINUTE);
      for (let index = 0; index < kept + 2; index += 1) {
        backUpFile(file, folder, why, AT + index * MINUTE);
      }
      const all = listBackups(folder);
      expect(all).toHaveLength(kept + 1);
      const times = all.filter((one) => one.why === why).map(({ at }) => (at - AT) / MINUTE);
      expect(times).toEqual(Array.from({ length: kept }, (_, index) => kept + 1 - index));
    },
  );

  test('that a crash left half written is no backup, and goes when the next one is made', () => {
    const backups = backupFolderOf(folder);
    mkdirSync(backups);
    const half = join(backups, 'spanwatch-20261124T120000000Z-daily.db.part');
    writeFileSync(half, 'SQLite format 3\0 and no more');
    utimesSync(half, 0, 0);
    expect(listBackups(folder)).toEqual([]);
    backUpFile(file, folder, 'daily', AT);
    expect(readdirSync(backups)).toEqual([expect.stringMatching(/-daily\.db$/)]);
  });

  test('that is damaged itself is not offered, and is counted', () => {
    const good = backUpFile(file, folder, 'daily', AT);
    const cut = backUpFile(file, folder, 'daily', AT + MINUTE);
    truncateSync(backupFile(folder, cut.name) ?? '', cut.bytes / 2);
    writeFileSync(file, 'no database any more');
    expect(doJob(folder, file, { what: 'look-at-backups' })).toEqual({
      backups: [
        {
          ...good,
          holding: { requests: 1, drafts: 0, managers: 0, facts: 0, newestAt: expect.any(Number) },
        },
      ],
      damagedBackups: 1,
      holding: null,
    });
  });

  test.each([
    ['../spanwatch.db'],
    ['/etc/passwd'],
    ['spanwatch-20261124T120000000Z-daily.db'],
    [''],
  ])('is found by the name of one that is there alone, not by %j', (name) => {
    backUpFile(file, folder, 'daily', AT);
    expect(backupFile(folder, name)).toBeNull();
  });
});

describe('putting a database aside', () => {
  test('takes its journal along, which has what the file has not yet', () => {
    const store = openDatabase(folder);
    store.addRequest(request('r-2'));
    // As a crash leaves it: nothing is folded into the file.
    const crashed = mkdtempSync(join(tmpdir(), 'spanwatch-crashed-'));
    for (const end of ['', '-wal']) {
      writeFileSync(join(crashed, `${DATABASE_FILE}${end}`), readFileSync(`${file}${end}`));
    }
    store.close();
    const name = putAside(join(crashed, DATABASE_FILE), crashed, AT) ?? '';
    const elsewhere = mkdtempSync(join(tmpdir(), 'spanwatch-elsewhere-'));
    for (const end of ['', '-wal']) {
      writeFileSync(join(elsewhere, `${DATABASE_FILE}${end}`), readFileSync(`${name}${end}`));
    }
    expect(idsIn(elsewhere)).toEqual(['r-1', 'r-2']);
    expect(readdirSync(crashed)).toEqual(['put-aside']);
    for (const one of [crashed, elsewhere]) rmSync(one, { recursive: true });
  });
});

describe('restoring', () => {
  test('puts the copy in the place of the database, which is kept with its journal, byte by byte', () => {
    const backup = backUpFile(file, folder, 'by-hand', AT);
    write('r-2');
    const before = readFileSync(file);
    const aside = restoreFrom(backupFile(folder, backup.name) ?? '', file, folder, AT) ?? '';
    expect(idsIn(folder)).toEqual(['r-1']);
    expect(readFileSync(aside).equals(before)).toBe(true);
  });

  test('of a copy that can’t be read leaves everything as it was', () => {
    const before = readFileSync(file);
    expect(() => restoreFrom(join(folder, 'nothing'), file, folder, AT)).toThrow('ENOENT');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('coming'))).toEqual([]);
  });

  test('never writes over what was put aside before, even in the same millisecond', () => {
    const backup = backUpFile(file, folder, 'by-hand', AT);
    const path = backupFile(folder, backup.name) ?? '';
    const places = [1, 2, 3].map(() => restoreFrom(path, file, folder, AT));
    expect(new Set(places).size).toBe(3);
  });

  test('that was cut off before the database moved leaves it with its journal', () => {
    const store = openDatabase(folder);
    store.addRequest(request('r-2'));
    const crashed = mkdtempSync(join(tmpdir(), 'spanwatch-crashed-'));
    const there = join(crashed, DATABASE_FILE);
    for (const end of ['', '-wal']) writeFileSync(`${there}${end}`, readFileSync(`${file}${end}`));
    store.close();
    writeFileSync(`${there}.coming`, 'a whole copy');
    expect(idsIn(crashed)).toEqual(['r-1', 'r-2']);
    expect(readdirSync(crashed)).not.toContain(`${DATABASE_FILE}.coming`);
    rmSync(crashed, { recursive: true });
  });

  test('that was cut off after the database moved is ended by whoever opens it first, without the old journal', () => {
    const backup = backUpFile(file, folder, 'by-hand', AT);
    const copy = readFileSync(backupFile(folder, backup.name) ?? '');
    const store = openDatabase(folder);
    store.addRequest(request('r-2'));
    const journal = readFileSync(`${file}-wal`);
    store.close();
    rmSync(file);
    writeFileSync(`${file}-wal`, journal);
    writeFileSync(`${file}.coming`, copy);
    expect(idsIn(folder)).toEqual(['r-1']);
  });

  test('that was cut off between the two moves is ended by the next start', () => {
    const backup = backUpFile(file, folder, 'by-hand', AT);
    writeFileSync(`${file}.coming`, readFileSync(backupFile(folder, backup.name) ?? ''));
    rmSync(file);
    finishRestore(file);
    expect(idsIn(folder)).toEqual(['r-1']);
  });

  test('that was cut off before anything was moved is forgotten: the database of now stays', () => {
    writeFileSync(`${file}.coming`, 'half a copy');
    finishRestore(file);
    expect(idsIn(folder)).toEqual(['r-1']);
    expect(readdirSync(folder)).not.toContain(`${DATABASE_FILE}.coming`);
  });
});

test('the sizes of the parts add up to what the whole is said to be, with what lies beside the file', () => {
  writeFileSync(join(folder, 'spanwatch.log'), 'x'.repeat(100));
  const view = doJob(folder, file, { what: 'view' }) as StorageView;
  const sum = Object.values(view.parts).reduce((a, b) => a + b, 0);
  expect(sum).toBe(view.bytes);
  expect(sum - view.parts.beside).toBe(statSync(file).size);
  expect(view.parts.beside).toBeGreaterThanOrEqual(100);
});

describe('a database that was put aside', () => {
  test('is listed, newest first, with nothing else that lies there, and found by its name alone', () => {
    expect(listAside(folder)).toEqual([]);
    const backup = backUpFile(file, folder, 'daily', AT);
    const copy = backupFile(folder, backup.name) ?? '';
    restoreFrom(copy, file, folder, AT);
    restoreFrom(copy, file, folder, AT);
    restoreFrom(copy, file, folder, AT + MINUTE);
    writeFileSync(join(folder, 'put-aside', 'other.db'), '');
    const all = listAside(folder);
    expect(all.map(({ at }) => (at - AT) / MINUTE)).toEqual([1, 0, 0]);
    expect((doJob(folder, file, { what: 'view' }) as StorageView).aside).toEqual(all);
    expect(copyOf(folder, all[0]?.name ?? '')).toContain('put-aside');
    expect(copyOf(folder, backup.name)).toBe(copy);
    expect(copyOf(folder, '../spanwatch.db')).toBeNull();
    expect(copyOf(folder, 'other.db')).toBeNull();
  });

  test('is gone back to with its journal, and stays as it is', () => {
    const store = openDatabase(folder);
    store.addRequest(request('r-2'));
    // As a crash leaves it: nothing is folded into the file.
    const aside = join(folder, 'put-aside');
    mkdirSync(aside);
    const name = '20261125T120000000Z-spanwatch.db';
    for (const end of ['', '-wal']) {
      writeFileSync(join(aside, `${name}${end}`), readFileSync(`${file}${end}`));
    }
    store.close();
    const before = readFileSync(join(aside, `${name}-wal`));
    // That there is no room to look at it says nothing of it.
    const full = () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    expect(() => holdingOfCopy(folder, name, full)).toThrow('no space left');
    // What a crash has left of a look at it.
    for (const end of ['.part', '.part-wal']) {
      writeFileSync(join(aside, `${name}.1${end}`), '');
      utimesSync(join(aside, `${name}.1${end}`), 1, 1);
    }
    expect(doJob(folder, file, { what: 'look-at-backup', name })).toMatchObject({ requests: 2 });
    restoreFrom(copyOf(folder, name) ?? '', file, folder, AT + MINUTE);
    expect(idsIn(folder)).toEqual(['r-1', 'r-2']);
    expect(readFileSync(join(aside, `${name}-wal`)).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((one) => one.includes('.coming'))).toEqual([]);
    expect(readdirSync(aside).filter((one) => one.includes('.part'))).toEqual([]);
  });
});
