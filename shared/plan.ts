import * as z from 'zod';
import { type Draft, PreflightLine } from './draft.ts';
import { isSending } from './history.ts';
import { DraftId, ManagerId, Millis, PlanId, RequestId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { EntityKind, WriteMethod } from './nsx/kinds.ts';
import { type Reference, referencesOf, renamed } from './nsx/references.ts';
import type { RequestEvent, RequestSummary } from './request.ts';

export const MAX_PLAN_NAME = 120;
export const PlanName = z.string().trim().min(1, 'Give the plan a name').max(MAX_PLAN_NAME);
/** So many drafts a plan may hold; a change window has room for no more. */
export const MAX_PLAN_DRAFTS = 200;

/** Why sending stopped before the last step; `detail` is what a person reads. */
export const PlanStop = z.object({
  at: Millis,
  reason: z.enum(['refused', 'not-sent', 'in-doubt', 'blocked', 'person', 'closed']),
  draftId: DraftId.nullable(),
  detail: z.string(),
});
export type PlanStop = z.infer<typeof PlanStop>;

/** Drafts of one manager that belong together. What was sent is a fact of its requests; the order is computed. */
export const Plan = z.object({
  id: PlanId,
  managerId: ManagerId,
  name: PlanName,
  /** In no order: the order follows from what refers to what. */
  draftIds: z.array(DraftId),
  createdAt: Millis,
  /** What was sent as which request, oldest first; a step that was refused and sent again stands here twice. */
  steps: z.array(z.object({ draftId: DraftId, requestId: RequestId })),
  /** A process sends it at this moment, or did when it ended. */
  sending: z.boolean(),
  stop: PlanStop.nullable(),
  /** The plan that this one takes back. */
  reverses: PlanId.nullable().default(null),
});
export type Plan = z.infer<typeof Plan>;

/** How far one step has come. `unclear`: it was read back, and that could not tell. */
export const StepState = z.enum([
  'waiting',
  'sending',
  'accepted',
  'refused',
  'not-sent',
  'in-doubt',
  'unclear',
]);
export type StepState = z.infer<typeof StepState>;

/** Something that must be mended before a draft can be a step; names the field where there is one. */
export const PlanProblem = z.object({
  draftId: DraftId,
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});
export type PlanProblem = z.infer<typeof PlanProblem>;

export const PlanState = z.enum(['empty', 'ready', 'sending', 'stopped', 'done']);
export type PlanState = z.infer<typeof PlanState>;

/** A plan and how it stands. */
export const PlanSummary = z.object({
  plan: Plan,
  state: PlanState,
  accepted: z.number().int(),
  total: z.number().int(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

const Named = z.object({ id: z.string(), name: z.string() });

export const PlanStep = z.object({
  draftId: DraftId,
  requestId: RequestId.nullable(),
  method: WriteMethod,
  kind: EntityKind,
  entityId: z.string().nullable(),
  name: z.string(),
  changedFields: z.array(z.string()),
  /** Every session that this step touches, by the copy of the inventory and by the plan itself. */
  sessions: z.array(Named),
  /** The plan's own objects that this one names, with the field. */
  uses: z.array(z.object({ draftId: DraftId, label: z.string(), name: z.string() })),
  state: StepState,
  /** What keeps it from being sent; the first is the one to mend. */
  stops: z.array(z.string()),
  /** What to look at before. */
  asks: z.array(z.string()),
  /** Of the draft; null once it has been taken. */
  version: z.number().int().nullable(),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** The whole plan before anything is sent, and while it is. */
export const PlanPreview = z.object({
  summary: PlanSummary,
  /** In the order in which they were sent, and will be. */
  steps: z.array(PlanStep),
  /** What holds for every step alike: the manager's own lines of the pre-flight. */
  lines: z.array(PreflightLine),
  /** When the sessions' copy was read. */
  asOf: Millis.nullable(),
});
export type PlanPreview = z.infer<typeof PlanPreview>;

const PREFIX = 'draft:';

/** What stands in a field that names an object which another draft is yet to create. */
export function draftReference(id: DraftId): string {
  return `${PREFIX}${id}`;
}

/** The draft that a reference names; null where it names an object of NSX. */
export function draftNamed(reference: string): DraftId | null {
  if (!reference.startsWith(PREFIX)) return null;
  return DraftId.safeParse(reference.slice(PREFIX.length)).data ?? null;
}

/** What a body names that does not exist yet. Only reference fields are looked at: a name may well read `draft:x`. */
export function unresolvedIn(kind: EntityKind, body: JsonObject): Reference[] {
  return referencesOf(kind, body).filter(({ id }) => id.startsWith(PREFIX));
}

/** The body with the ids that are known by now. `made`: the entity's id by the draft that has created it. */
export function resolve(
  kind: EntityKind,
  body: JsonObject,
  made: ReadonlyMap<DraftId, string>,
): JsonObject {
  return renamed(kind, body, (id) => {
    const draftId = draftNamed(id);
    return draftId === null ? undefined : made.get(draftId);
  });
}

/** How a step's newest request stands. Never greener than the evidence: what was not answered is no acceptance. */
export function stepStateOf(
  summary: RequestSummary | null,
  events: () => readonly RequestEvent[],
): StepState {
  if (!summary) return 'waiting';
  if (isSending(summary)) return 'sending';
  if (summary.verdict === 'refused') return 'refused';
  if (summary.verdict === 'not-sent') return 'not-sent';
  if (summary.verdict !== 'in-doubt') return 'accepted';
  const isRead = events().some(({ fact }) => fact.type === 'settled');
  return isRead ? 'unclear' : 'in-doubt';
}

/** What a plan adds up to: states of its drafts' newest requests. */
export function stateOfPlan(plan: Plan, states: readonly StepState[]): PlanState {
  if (states.length === 0) return 'empty';
  if (plan.sending) return 'sending';
  if (states.every((state) => state === 'accepted')) return 'done';
  return plan.stop || states.some((state) => state !== 'waiting') ? 'stopped' : 'ready';
}

/** What people call the object of a draft. */
export function draftTitle(
  draft: Pick<Draft, 'operation' | 'base' | 'body' | 'entityId'>,
  fallback: string,
): string {
  const body = draft.operation === 'delete' ? (draft.base ?? draft.body) : draft.body;
  const name = body.display_name;
  return typeof name === 'string' && name !== '' ? name : (draft.entityId ?? fallback);
}
