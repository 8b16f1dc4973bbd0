import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { backUp } from '../storage/backups.ts';
import { finishRestore } from '../storage/put-aside.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import { DatabaseError } from './database-error.ts';
import { checkVersion, migrate, SCHEMA_VERSION, type TellUpdate } from './migrate.ts';
import { pragmaNumber } from './rows.ts';

export const DATABASE_FILE = 'spanwatch.db';

/** How long a statement waits for another process (the terminal's commands use the same file), ms. */
const BUSY_TIMEOUT_MS = 5000;
const FOR_ME_ALONE = 0o600;
const FOLDER_FOR_ME_ALONE = 0o700;
const STICKY = 0o1000;

/** Offsets of SQLite's file header (sqlite.org/fileformat2.html §1.3). */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const USER_VERSION_AT = 60;

/**
 * Files that this process has had open by SQLite, by their place on the disk. POSIX takes every lock of a process on a
 * file as soon as that process closes any opening of it: beside SQLite they are not opened again, or other processes
 * would take the file for free.
 */
const had = new Set<string>();

function placeOf(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}/${ino}`;
}

/**
 * The file is of an earlier version: opening it copies it and writes much of it anew, which may take minutes. False where
 * that can't be told, and for a file that this process has had open.
 */
export function isOfBefore(folder: string): boolean {
  const path = join(folder, DATABASE_FILE);
  try {
    finishRestore(path);
    if (!existsSync(path) || had.has(placeOf(path))) return false;
    const version = versionInHeader(path);
    return version !== null && version > 0 && version < SCHEMA_VERSION;
  } catch {
    // Opening it finds the same, and says so.
    return false;
  }
}

/**
 * Opens the database in a folder, making both where they are missing. Throws `DatabaseError`, the file untouched. `tell`
 * hears how far it is where a file of an earlier version is brought up to date.
 */
export function openFile(folder: string, tell: TellUpdate = () => {}): Database {
  const path = join(folder, DATABASE_FILE);
  try {
    prepareFolder(folder);
    finishRestore(path);
    checkHeader(path);
  } catch (error) {
    throw error instanceof DatabaseError ? error : new DatabaseError('unusable', path, error);
  }
  let db: Database | null = null;
  try {
    had.add(placeOf(path));
    db = new LibsqlDatabase(path, { timeout: BUSY_TIMEOUT_MS });
    leaveTheFirstError(db);
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // The header may be behind the write-ahead log: asked again before the first change.
    checkVersion(pragmaNumber(db, 'user_version'), path);
    db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
    writeToJournal(db);
    // Durable when a statement returns: after a power cut too, not only after a kill.
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    // What is deleted is overwritten, not only unlinked: what a person removes is gone from the file too.
    db.exec('PRAGMA secure_delete = ON');
    backUpBeforeUpdate(db, folder, tell);
    migrate(db, path, tell);
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return db;
  } catch (error) {
    db?.close();
    throw problemOf(error, path);
  }
}

/** What is wrong with a database that could not be opened, or not be asked the first time. */
export function problemOf(error: unknown, path: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  return new DatabaseError(isCorrupt(error) ? 'corrupt' : 'unusable', path, error);
}

/** Opens the database in a folder, which is there, by a connection that can't write: libsql knows no word for that. */
export function openToRead(folder: string): Database {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE), { timeout: BUSY_TIMEOUT_MS });
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA query_only = ON`);
  return db;
}

/** Tries again after so long, ms. */
const AGAIN_MS = 20;

/**
 * Has changes written to a journal beside the file. Where several processes make a new file at the same moment SQLite
 * refuses all but one, and does not wait as it does elsewhere.
 */
function writeToJournal(db: Database): void {
  for (const until = Date.now() + BUSY_TIMEOUT_MS; ; ) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (storageFailure(error)?.reason !== 'busy' || Date.now() > until) throw error;
      Atomics.wait(
        new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
        0,
        0,
        AGAIN_MS,
      );
    }
  }
}

/**
 * On a full disk SQLite has rolled a transaction back by itself; the ROLLBACK that libsql's `transaction` sends then
 * would fail as well, and its error hide the one that says why.
 */
function leaveTheFirstError(db: Database): void {
  const exec = db.exec.bind(db);
  db.exec = (sql) => (sql === 'ROLLBACK' && !db.inTransaction ? db : exec(sql));
}

/**
 * A whole copy before the schema changes, which nothing takes back. Where there is no room for it nothing is changed:
 * an update that goes wrong would be the end of the only copy.
 */
function backUpBeforeUpdate(db: Database, folder: string, tell: TellUpdate): void {
  const version = pragmaNumber(db, 'user_version');
  if (version === 0 || version >= SCHEMA_VERSION) return;
  tell({ phase: 'copying', step: 0, steps: SCHEMA_VERSION - version, done: 0, total: 0 });
  backUp(db, folder, 'before-update', Date.now());
}

function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
  // A shared folder such as /tmp, if someone names it, is not ours to close to others.
  if ((statSync(folder).mode & STICKY) === 0) chmodSync(folder, FOLDER_FOR_ME_ALONE);
}

/** Looks at the file before SQLite does, and makes it with its mode: the log beside it takes on the same. */
function checkHeader(path: string): void {
  // What it would find SQLite finds as well.
  if (existsSync(path) && had.has(placeOf(path))) return;
  closeSync(openSync(path, 'a', FOR_ME_ALONE));
  chmodSync(path, FOR_ME_ALONE);
  const version = versionInHeader(path);
  if (version !== null) checkVersion(version, path);
}

/** The version that the file's first bytes say; null of an empty file. Throws `corrupt` where they are of no database. */
function versionInHeader(path: string): number | null {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const read = readSync(file, header, 0, HEADER_BYTES, 0);
    if (read === 0) return null;
    const isDatabase =
      read === HEADER_BYTES && header.toString('latin1', 0, MAGIC.length) === MAGIC;
    if (!isDatabase) throw new DatabaseError('corrupt', path);
    return header.readUInt32BE(USER_VERSION_AT);
  } finally {
    closeSync(file);
  }
}

function isCorrupt(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? error.message : '';
  // The index of words can't be opened where its own pages are damaged: SQLite says no more of it than that.
  return (
    /SQLITE_(CORRUPT|NOTADB)/.test(code) ||
    /malformed|not a database|vtable constructor failed/i.test(words)
  );
}
