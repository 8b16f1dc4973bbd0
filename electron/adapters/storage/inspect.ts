import { existsSync } from 'node:fs';
import LibsqlDatabase, { type Database } from 'libsql';
import * as z from 'zod';
import type { Holding, StoragePart } from '../../../shared/storage.ts';
import { asBytes, Bytes, bufferOf, TextBytes } from '../database/rows.ts';
import { storageFailure } from './storage-failure.ts';

/** Which part of the storage a table (or an index of it) belongs to; what is not named here is found by its beginning. */
const PART_OF: readonly [RegExp, StoragePart][] = [
  [/^(requests|register|heads|notes)/, 'requests'],
  [/^(events|lives|texts|arrivals|claims)/, 'checks'],
  [/^(summar|history|found)/, 'search'],
  [/^(inventor|entit)/, 'inventory'],
  [/^(draft|plan|template)/, 'drafts'],
];

const Sized = z.looseObject({ name: TextBytes, bytes: z.number() });
const Indexed = z.looseObject({ name: TextBytes, tbl_name: TextBytes });
const Counted = z.looseObject({ n: z.number() });

/** How long a look waits for a writer, ms. */
const BUSY_MS = 10_000;

/** Opens a database to look at it, and never to change it. Throws where it is none. */
export function withDatabase<T>(file: string, look: (db: Database) => T): T {
  // The library makes a file that is not there, and takes no word for reading only.
  if (!existsSync(file)) throw Object.assign(new Error(`there is no ${file}`), { code: 'ENOENT' });
  const db = new LibsqlDatabase(file, { timeout: BUSY_MS });
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA query_only = ON`);
    return look(db);
  } finally {
    db.close();
  }
}

const Checked = z.looseObject({ words: TextBytes });
const Table = z.looseObject({ name: Bytes });

/**
 * Why a database is not whole, by SQLite's own reading of all of its pages; null where it is. Throws what says nothing
 * of its pages: a disk that can't be read, no memory, a writer that doesn't let go. `table`: only that one's pages, by
 * the bytes of its name.
 */
export function damageOf(db: Database, table: Buffer | null = null): string | null {
  // What SQLite says of a page names tables, whose names may be damaged as well.
  const check = (of: string) =>
    db.prepare(`SELECT ${asBytes('quick_check', 'words')} FROM pragma_quick_check(${of})`);
  try {
    const rows =
      table === null ? check('5').all() : check('CAST(:name AS TEXT)').all({ name: table });
    const words = rows.map((row) => Checked.parse(row).words);
    return words.length === 1 && words[0] === 'ok' ? null : words.join('; ');
  } catch (error) {
    const failure = storageFailure(error);
    if (failure?.reason !== 'damaged') throw error;
    return failure.detail;
  }
}

/** The names of all tables, as they stand in the file. */
export function tablesOf(db: Database): Buffer[] {
  return db
    .prepare(
      `SELECT ${asBytes('name')} FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
    .map((row) => bufferOf(Table.parse(row).name));
}

/** How many bytes of its pages each part has. Reads every page. */
export function partsOf(db: Database): Record<StoragePart, number> {
  const parts: Record<StoragePart, number> = {
    requests: 0,
    checks: 0,
    search: 0,
    inventory: 0,
    drafts: 0,
    settings: 0,
    free: 0,
    beside: 0,
  };
  const tableOf = new Map(
    db
      .prepare(`SELECT ${asBytes('name')}, ${asBytes('tbl_name')} FROM sqlite_schema`)
      .all()
      .map((row) => Indexed.parse(row))
      .map(({ name, tbl_name }) => [name, tbl_name]),
  );
  const sizes = db
    .prepare(`SELECT ${asBytes('name')}, SUM(pgsize) AS bytes FROM dbstat GROUP BY dbstat.name`)
    .all();
  for (const { name, bytes } of sizes.map((row) => Sized.parse(row))) {
    const table = tableOf.get(name) ?? name;
    parts[PART_OF.find(([pattern]) => pattern.test(table))?.[1] ?? 'settings'] += bytes;
  }
  const [free, page] = ['freelist_count', 'page_size'].map((pragma) =>
    Number(
      Object.values(
        z.record(z.string(), z.unknown()).parse(db.prepare(`PRAGMA ${pragma}`).get()),
      )[0],
    ),
  );
  parts.free = (free ?? 0) * (page ?? 0);
  return parts;
}

/** What a database holds; throws where it can't be read. */
export function holdingOf(db: Database): Holding {
  const count = (table: string) =>
    Counted.parse(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).n;
  const Newest = z.looseObject({ at: z.number().nullable() });
  const { at } = Newest.parse(db.prepare('SELECT max(written_at) AS at FROM requests').get());
  return {
    requests: count('requests'),
    drafts: count('drafts'),
    managers: count('managers'),
    ...factsOf(() => count('events')),
    newestAt: at,
  };
}

/** Of a damaged database the rest can be counted where these can't. */
function factsOf(count: () => number): Pick<Holding, 'facts'> {
  try {
    return { facts: count() };
  } catch {
    return {};
  }
}

/** A copy that may be put in the place of the database: whole, and with the tables of ours; else null. */
export function soundHolding(file: string): Holding | null {
  try {
    return withDatabase(file, (db) => (damageOf(db) === null ? holdingOf(db) : null));
  } catch {
    return null;
  }
}
