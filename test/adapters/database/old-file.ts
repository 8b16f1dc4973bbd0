import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { first } from '../../../electron/adapters/database/migrations/001-first.ts';
import { inventoryTimes } from '../../../electron/adapters/database/migrations/002-inventory-times.ts';
import { claims } from '../../../electron/adapters/database/migrations/003-claims.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import type { Request, RequestEvent } from '../../../shared/request.ts';

const MIGRATIONS = [first, inventoryTimes, claims];

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
    for (const sql of MIGRATIONS.slice(0, version)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${version}; BEGIN`);
    const request = db.prepare(
      'INSERT INTO requests (id, written_at, data) VALUES (:id, :at, :data)',
    );
    const event = db.prepare(
      'INSERT INTO events (request_id, seq, at, data) VALUES (:id, :seq, :at, :data)',
    );
    write({
      db,
      addRequest: (one) =>
        void request.run({ id: one.id, at: one.writtenAt, data: JSON.stringify(one) }),
      addEvent: (one, data = JSON.stringify(one)) =>
        void event.run({ id: one.requestId, seq: one.seq, at: one.at, data }),
    });
    db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}
