import { copyFileSync, existsSync } from 'node:fs';
import LibsqlDatabase from 'libsql';

/** Beside a database: what its file has not yet. */
export const JOURNAL = '-wal';
/** And an index of that, which is made anew. */
export const INDEX = '-shm';

/** Copies a database that may have a journal beside it, which is folded into the copy; what is copied stays as it is. */
export function copyWhole(from: string, to: string): void {
  copyFileSync(from, to);
  if (!existsSync(`${from}${JOURNAL}`)) return;
  copyFileSync(`${from}${JOURNAL}`, `${to}${JOURNAL}`);
  const db = new LibsqlDatabase(to);
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}
