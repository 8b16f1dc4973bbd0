import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '../../../shared/storage.ts';
import { bytesText } from '../../../shared/storage-words.ts';
import { DATABASE_FILE } from '../../adapters/database/open-file.ts';
import { backUpFile, backUpTo, backupFolderOf } from '../../adapters/storage/backups.ts';
import { usualDataFolder } from '../data-folder.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, plain } from '../text.ts';
import { UsageError } from '../usage.ts';

/** `backup`: a whole copy of the database as it is now, whoever works on it. The database itself is left as it is. */
export function backup(command: CommandOf<'backup'>, io: Io): number {
  const folder = command.dataDir ?? usualDataFolder();
  const file = databaseIn(folder);
  const { to } = command;
  if (to !== null && statSync(to, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--to: there is no folder ${to}`);
  }
  const now = Date.now();
  const made = to === null ? backUpFile(file, folder, 'by-hand', now) : backUpTo(file, to, now);
  const path = join(to ?? backupFolderOf(folder), made.name);
  if (command.json) io.out(jsonLine({ ...backupJson(made), file: path }));
  else io.out(`Backed up, ${bytesText(made.bytes)}: ${plain(path)}`);
  return EXIT_OK;
}

/** The database's file. A command that copies or replaces one makes none. */
export function databaseIn(folder: string): string {
  const file = join(folder, DATABASE_FILE);
  if (!existsSync(file)) throw new UsageError(`there is no database in ${folder}`);
  return file;
}

/** A copy as `backup` and `backups` print it. */
export const backupJson = ({ name, at, why, bytes }: Backup): object => ({
  event: 'backup',
  name,
  at: new Date(at).toISOString(),
  why,
  bytes,
});
