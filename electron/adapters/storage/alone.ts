import LibsqlDatabase from 'libsql';
import { storageFailure } from './storage-failure.ts';

/** How long another that is about to end is waited for, ms. */
const BUSY_MS = 1_000;

/**
 * Whether no other process has a database open: only then SQLite takes its journal away. What can't be read as a
 * database nobody works on. The journal comes back when it is next opened. Throws what says nothing of others: a disk
 * that can't be read or written.
 */
export function isAlone(file: string): boolean {
  const db = new LibsqlDatabase(file, { timeout: BUSY_MS });
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = DELETE`);
    return true;
  } catch (error) {
    const reason = storageFailure(error)?.reason;
    if (reason !== 'busy' && reason !== 'damaged') throw error;
    return reason === 'damaged';
  } finally {
    db.close();
  }
}
