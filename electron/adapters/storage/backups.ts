import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import type { Backup, BackupWhy } from '../../../shared/storage.ts';

export const BACKUP_FOLDER = 'backups';
const FOLDER_FOR_ME_ALONE = 0o700;
const FOR_ME_ALONE = 0o600;
/** A copy has this name until it is whole: what a crash leaves of one is taken for none. */
const UNFINISHED = '.part';
/** With what SQLite puts beside a copy that is looked at. */
const IS_UNFINISHED = /\.part(-wal|-shm)?$/;

/** How many copies are kept of each kind; the oldest go. What a person asked for stays longest. */
const KEPT: Record<BackupWhy, number> = { daily: 7, 'before-update': 3, 'by-hand': 20 };

const NAME = /^spanwatch-(\d{8}T\d{9}Z)-(daily|before-update|by-hand)\.db$/;

/** The time as it stands in a name, to the millisecond: `20261125T173012345Z`. */
const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:.]/g, '');

/** The time of such a stamp; NaN where it is none. */
export function timeOfStamp(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(text);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second, ms] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}

export const backupFolderOf = (dataFolder: string) => join(dataFolder, BACKUP_FOLDER);

/** The copies that are there, newest first. A file of another name is none of ours. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = backupFolderOf(dataFolder);
  return namesIn(folder)
    .flatMap((name): Backup[] => {
      const [, time = '', why] = NAME.exec(name) ?? [];
      const at = timeOfStamp(time);
      if (Number.isNaN(at)) return [];
      return [{ name, at, why: why as BackupWhy, bytes: statSync(join(folder, name)).size }];
    })
    .sort((a, b) => b.at - a.at);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The file of a copy that is there; null for any other name, whatever it may point to. */
export function backupFile(dataFolder: string, name: string): string | null {
  const isThere = listBackups(dataFolder).some((backup) => backup.name === name);
  return isThere ? join(backupFolderOf(dataFolder), name) : null;
}

/**
 * Writes a whole copy of the database as it is at this moment, whoever writes to it meanwhile; then the oldest of its
 * kind go. Throws where it can't be written whole: then no copy is there, and none has gone.
 */
export function backUp(db: Database, dataFolder: string, why: BackupWhy, at: number): Backup {
  const folder = backupFolderOf(dataFolder);
  mkdirSync(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
  removeUnfinished(folder);
  const name = nameOf(why, at);
  const file = join(folder, name);
  writeCopy(db, file);
  rotate(dataFolder, why);
  return { name, at, why, bytes: statSync(file).size };
}

const nameOf = (why: BackupWhy, at: number) => `spanwatch-${stamp(at)}-${why}.db`;

/** A whole copy under that name, or none. */
function writeCopy(db: Database, file: string): void {
  const unfinished = `${file}.${process.pid}${UNFINISHED}`;
  try {
    // Made empty first, so that nobody else can read it; SQLite fills an empty file, and no other.
    closeSync(openSync(unfinished, 'wx', FOR_ME_ALONE));
    db.prepare('VACUUM INTO :file').run({ file: unfinished });
    toDisk(unfinished);
    renameSync(unfinished, file);
    namesToDisk(dirname(file));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** A file's bytes are on disk when it returns. Opened to be written: Windows flushes no other. */
export function toDisk(file: string): void {
  const open = openSync(file, 'r+');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

/** The names of a folder are on disk when it returns, where the system has that for folders: Windows has not. */
export function namesToDisk(folder: string): void {
  let open: number | null = null;
  try {
    open = openSync(folder, 'r');
    fsyncSync(open);
  } catch {
    // They are there soon after.
  } finally {
    if (open !== null) closeSync(open);
  }
}

function rotate(dataFolder: string, why: BackupWhy): void {
  const sameKind = listBackups(dataFolder).filter((backup) => backup.why === why);
  for (const { name } of sameKind.slice(KEPT[why])) {
    rmSync(join(backupFolderOf(dataFolder), name), { force: true });
  }
}

/** What a copy that was never finished has left. Another process may be at it: only what is old goes. */
export function removeUnfinished(folder: string): void {
  const AN_HOUR = 3_600_000;
  for (const name of namesIn(folder).filter((each) => IS_UNFINISHED.test(each))) {
    const file = join(folder, name);
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    if (Date.now() - mtimeMs > AN_HOUR) rmSync(file, { force: true });
  }
}

/** The same from a file that no connection of this thread has open. */
export function backUpFile(file: string, dataFolder: string, why: BackupWhy, at: number): Backup {
  const db = new LibsqlDatabase(file, { timeout: BUSY_MS });
  try {
    return backUp(db, dataFolder, why, at);
  } finally {
    db.close();
  }
}

/** A copy in a folder of a person's own, which is there: no list has it, and it never goes by itself. */
export function backUpTo(file: string, folder: string, at: number): Backup {
  const why = 'by-hand';
  const name = nameOf(why, at);
  const db = new LibsqlDatabase(file, { timeout: BUSY_MS });
  try {
    writeCopy(db, join(folder, name));
  } finally {
    db.close();
  }
  return { name, at, why, bytes: statSync(join(folder, name)).size };
}

/** How long a copy waits for a writer, ms. */
const BUSY_MS = 10_000;
