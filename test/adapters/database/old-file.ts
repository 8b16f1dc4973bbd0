import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { first } from '../../../electron/adapters/database/migrations/001-first.ts';
import { inventoryTimes } from '../../../electron/adapters/database/migrations/002-inventory-times.ts';
import { claims } from '../../../electron/adapters/database/migrations/003-claims.ts';
import { compact } from '../../../electron/adapters/database/migrations/004-compact.ts';
import { facts } from '../../../electron/adapters/database/migrations/004-facts.ts';
import { draftVersions } from '../../../electron/adapters/database/migrations/005-draft-versions.ts';
import { plans } from '../../../electron/adapters/database/migrations/006-plans.ts';
import { templates } from '../../../electron/adapters/database/migrations/007-templates.ts';
import { inventorySearch } from '../../../electron/adapters/database/migrations/008-inventory-search.ts';
import { chained } from '../../../electron/adapters/database/migrations/009-chain.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import type { Request, RequestEvent } from '../../../shared/request.ts';

const MIGRATIONS: readonly (string | ((db: Database) => void))[] = [
  first,
  inventoryTimes,
  claims,
  compact,
  draftVersions,
  plans,
  templates,
  inventorySearch,
];
/** From this version on facts are stored by their shapes. */
const COMPACT = 4;
const CHAINED = 9;

/** A file as an earlier version of Spanwatch made it and wrote to it. */
export function oldFile(
  folder: string,
  version: number,
  write: (file: {
    db: Database;
    addRequest(request: Request): void;
    addEvent(event: RequestEvent, data?: string): void;
  }) => void,
): void {
  mkdirSync(folder, { recursive: true });
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    db.exec('PRAGMA journal_mode = WAL');
    for (const migration of MIGRATIONS.slice(0, version)) {
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
    }
    db.exec(`PRAGMA user_version = ${version}; BEGIN`);
    const request = db.prepare(
      'INSERT INTO requests (id, written_at, data) VALUES (:id, :at, :data)',
    );
    const addEvent = version < COMPACT ? inWhole(db) : inShapes(db);
    write({
      db,
      addRequest: (one) =>
        void request.run({ id: one.id, at: one.writtenAt, data: JSON.stringify(one) }),
      addEvent,
    });
    db.exec('COMMIT');
    // From here on each fact has its link: what was written before is chained as version 9 does it.
    if (version >= CHAINED) {
      db.transaction(() => chained(db))();
      db.exec(`PRAGMA user_version = ${version}`);
    }
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

type AddEvent = (event: RequestEvent, data?: string) => void;

function inWhole(db: Database): AddEvent {
  const event = db.prepare(
    'INSERT INTO events (request_id, seq, at, data) VALUES (:id, :seq, :at, :data)',
  );
  return (one, data = JSON.stringify(one)) =>
    void event.run({ id: one.requestId, seq: one.seq, at: one.at, data });
}

function inShapes(db: Database): AddEvent {
  const into = facts(db);
  return (one, data) => {
    const life = into.lifeOf(one.requestId, one.at);
    if (data === undefined) into.add(life, one, () => JSON.stringify(one));
    else into.addWhole(life, one.seq, one.at, data);
  };
}
