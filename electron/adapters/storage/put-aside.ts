import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toDisk } from './backups.ts';

export const ASIDE_FOLDER = 'put-aside';
const FOLDER_FOR_ME_ALONE = 0o700;
/** The database's own file and what SQLite keeps beside it. */
const BESIDE = ['', '-wal', '-shm'];

/**
 * Moves a database and what belongs to it to a folder of things put aside, under a name of its own; nothing there is
 * ever overwritten or removed. The database must not be open. Returns where it is now; null where there was none.
 */
export function putAside(file: string, dataFolder: string, at: number): string | null {
  const present = BESIDE.filter((end) => existsSync(`${file}${end}`));
  if (present.length === 0) return null;
  const folder = join(dataFolder, ASIDE_FOLDER);
  mkdirSync(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
  const base = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${basename(file)}`;
  let name = join(folder, base);
  for (let again = 2; existsSync(name); again += 1) name = join(folder, `${again}-${base}`);
  // The database last: a process killed in between leaves one without its journal aside, and none in its place twice.
  for (const end of [...present].reverse()) renameSync(`${file}${end}`, `${name}${end}`);
  toDisk(folder);
  return name;
}

/**
 * Puts a copy in the place of the database, which is put aside. The copy is whole on disk before anything is moved: where
 * there is no room for it, all stays as it was. A process killed between the two moves finds no database and what was
 * put aside; `finishRestore` ends it. Returns where the database of before is now.
 */
export function restoreFrom(
  copy: string,
  file: string,
  dataFolder: string,
  at: number,
): string | null {
  const coming = comingOf(file);
  try {
    copyFileSync(copy, coming);
    toDisk(coming);
  } catch (error) {
    rmSync(coming, { force: true });
    throw error;
  }
  const aside = putAside(file, dataFolder, at);
  renameSync(coming, file);
  toDisk(dataFolder);
  return aside;
}

const comingOf = (file: string) => `${file}.coming`;

/** Ends a restore that was cut off: the copy was whole, and takes its place where the database was put aside already. */
export function finishRestore(file: string): void {
  const coming = comingOf(file);
  if (!existsSync(coming)) return;
  if (existsSync(file)) rmSync(coming, { force: true });
  else renameSync(coming, file);
}
