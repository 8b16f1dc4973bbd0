import * as z from 'zod';
import { Millis } from './ids.ts';
import { Json, JsonObject } from './json.ts';

/**
 * So many steps of a draft are kept, beside those that a person named or that a merge was made from: an afternoon's
 * work. A session's body has a few kilobytes, so a draft stays below a megabyte.
 */
export const STEPS_KEPT = 200;
const MAX_NAME = 80;

export const VersionName = z.string().trim().min(1, 'Give it a name').max(MAX_NAME);

/**
 * What can be taken back, by the versions that the draft was: `key` is the draft as it is now, `past` and `future` are
 * oldest first. The window makes the steps (a burst of typing is one); main keeps what they name.
 */
export const UndoKeys = z.object({
  key: z.number().int(),
  past: z.array(z.number().int()).max(STEPS_KEPT),
  future: z.array(z.number().int()).max(STEPS_KEPT),
});
export type UndoKeys = z.infer<typeof UndoKeys>;

/** Why a version is kept: a step of typing, or what the draft was before a merge or going back. */
export const VersionReason = z.enum(['step', 'before-merge']);

/** What a draft was at one time, whole. */
export const DraftVersion = z.object({
  /** The draft's `version` when it was so. */
  key: z.number().int(),
  at: Millis,
  name: VersionName.nullable(),
  reason: VersionReason,
  base: JsonObject.nullable(),
  baseReadAt: Millis.nullable(),
  body: JsonObject,
  text: z.string().nullable(),
});
export type DraftVersion = z.infer<typeof DraftVersion>;

/** A version as the list of versions shows it. */
export const VersionLine = DraftVersion.pick({
  key: true,
  at: true,
  name: true,
  reason: true,
}).extend({
  /** `_revision` of the object that it was made from; absent for a new object. */
  revision: Json.optional(),
  /** How many fields it changes of that object. */
  fields: z.number().int(),
});
export type VersionLine = z.infer<typeof VersionLine>;
