import * as z from 'zod';
import { DraftId, ManagerId, Millis, RequestId, TemplateId } from './ids.ts';
import { EntityKind } from './nsx/kinds.ts';
import { Landing, Portable } from './portable.ts';

const MAX_NAME = 80;
export const TemplateName = z.string().trim().min(1, 'Give the template a name').max(MAX_NAME);

/** An object that drafts can be made from, on any manager. No secret is in it. */
export const Template = z.object({
  id: TemplateId,
  name: TemplateName,
  portable: Portable,
  createdAt: Millis,
});
export type Template = z.infer<typeof Template>;

/** What a new draft can be made from. `before`: the object as it was before that request. */
export const DraftSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('draft'), draftId: DraftId }),
  z.object({
    from: z.literal('entity'),
    managerId: ManagerId,
    kind: EntityKind,
    entityId: z.string().max(255),
  }),
  z.object({ from: z.literal('template'), templateId: TemplateId }),
  z.object({ from: z.literal('before'), requestId: RequestId }),
]);
export type DraftSource = z.infer<typeof DraftSource>;

/** What a source becomes on a manager: each object that it names, and what that manager has for it. */
export const SourceView = z.object({
  kind: EntityKind,
  name: z.string(),
  landings: z.array(Landing),
  /** A key that nobody can read back must be typed anew. */
  needsKey: z.boolean(),
  /** When the copy of the manager was read that this rests on; null where there is none. */
  asOf: Millis.nullable(),
});
export type SourceView = z.infer<typeof SourceView>;
