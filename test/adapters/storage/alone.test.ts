import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlone } from '../../../electron/adapters/storage/alone.ts';
import { untilLetGo } from '../../../electron/adapters/storage/let-go.ts';

let folder: string;
let file: string;

/** In a function of its own: nothing holds on to what it had open. */
function write(): void {
  const db = new LibsqlDatabase(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE kept (word TEXT)');
  db.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-alone-'));
  file = join(folder, 'spanwatch.db');
  write();
  await untilLetGo(file);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('says that nobody has a closed database open', () => {
  expect(isAlone(file)).toBe(true);
});

it('says that somebody has one open who is at nothing', () => {
  const other = new LibsqlDatabase(file);
  other.prepare('SELECT word FROM kept').all();
  expect(isAlone(file)).toBe(false);
  other.close();
});

it('says of no database that others have it open where it can’t be told, but why not', () => {
  mkdirSync(`${file}-wal`);
  expect(() => isAlone(file)).toThrow(/unable to open/);
});
