import type { Database } from 'libsql';
import { DatabaseError } from './database-error.ts';
import { first } from './migrations/001-first.ts';
import { inventoryTimes } from './migrations/002-inventory-times.ts';
import { claims } from './migrations/003-claims.ts';
import { pragmaNumber } from './rows.ts';

/** In order, for ever: the nth makes version n out of version n-1 (`PRAGMA user_version`). None is ever edited. */
const MIGRATIONS: readonly string[] = [first, inventoryTimes, claims];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The version of the file's schema; throws `newer-version` before anything is touched. */
export function checkVersion(version: number, path: string): number {
  if (version > SCHEMA_VERSION) throw new DatabaseError('newer-version', path);
  return version;
}

/** Brings the schema up to date, each step whole or not at all. */
export function migrate(db: Database, path: string): void {
  const step = db.transaction((sql: string, version: number) => {
    db.exec(sql);
    db.exec(`PRAGMA user_version = ${version}`);
  });
  const from = checkVersion(pragmaNumber(db, 'user_version'), path);
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index >= from) step.exclusive(sql, index + 1);
  }
}
