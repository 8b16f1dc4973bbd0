import * as z from 'zod';
import { Millis } from './ids.ts';
import { Json, JsonObject } from './json.ts';

/** Whose version of a field stands. `mine`: the draft's; `theirs`: the one that the manager has. */
export const MergeSide = z.enum(['mine', 'theirs']);
export type MergeSide = z.infer<typeof MergeSide>;

/** The longest label of a field; a rule without an id is called by all that is in it. */
const MAX_LABEL = 20_000;
export const MergeLabel = z.string().min(1).max(MAX_LABEL);

/** One change of one side that no change of the other side spoke against. An absent value is left out. */
export const MergedField = z.object({
  /** `policy_rules[1026].destinations`, as `shared/changes.ts` labels. */
  label: z.string(),
  by: z.enum(['mine', 'theirs', 'both']),
  before: Json.optional(),
  after: Json.optional(),
  /** For lists that are sets: the items that this side put in and took out. */
  added: z.array(Json).optional(),
  removed: z.array(Json).optional(),
});
export type MergedField = z.infer<typeof MergedField>;

/** One field that both sides changed, each in its own way. An absent value is left out: not there, or deleted. */
export const MergeConflict = z.object({
  label: z.string(),
  /** Where it is in the draft; where the draft has it no more, where it is on the manager. */
  path: z.array(z.union([z.string(), z.number()])),
  base: Json.optional(),
  mine: Json.optional(),
  theirs: Json.optional(),
});
export type MergeConflict = z.infer<typeof MergeConflict>;

/** What a person chose for a conflict, with the two values that were chosen between: it holds for them alone. */
export const MergeChoice = z.object({
  label: z.string(),
  side: MergeSide,
  base: Json.optional(),
  mine: Json.optional(),
  theirs: Json.optional(),
});
export type MergeChoice = z.infer<typeof MergeChoice>;

/** A merge that waits for choices. The draft's own body is "mine"; what conflicts is computed from the three. */
export const Merging = z.object({
  theirs: JsonObject,
  /** When the manager's version was read. */
  theirsReadAt: Millis,
  choices: z.array(MergeChoice),
});
export type Merging = z.infer<typeof Merging>;

/** A merge that was made: what came together by itself, and what a person chose. Goes with the request. */
export const MergeRecord = z.object({
  at: Millis,
  /** `_revision` of the base before, and of the manager's version that became the base. */
  from: Json.optional(),
  to: Json.optional(),
  /** Who had changed it last on the manager, where NSX says so. */
  by: z.string().optional(),
  theirsReadAt: Millis,
  fields: z.array(MergedField),
  choices: z.array(MergeChoice),
  /** The version that the draft was before, to choose again from. */
  before: z.number().int().optional(),
});
export type MergeRecord = z.infer<typeof MergeRecord>;
