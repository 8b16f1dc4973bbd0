import * as z from 'zod';
import { DraftStanding } from './draft-standing.ts';
import { UndoKeys } from './draft-version.ts';
import { DraftId, ManagerId, Millis } from './ids.ts';
import { JsonObject } from './json.ts';
import { MergeRecord, Merging } from './merge-record.ts';
import { EntityKind } from './nsx/kinds.ts';

export const Operation = z.enum(['create', 'change', 'delete']);
export type Operation = z.infer<typeof Operation>;

const MAX_TEXT = 2_000_000;

/**
 * An edit of one entity. `body` is the draft; `text` is what stands in the JSON tab while it can't be parsed,
 * null as soon as it can: broken JSON keeps its text and disables only Send.
 */
export const Draft = z.object({
  id: DraftId,
  managerId: ManagerId,
  kind: EntityKind,
  operation: Operation,
  entityId: z.string().nullable(),
  /** The entity as it was read when the draft was made; null for a create. */
  base: JsonObject.nullable(),
  baseReadAt: Millis.nullable(),
  body: JsonObject,
  text: z.string().max(MAX_TEXT).nullable(),
  createdAt: Millis,
  savedAt: Millis,
  /** Counts the saves; a save names the one that it builds on being newer than. */
  version: z.number().int(),
  /**
   * A person said to override NSX's protection of another principal's object: this write alone goes out with
   * `X-Allow-Overwrite: true`. `owner`: who owned it when that was said.
   */
  override: z.object({ owner: z.string().nullable(), at: Millis }).optional(),
  /** What can be taken back; its versions are kept beside the draft. */
  undo: UndoKeys.optional(),
  /** Set while somebody else's change waits to be chosen on: nothing is sent meanwhile. */
  merging: Merging.optional(),
  /** The merges that were made, oldest first. */
  merged: z.array(MergeRecord).optional(),
  /** Never stored: told with the draft, by the copy as it is. Absent where the object is as it was. */
  standing: DraftStanding.optional(),
});
export type Draft = z.infer<typeof Draft>;

export const METHOD_OF = { create: 'POST', change: 'PUT', delete: 'DELETE' } as const;

/** One line of the pre-flight card: a fact, with its source and time. `stop` disables Send, `ask` warns. */
export const PreflightLine = z.object({
  id: z.string(),
  level: z.enum(['ok', 'ask', 'stop', 'wait']),
  title: z.string(),
  detail: z.string(),
  at: Millis.nullable(),
  /** The field that it is about. */
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type PreflightLine = z.infer<typeof PreflightLine>;
