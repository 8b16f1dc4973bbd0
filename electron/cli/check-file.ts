import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../adapters/database/open-file.ts';
import { damageOf, tablesOf, withDatabase } from '../adapters/storage/inspect.ts';

/** A larger file is read table by table, so that Ctrl-C is heard and a person sees how far it is. */
const READ_AT_ONCE_BYTES = 64_000_000;

type Told = { isStopped(): boolean; far(part: number): void; large?: number };

/** What a whole file is, and what it is where it could not be read to its end. */
export type FileCheck = { damage: string | null; isWhole: boolean };

/** SQLite's own reading of every page of the database. Throws what says nothing of its pages. */
export async function checkFile(
  folder: string,
  { isStopped, far, large = READ_AT_ONCE_BYTES }: Told,
): Promise<FileCheck> {
  const file = join(folder, DATABASE_FILE);
  if (statSync(file).size < large) {
    return { damage: withDatabase(file, (db) => damageOf(db)), isWhole: true };
  }
  const tables = withDatabase(file, tablesOf);
  for (const [done, table] of tables.entries()) {
    far(done / tables.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (isStopped()) return { damage: null, isWhole: false };
    const damage = withDatabase(file, (db) => damageOf(db, table));
    if (damage !== null) return { damage, isWhole: true };
  }
  return { damage: null, isWhole: true };
}
