import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { backUpFile, backupFolderOf } from '../../../electron/adapters/storage/backups.ts';
import { restoreFrom } from '../../../electron/adapters/storage/put-aside.ts';
import { storageFailure } from '../../../electron/adapters/storage/storage-failure.ts';
import { NO_DISK, type SmallDisk, smallDisk } from '../../support/small-disk.ts';
import { oldFile } from '../database/old-file.ts';
import { request } from '../database/samples.ts';

const SIZE = 1500;
const ROOMY = 40_000;
const AT = Date.UTC(2026, 10, 25, 12);
const probe = smallDisk(SIZE);
probe?.remove();
if (!probe) console.log(`Left out: ${NO_DISK}.`);

let disk: SmallDisk;
let store: DatabaseStore | null = null;

/** Puts requests on record until the disk takes no more; the ids of those that were acknowledged. */
function fill(into: DatabaseStore): { ids: string[]; error: unknown } {
  const ids: string[] = [];
  for (let index = 0; ; index += 1) {
    try {
      into.addRequest({ ...request(`r-${index}`), url: `https://nsx/${'x'.repeat(9000)}` });
      ids.push(`r-${index}`);
    } catch (error) {
      return { ids, error };
    }
  }
}

/** What another computer reads of it. */
function idsElsewhere(folder: string): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'spanwatch-elsewhere-'));
  cpSync(folder, copy, { recursive: true });
  const read = openDatabase(copy);
  try {
    return read.requests().map(({ id }) => id as string);
  } finally {
    read.close();
    rmSync(copy, { recursive: true });
  }
}

describe.skipIf(!probe)(`a bad disk (${NO_DISK})`, () => {
  beforeEach(() => {
    disk = smallDisk(SIZE) as SmallDisk;
  });
  afterEach(() => {
    try {
      store?.close();
    } catch {
      // The disk of this test may not take that either.
    }
    store = null;
    disk.remove();
  });

  test('that is full takes nothing, says so, has all that was acknowledged, and goes on once there is room', () => {
    store = openDatabase(disk.folder);
    const { ids, error } = fill(store);
    expect(storageFailure(error)?.reason).toBe('full');
    expect(ids.length).toBeGreaterThan(5);
    expect(idsElsewhere(disk.folder).sort()).toEqual([...ids].sort());
    disk.resize(ROOMY);
    store.addRequest(request('after'));
    expect(idsElsewhere(disk.folder).sort()).toEqual([...ids, 'after'].sort());
  });

  test('that has no room for a backup leaves none, not even half of one', () => {
    store = openDatabase(disk.folder);
    fill(store);
    const file = join(disk.folder, DATABASE_FILE);
    let failed: unknown;
    try {
      backUpFile(file, disk.folder, 'by-hand', AT);
    } catch (error) {
      failed = error;
    }
    expect(storageFailure(failed)?.reason).toBe('full');
    expect(readdirSync(backupFolderOf(disk.folder))).toEqual([]);
  });

  test('that has no room for a copy to restore leaves the database in its place', () => {
    store = openDatabase(disk.folder);
    const { ids } = fill(store);
    const file = join(disk.folder, DATABASE_FILE);
    const copy = mkdtempSync(join(tmpdir(), 'spanwatch-copy-'));
    const full = join(copy, 'a-copy.db');
    cpSync(file, full);
    expect(() => restoreFrom(full, file, disk.folder, AT)).toThrow(/ENOSPC/);
    rmSync(copy, { recursive: true });
    expect(existsSync(`${file}.coming`)).toBe(false);
    expect(idsElsewhere(disk.folder)).toHaveLength(ids.length);
  });

  test('that has no room for the backup before an update is not updated', () => {
    disk.resize(ROOMY);
    oldFile(disk.folder, 3, ({ addRequest }) => {
      for (let index = 0; index < 90; index += 1) {
        addRequest({ ...request(`r-${index}`), url: `https://nsx/${'x'.repeat(9000)}` });
      }
    });
    disk.resize(SIZE);
    let failed: unknown;
    try {
      store = openDatabase(disk.folder);
    } catch (error) {
      failed = error;
    }
    expect(storageFailure(failed)?.reason).toBe('full');
    disk.resize(ROOMY);
    store = openDatabase(disk.folder);
    expect(store.requests()).toHaveLength(90);
    expect(readdirSync(backupFolderOf(disk.folder))).toEqual([
      expect.stringMatching(/-before-update\.db$/),
    ]);
  });

  test('that became read-only is named so, and the file stays as it was', () => {
    const before = mkdtempSync(join(tmpdir(), 'spanwatch-before-'));
    const writable = openDatabase(before);
    writable.addRequest(request('r-1'));
    writable.close();
    cpSync(before, disk.folder, { recursive: true });
    rmSync(before, { recursive: true });
    disk.readOnly();
    let failed: unknown;
    try {
      store = openDatabase(disk.folder);
    } catch (error) {
      failed = error;
    }
    expect(storageFailure(failed)?.reason).toBe('read-only');
    disk.writable();
    expect(idsElsewhere(disk.folder)).toEqual(['r-1']);
  });
});
