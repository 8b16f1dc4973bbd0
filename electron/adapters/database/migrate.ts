import type { Database } from 'libsql';
import type { StorageUpdate } from '../../../shared/storage.ts';
import { storageFailure } from '../storage/storage-failure.ts';
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

/** Tells how many rows of how many a step has done. */
export type Far = (done: number, total: number) => void;
export type TellUpdate = (update: StorageUpdate) => void;

/**
 * In order, for ever: the nth makes version n out of version n-1 (`PRAGMA user_version`). What one makes of a file is
 * never changed.
 */
const MIGRATIONS: readonly (string | ((db: Database, far: Far) => void))[] = [
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

/** How long a step waits for its turn before that is said, and again, and in all, ms: a large record is written anew. */
const SAID_EVERY_MS = 500;
const MIGRATION_TIMEOUT_MS = 300_000;
/** How often is told how far a step is, ms. */
const TOLD_EVERY_MS = 100;

/** Brings the schema up to date, each step whole or not at all; where `tell` throws, the one it is at is not. */
export function migrate(db: Database, path: string, tell: TellUpdate = () => {}): void {
  const versionNow = () => checkVersion(pragmaNumber(db, 'user_version'), path);
  const from = versionNow();
  if (from === SCHEMA_VERSION) return;
  const steps = SCHEMA_VERSION - from;
  // A new file has nothing to be brought up to date.
  const say: TellUpdate = from === 0 ? () => {} : tell;
  /** Set once the step has its turn: from then on nothing is waited for. */
  let isAt = false;
  const step = db.transaction((index: number) => {
    isAt = true;
    // Another process may have taken it while this one waited for its turn.
    if (versionNow() > index) return;
    const migration = MIGRATIONS[index];
    let toldAt = Number.NEGATIVE_INFINITY;
    const far: Far = (done, total) => {
      if (done < total && performance.now() - toldAt < TOLD_EVERY_MS) return;
      if (total > 0) toldAt = performance.now();
      say({ phase: 'updating', step: index - from + 1, steps, done, total });
    };
    far(0, 0);
    if (typeof migration === 'string') db.exec(migration);
    else migration?.(db, far);
    db.exec(`PRAGMA user_version = ${index + 1}`);
  });
  db.exec(`PRAGMA busy_timeout = ${SAID_EVERY_MS}`);
  const until = performance.now() + MIGRATION_TIMEOUT_MS;
  for (let index = from; index < SCHEMA_VERSION; ) {
    isAt = false;
    try {
      step.exclusive(index);
      index += 1;
    } catch (error) {
      const isBusy = !isAt && storageFailure(error)?.reason === 'busy';
      if (!isBusy || performance.now() > until) throw error;
      say({ phase: 'waiting', step: 0, steps, done: 0, total: 0 });
    }
  }
  db.exec(`PRAGMA busy_timeout = ${MIGRATION_TIMEOUT_MS}`);
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
