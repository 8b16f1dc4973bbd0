import type { Failure, StorageReason } from '../../../shared/result.ts';
import { DatabaseError, type DatabaseProblem } from '../database/database-error.ts';

const BY_PROBLEM: Record<DatabaseProblem, StorageReason> = {
  corrupt: 'damaged',
  'newer-version': 'newer-version',
  unusable: 'other',
};

/** SQLite's result codes (sqlite.org/rescode.html) and the system's (errno), by what a person can do about them. */
const BY_CODE: readonly [RegExp, StorageReason][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/, 'full'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM|SQLITE_CANTOPEN|SQLITE_PERM)/, 'read-only'],
  // The index of a search is made anew from the record: that it is broken says nothing of the record.
  [/^SQLITE_CORRUPT_VTAB/, 'other'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  // On Windows a file that another has open can't be moved.
  [/^(SQLITE_BUSY|SQLITE_LOCKED|EBUSY)/, 'busy'],
  [/^(SQLITE_IOERR|EIO)/, 'other'],
];

const BY_WORDS: readonly [RegExp, StorageReason][] = [
  [/disk is full/i, 'full'],
  [/readonly database/i, 'read-only'],
  [/malformed|not a database/i, 'damaged'],
];

/** What an error of the disk or the database is called; null for anything else, which is a bug of ours. */
export function storageFailure(error: unknown): Extract<Failure, { kind: 'storage' }> | null {
  if (!(error instanceof Error)) return null;
  const inner = error instanceof DatabaseError ? storageFailure(error.cause) : null;
  const reason = inner?.reason ?? reasonOf(error);
  return reason && { kind: 'storage', reason, detail: error.message };
}

function reasonOf(error: Error): StorageReason | null {
  const code = 'code' in error ? String(error.code) : '';
  const found =
    BY_CODE.find(([pattern]) => pattern.test(code)) ??
    (code.startsWith('SQLITE_') ? BY_WORDS.find(([pattern]) => pattern.test(error.message)) : null);
  if (found) return found[1];
  return error instanceof DatabaseError ? BY_PROBLEM[error.problem] : null;
}
