import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Aside, Holding } from '../../../shared/storage.ts';
import { backupFile, removeUnfinished, timeOfStamp } from './backups.ts';
import { copyWhole, INDEX, JOURNAL } from './copy-whole.ts';
import { soundHolding } from './inspect.ts';
import { ASIDE_FOLDER } from './put-aside.ts';
import { storageFailure } from './storage-failure.ts';

const NAME = /^(?:\d+-)?(\d{8}T\d{9}Z)-spanwatch\.db$/;

/** The databases that were put aside, newest first. A file of another name is none of ours. */
export function listAside(dataFolder: string): Aside[] {
  const folder = join(dataFolder, ASIDE_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): Aside[] => {
      const at = timeOfStamp(NAME.exec(name)?.[1] ?? '');
      return Number.isNaN(at) ? [] : [{ name, at, bytes: statSync(join(folder, name)).size }];
    })
    .sort((a, b) => b.at - a.at);
}

/** The file of a backup, or of a database that was put aside; null for any other name, whatever it may point to. */
export function copyOf(dataFolder: string, name: string): string | null {
  const isAside = listAside(dataFolder).some((aside) => aside.name === name);
  return isAside ? join(dataFolder, ASIDE_FOLDER, name) : backupFile(dataFolder, name);
}

/** What a copy holds; null where it is not whole. Throws what says nothing of it: a disk without room. */
export function holdingOfCopy(
  dataFolder: string,
  name: string,
  copy: typeof copyWhole = copyWhole,
): Holding | null {
  return lookInto(dataFolder, name, soundHolding, copy);
}

/**
 * Looks into a copy; null where it can't be read. Of one with a journal a copy is looked at: it stays as it is. Throws
 * what says nothing of it: a disk without room for that copy.
 */
export function lookInto<T>(
  dataFolder: string,
  name: string,
  look: (file: string) => T | null,
  copy: typeof copyWhole = copyWhole,
): T | null {
  const file = copyOf(dataFolder, name);
  if (file === null) return null;
  if (!existsSync(`${file}${JOURNAL}`)) return look(file);
  removeUnfinished(dirname(file));
  const looked = `${file}.${process.pid}.part`;
  try {
    copy(file, looked);
    return look(looked);
  } catch (error) {
    const reason = storageFailure(error)?.reason;
    if (reason !== undefined && reason !== 'damaged') throw error;
    return null;
  } finally {
    for (const end of ['', JOURNAL, INDEX]) rmSync(`${looked}${end}`, { force: true });
  }
}
