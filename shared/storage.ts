import * as z from 'zod';
import { Millis } from './ids.ts';

/** Why a copy was made: rotating ones by the day and before each change of the schema, and those that a person asked for. */
export const BackupWhy = z.enum(['daily', 'before-update', 'by-hand']);
export type BackupWhy = z.infer<typeof BackupWhy>;

/** A whole copy of the database, in a file of its own beside it. */
export const Backup = z.object({
  /** The name of its file, which is also what it is called in a command. */
  name: z.string(),
  at: Millis,
  why: BackupWhy,
  bytes: z.number(),
});
export type Backup = z.infer<typeof Backup>;

/** A database that was put aside, for a backup or an empty one in its place: when, and how big it is. */
export const Aside = Backup.omit({ why: true });
export type Aside = z.infer<typeof Aside>;

/** What a copy holds, as far as it can be read. */
export const Holding = z.object({
  requests: z.number().int(),
  drafts: z.number().int(),
  managers: z.number().int(),
  /** What is on record of its requests: answers, checks, notes, tags, marks; absent where that can't be counted. */
  facts: z.number().int().optional(),
  /** When its newest request was put on record. */
  newestAt: Millis.nullable(),
});
export type Holding = z.infer<typeof Holding>;

export const STORAGE_PARTS = [
  'requests',
  'checks',
  'search',
  'inventory',
  'drafts',
  'settings',
  'free',
  'beside',
] as const;
export type StoragePart = (typeof STORAGE_PARTS)[number];

/** Where everything is, and how big. */
export const StorageView = z.object({
  folder: z.string(),
  /** The database with its journal, bytes. */
  bytes: z.number(),
  /** Of the database's pages, by what they hold, bytes. */
  parts: z.record(z.enum(STORAGE_PARTS), z.number()),
  backupFolder: z.string(),
  /** Newest first. */
  backups: z.array(Backup),
  /** Newest first. */
  aside: z.array(Aside),
  holding: Holding,
});
export type StorageView = z.infer<typeof StorageView>;

export const TroubleKind = z.enum(['damaged', 'newer-version', 'unusable']);

/** Why the data can't be opened, and what there is to go on with. Nothing was changed so far. */
export const StorageTrouble = z.object({
  kind: TroubleKind,
  file: z.string(),
  detail: z.string(),
  /** When it was found: at the start, before anything was done, or while Spanwatch was at work. */
  found: z.enum(['at-start', 'at-work']),
  /** Copies that were looked at and are whole, newest first; damaged ones are not offered. */
  backups: z.array(Backup.extend({ holding: Holding })),
  damagedBackups: z.number().int(),
  /** What the database itself still lets be counted; null where nothing. */
  holding: Holding.nullable(),
});
export type StorageTrouble = z.infer<typeof StorageTrouble>;

/** Whether the database was read whole since the start: it is being read, it is whole, or it could not be read now. */
export const StorageCheck = z.enum(['pending', 'whole', 'unread']);
export type StorageCheck = z.infer<typeof StorageCheck>;

/**
 * Under this field the database notes a manager whose password may be in the keychain, beside the keys of drafts: only of
 * managers that another database had, whose place it took.
 */
export const MANAGER_PASSWORD = 'manager-password';

/**
 * How far bringing the files of an earlier version up to date is, before anything else can be done: another Spanwatch is
 * at it, a whole copy is made first, or the step of so many is being done, with so many of its rows (0 of 0: not counted).
 */
export const StorageUpdate = z.object({
  phase: z.enum(['waiting', 'copying', 'updating']),
  step: z.number().int(),
  steps: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
});
export type StorageUpdate = z.infer<typeof StorageUpdate>;

/** What was put in the place of the database, and where that is now; until the next start. */
export const Restored = z.object({
  /** When the copy was made, or was put aside. */
  from: Millis,
  holding: Holding,
  /** Null where there was no database before. */
  aside: z.string().nullable(),
});
export type Restored = z.infer<typeof Restored>;

/** What going back to a copy means for secrets, which are in the keychain and in no copy. */
export const RestoreSecrets = z.object({
  /** Drafts in it whose key is not on this computer any more. */
  missingKeys: z.number().int(),
  /** Keys of drafts, and passwords of managers, that it does not know: a restore takes them out of the keychain. */
  leavingKeys: z.number().int(),
  leavingPasswords: z.number().int(),
});
export type RestoreSecrets = z.infer<typeof RestoreSecrets>;

const nothing = z.null();
const named = z.object({ name: z.string().max(120) });

export const storageCommands = {
  'storage.view': { input: nothing, output: StorageView },
  'storage.check': { input: nothing, output: StorageCheck },
  'storage.back-up': { input: nothing, output: Backup },
  /** What a backup, or a database that was put aside, holds; null where it is not whole. */
  'storage.look': { input: named, output: Holding.nullable() },
  'storage.secrets': { input: named, output: RestoreSecrets },
  /** Shows its file in the system's file manager. */
  'storage.show': { input: named, output: nothing },
  /** Puts one of them in the place of the database, which is kept aside. The window begins anew. */
  'storage.restore': { input: named, output: nothing },
  /** What the window began anew with; null where it did not. */
  'storage.restored': { input: nothing, output: Restored.nullable() },
  /** It was read, and is not said again. */
  'storage.forget-restored': { input: nothing, output: nothing },
  /** Null where nothing is being brought up to date. */
  'storage.update': { input: nothing, output: StorageUpdate.nullable() },
  /** Null where the data is open. */
  'storage.trouble': { input: nothing, output: StorageTrouble.nullable() },
  /** Puts what can't be opened aside and begins with an empty database. */
  'storage.begin-anew': { input: nothing, output: nothing },
  'storage.try-again': { input: nothing, output: nothing },
} as const;
