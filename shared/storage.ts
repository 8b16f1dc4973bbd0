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

/** What was put in the place of the database, and where that is now; until the next start. */
export const Restored = z.object({
  /** When the copy was made, or was put aside. */
  from: Millis,
  holding: Holding,
  /** Null where there was no database before. */
  aside: z.string().nullable(),
});
export type Restored = z.infer<typeof Restored>;

const nothing = z.null();
const named = z.object({ name: z.string().max(120) });

export const storageCommands = {
  'storage.view': { input: nothing, output: StorageView },
  'storage.check': { input: nothing, output: StorageCheck },
  'storage.back-up': { input: nothing, output: Backup },
  /** What a backup, or a database that was put aside, holds; null where it is not whole. */
  'storage.look': { input: named, output: Holding.nullable() },
  /** Shows its file in the system's file manager. */
  'storage.show': { input: named, output: nothing },
  /** Puts one of them in the place of the database, which is kept aside. The window begins anew. */
  'storage.restore': { input: named, output: nothing },
  /** What the window began anew with; null where it did not. */
  'storage.restored': { input: nothing, output: Restored.nullable() },
  /** It was read, and is not said again. */
  'storage.forget-restored': { input: nothing, output: nothing },
  /** Null where the data is open. */
  'storage.trouble': { input: nothing, output: StorageTrouble.nullable() },
  /** Puts what can't be opened aside and begins with an empty database. */
  'storage.begin-anew': { input: nothing, output: nothing },
  'storage.try-again': { input: nothing, output: nothing },
} as const;
