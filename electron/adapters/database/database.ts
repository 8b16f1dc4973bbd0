import { join } from 'node:path';
import type { Database } from 'libsql';
import type { Archive, Store } from '../../domain/ports.ts';
import { archiveHere, reader } from './archive.ts';
import { claims } from './claims.ts';
import { draftKeys } from './draft-keys.ts';
import { draftVersions } from './draft-versions.ts';
import { drafts } from './drafts.ts';
import { inventory } from './inventory.ts';
import { inventoryBodies } from './inventory-bodies.ts';
import { inventorySave } from './inventory-save.ts';
import { inventorySearch } from './inventory-search.ts';
import { inventoryStage } from './inventory-stage.ts';
import type { TellUpdate } from './migrate.ts';
import { DATABASE_FILE, openFile, problemOf } from './open-file.ts';
import { plans } from './plans.ts';
import { registerDrop } from './register-drop.ts';
import { requests } from './requests.ts';
import { createSkipped } from './rows.ts';
import { settingsAndManagers } from './settings-and-managers.ts';
import { templates } from './templates.ts';
import { verify } from './verify.ts';

export type DatabaseStore = Store & {
  /** The record's questions, answered in this process. */
  archive: Archive;
  close(): void;
  othersAtWork: ReturnType<typeof claims>['othersAtWork'];
  leavingSecrets: ReturnType<typeof draftKeys>['leavingSecrets'];
  noteKeys: ReturnType<typeof draftKeys>['noteKeys'];
  /** How many rows could not be read back since it was opened. */
  skippedRows(): number;
};

/**
 * Opens (or makes) the database in a folder that only this user can read. What a method has stored is on disk when
 * it returns. Throws `DatabaseError` where the file is damaged, of a newer version or can't be opened.
 * `owner` names this process beside others that work on the same folder; `tell` hears how far a file of an earlier
 * version is.
 */
export function openDatabase(
  folder: string,
  warn: (message: string) => void = console.warn,
  owner?: string,
  tell?: TellUpdate,
): DatabaseStore {
  const db = openFile(folder, tell);
  try {
    return storeOn(db, warn, owner);
  } catch (error) {
    // A damaged index of words shows when the first question is prepared.
    db.close();
    throw problemOf(error, join(folder, DATABASE_FILE));
  }
}

function storeOn(
  db: Database,
  warn: (message: string) => void,
  owner: string | undefined,
): DatabaseStore {
  const skipped = createSkipped(warn);
  const { releaseAll, ...sharing } = claims(db, skipped, owner);
  const { remakeSummary, ...record } = requests(db, skipped);
  return {
    ...sharing,
    ...settingsAndManagers(db, skipped),
    ...inventory(db, skipped),
    ...inventoryBodies(db),
    ...inventorySave(db, skipped),
    ...inventoryStage(db, skipped),
    ...inventorySearch(db, skipped),
    ...drafts(db, skipped),
    ...draftKeys(db, skipped),
    ...templates(db, skipped),
    ...draftVersions(db, skipped),
    ...plans(db, skipped),
    ...record,
    ...registerDrop(db, skipped),
    ...verify(db, remakeSummary),
    archive: archiveHere(reader(db, skipped)),
    skippedRows: skipped.count,
    close() {
      if (!db.open) return;
      releaseAll();
      // libsql leaves the write-ahead log behind otherwise: closed, the database is one whole file to copy.
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        db.close();
      }
    },
  };
}
