import type { Millis } from '../../../shared/ids.ts';
import type { Kept } from '../../../shared/record-fingerprint.ts';
import type { Result } from '../../../shared/result.ts';
import type {
  Backup,
  BackupWhy,
  Holding,
  StorageTrouble,
  StorageView,
} from '../../../shared/storage.ts';

/** What a copy says of secrets, which it has none of. */
export type CopySecrets = {
  drafts: string[];
  /** Those of them whose body has the mark of a key. */
  keyed: string[];
  managers: string[];
};

/**
 * The files behind the store: looked at and copied beside it, on a thread of their own. `storage` failures where the
 * disk is full, read-only or damaged.
 */
export type Storage = {
  view(): Promise<Result<StorageView>>;
  /** Writes a whole copy, and takes the oldest of its kind away. */
  backUp(why: BackupWhy, at: Millis): Promise<Result<Backup>>;
  /** Reads every page: what is damaged, in SQLite's words, or null. */
  check(): Promise<Result<string | null>>;
  /** What a copy holds; null where it is not whole. */
  lookAtBackup(name: string): Promise<Result<Holding | null>>;
  /** Which drafts and managers a copy has; null where it can't be read. */
  secretsIn(name: string): Promise<Result<CopySecrets | null>>;
  /** Which copies are whole, and what they hold. */
  lookAtBackups(): Promise<Result<Pick<StorageTrouble, 'backups' | 'damagedBackups' | 'holding'>>>;
  /** Keeps a fingerprint's list and answers with that; null where it is none. `made`: known, since it was made here. */
  keepFingerprint(list: string, made?: string): Promise<Result<string | null>>;
  /** Null where no list is kept that has this fingerprint. */
  fingerprintList(fingerprint: string): Promise<Result<{ list: string; kept: Kept } | null>>;
  close(): Promise<void>;
};
