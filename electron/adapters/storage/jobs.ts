import type {
  Backup,
  BackupWhy,
  Holding,
  StorageTrouble,
  StorageView,
} from '../../../shared/storage.ts';
import type { CopySecrets } from '../../domain/ports.ts';
import { folderBytes } from '../folder.ts';
import { holdingOfCopy, listAside } from './aside.ts';
import { backUpFile, backupFile, backupFolderOf, listBackups } from './backups.ts';
import { secretsInCopy } from './copy-secrets.ts';
import { damageOf, holdingOf, partsOf, soundHolding, withDatabase } from './inspect.ts';

/** What is done to the storage beside the product's own connection: each reads whole files, and may take seconds. */
export type Job =
  | { what: 'view' }
  | { what: 'back-up'; why: BackupWhy; at: number }
  /** The answer: what is damaged, or null. */
  | { what: 'check' }
  | { what: 'look-at-backups' }
  /** The answer: what a copy holds; null where it is not whole. */
  | { what: 'look-at-backup'; name: string }
  | { what: 'secrets-in'; name: string };

export type Answers = {
  view: StorageView;
  'back-up': Backup;
  check: string | null;
  'look-at-backup': Holding | null;
  'secrets-in': CopySecrets | null;
  'look-at-backups': Pick<StorageTrouble, 'backups' | 'damagedBackups' | 'holding'>;
};

/** Does a job on the data of a folder. Throws what SQLite and the system throw. */
export function doJob(folder: string, file: string, job: Job): Answers[Job['what']] {
  switch (job.what) {
    case 'view':
      return withDatabase(file, (db) => ({
        folder,
        ...sizesOf(folder, partsOf(db)),
        backupFolder: backupFolderOf(folder),
        backups: listBackups(folder),
        aside: listAside(folder),
        holding: holdingOf(db),
      }));
    case 'back-up':
      return backUpFile(file, folder, job.why, job.at);
    case 'check':
      return withDatabase(file, damageOf);
    case 'look-at-backup':
      return holdingOfCopy(folder, job.name);
    case 'secrets-in':
      return secretsInCopy(folder, job.name);
    case 'look-at-backups':
      return lookAtBackups(folder, file);
  }
}

/** What is beside the database's pages is a part too, so that the parts are the whole. */
function sizesOf(folder: string, parts: StorageView['parts']) {
  const pages = Object.values(parts).reduce((sum, part) => sum + part, 0);
  // Taken after the pages were counted: the file has grown, if anything.
  const bytes = Math.max(pages, folderBytes(folder));
  return { bytes, parts: { ...parts, beside: bytes - pages } };
}

/** Every copy is read whole before it is offered. */
function lookAtBackups(folder: string, file: string): Answers['look-at-backups'] {
  const all = listBackups(folder);
  const backups = all.flatMap((backup) => {
    const path = backupFile(folder, backup.name);
    const holding = path && soundHolding(path);
    return holding ? [{ ...backup, holding }] : [];
  });
  return { backups, damagedBackups: all.length - backups.length, holding: whatIsLeft(file) };
}

/** What can still be counted in a damaged database: some of it may be read all the same. */
function whatIsLeft(file: string): Holding | null {
  try {
    return withDatabase(file, holdingOf);
  } catch {
    return null;
  }
}
