import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'libsql';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { damageOf, withDatabase } from '../../../electron/adapters/storage/inspect.ts';

const failing = (code: string) =>
  ({
    prepare: () => {
      throw Object.assign(new Error('no'), { code });
    },
  }) as unknown as Database;

test.each(['SQLITE_NOMEM', 'SQLITE_IOERR_READ', 'SQLITE_BUSY', 'SQLITE_PROTOCOL'])(
  'a look that fails with %s says nothing of the pages: it is no damage',
  (code) => {
    expect(() => damageOf(failing(code))).toThrow('no');
  },
);

test('a look that finds the file to be no database is damage', () => {
  expect(damageOf(failing('SQLITE_NOTADB'))).toBe('no');
});

test('a look changes nothing, and makes no file where there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-look-'));
  try {
    const file = join(folder, DATABASE_FILE);
    expect(() => withDatabase(file, () => null)).toThrow('there is no');
    expect(readdirSync(folder)).toEqual([]);
    openDatabase(folder).close();
    expect(() => withDatabase(file, (db) => db.exec('DELETE FROM drafts'))).toThrow(/readonly/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
