import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { namesToDisk, toDisk } from './backups.ts';
import { copyWhole, INDEX, JOURNAL } from './copy-whole.ts';
import { moveFile } from './let-go.ts';

export const ASIDE_FOLDER = 'put-aside';
const FOLDER_FOR_ME_ALONE = 0o700;

/**
 * Moves a database and its journal to a folder of things put aside, under a name of its own; nothing there is ever
 * overwritten or removed. The database must not be open. At no moment is the database anywhere without its journal: the
 * journal is in both places before the database moves. Returns where it is now; null where there was none.
 */
export function putAside(file: string, dataFolder: string, at: number): string | null {
  if (!existsSync(file)) return null;
  const folder = join(dataFolder, ASIDE_FOLDER);
  mkdirSync(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
  const base = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${basename(file)}`;
  let name = join(folder, base);
  for (let again = 2; existsSync(name) || existsSync(`${name}${JOURNAL}`); again += 1) {
    name = join(folder, `${again}-${base}`);
  }
  if (existsSync(`${file}${JOURNAL}`)) also(`${file}${JOURNAL}`, `${name}${JOURNAL}`);
  moveFile(file, name);
  namesToDisk(folder);
  removeBeside(file);
  namesToDisk(dataFolder);
  return name;
}

/** The same file under a second name; a copy, where the disk has no such thing. */
function also(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
    toDisk(name);
  }
}

/** What lies beside a place where no database is any more: it would be taken for that of the next one. */
function removeBeside(file: string): void {
  for (const end of [JOURNAL, INDEX]) rmSync(`${file}${end}`, { force: true });
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
  const unfinished = `${coming}.part`;
  try {
    copyWhole(copy, unfinished);
    toDisk(unfinished);
    moveFile(unfinished, coming);
    namesToDisk(dataFolder);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  const aside = putAside(file, dataFolder, at);
  moveFile(coming, file);
  namesToDisk(dataFolder);
  return aside;
}

const comingOf = (file: string) => `${file}.coming`;

/**
 * Ends a restore that was cut off: the copy is whole, and takes its place where the database was put aside already;
 * else nothing was moved, and it is forgotten. Before anybody opens the file, and makes an empty one of it.
 */
export function finishRestore(file: string): void {
  const coming = comingOf(file);
  for (const end of ['', JOURNAL, INDEX]) rmSync(`${coming}.part${end}`, { force: true });
  if (!existsSync(coming)) return;
  if (existsSync(file)) {
    rmSync(coming, { force: true });
    return;
  }
  removeBeside(file);
  moveFile(coming, file);
}
