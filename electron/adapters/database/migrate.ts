import type { Database } from 'libsql';
import { DatabaseError } from './database-error.ts';
import { first } from './migrations/001-first.ts';
import { inventoryTimes } from './migrations/002-inventory-times.ts';
import { claims } from './migrations/003-claims.ts';
import { compact } from './migrations/004-compact.ts';
import { draftVersions } from './migrations/005-draft-versions.ts';
import { plans } from './migrations/006-plans.ts';
import { templates } from './migrations/007-templates.ts';
import { inventorySearch } from './migrations/008-inventory-search.ts';
import { chained } from './migrations/009-chain.ts';
import { draftKeys } from './migrations/010-draft-keys.ts';
import { summaries } from './migrations/011-summaries.ts';
import { pragmaNumber } from './rows.ts';

/** In order, for ever: the nth makes version n out of version n-1 (`PRAGMA user_version`). None is ever edited. */
const MIGRATIONS: readonly (string | ((db: Database) => void))[] = [
  first,
  inventoryTimes,
  claims,
  compact,
  draftVersions,
  plans,
  templates,
  inventorySearch,
  chained,
  draftKeys,
  summaries,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The version of the file's schema; throws `newer-version` before anything is touched. */
export function checkVersion(version: number, path: string): number {
  if (version > SCHEMA_VERSION) throw new DatabaseError('newer-version', path);
  return version;
}

/** Brings the schema up to date, each step whole or not at all. */
export function migrate(db: Database, path: string): void {
  const versionNow = () => checkVersion(pragmaNumber(db, 'user_version'), path);
  if (versionNow() === SCHEMA_VERSION) return;
  const step = db.transaction((index: number) => {
    // Another process may have taken it while this one waited for its turn.
    if (versionNow() > index) return;
    const migration = MIGRATIONS[index];
    if (typeof migration === 'string') db.exec(migration);
    else migration?.(db);
    db.exec(`PRAGMA user_version = ${index + 1}`);
  });
  for (const index of MIGRATIONS.keys()) step.exclusive(index);
  giveBack(db);
}

/** Gives the file's free pages back where they are much of it: versions 4 and 9 write the record anew. */
function giveBack(db: Database): void {
  if (pragmaNumber(db, 'freelist_count') * 3 < pragmaNumber(db, 'page_count')) return;
  try {
    db.exec('VACUUM');
  } catch {
    // Another process reads, or the disk has no room for a second copy: what is free is used up in time.
  }
}
