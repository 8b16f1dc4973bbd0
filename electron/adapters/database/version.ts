import type { Database } from 'libsql';
import * as z from 'zod';
import { pragmaNumber } from './rows.ts';

const Changes = z.looseObject({ changes: z.number() });

/** What differs as soon as anybody has written to the database, by this connection or another. */
export function version(db: Database): () => string {
  const changes = db.prepare('SELECT total_changes() AS changes');
  return () => `${Changes.parse(changes.get({})).changes} ${pragmaNumber(db, 'data_version')}`;
}
