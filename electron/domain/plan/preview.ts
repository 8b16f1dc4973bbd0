import { changedFieldNames } from '../../../shared/changes.ts';
import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import type { DraftId, ManagerId } from '../../../shared/ids.ts';
import { bodyToSend } from '../../../shared/nsx/body.ts';
import { checkEntity } from '../../../shared/nsx/entity.ts';
import type { EntityKind, WriteMethod } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { referencesOf } from '../../../shared/nsx/references.ts';
import type { Plan, PlanPreview, PlanStep } from '../../../shared/plan.ts';
import { draftNamed, draftTitle, resolve, unresolvedIn } from '../../../shared/plan.ts';
import { orderOf } from '../../../shared/plan-order.ts';
import type { Request, RequestSummary } from '../../../shared/request.ts';
import type { Store } from '../ports.ts';
import { splitLines } from './plan-lines.ts';
import type { Steps } from './steps.ts';
import { usersIn } from './users.ts';

type Deps = {
  store: Pick<Store, 'bodies' | 'entity' | 'inventory'>;
  steps: Steps;
  preflight(id: DraftId): Promise<PreflightLine[]>;
  affected(
    managerId: ManagerId,
    kind: EntityKind,
    method: WriteMethod,
    entityId: string,
  ): { id: string; name: string }[];
};

/** So many users of what a step deletes are named; there may be thousands, and one is enough for NSX to refuse. */
const USERS_NAMED = 20;

/** The whole of a plan: what was sent, what is next, what stops it. Reads what is kept here, and sends nothing. */
export function createPreview({ store, steps, preflight, affected }: Deps) {
  async function preview(plan: Plan): Promise<PlanPreview> {
    const made = steps.madeIn(plan);
    const left = steps
      .left(plan)
      .map((draft) => ({ ...draft, body: resolve(draft.kind, draft.body, made) }));
    const { ordered, problems } = orderOf(
      left,
      (kind, id) => store.entity(plan.managerId, kind, id)?.body ?? null,
    );
    const taken = steps.taken(plan);
    const isOfPlan = (id: DraftId) => plan.draftIds.includes(id);
    const ofTaken = taken.filter(({ request }) => request.draftId && isOfPlan(request.draftId));
    const waiting: PlanStep[] = [];
    let ofManager: PreflightLine[] = [];
    for (const { id } of ordered) {
      const draft = left.find((one) => one.id === id);
      if (!draft) continue;
      const own = problems.filter((one) => one.draftId === id).map((one) => one.message);
      const lines = splitLines(await preflight(id));
      if (waiting.length === 0) ofManager = lines.ofManager;
      waiting.push(waitingStep(plan, draft, left, own, lines.ofStep));
    }
    return {
      summary: steps.summarize(plan),
      steps: [...ofTaken.map((one) => takenStep(one)), ...waiting],
      lines: ofManager,
      asOf: store.inventory(plan.managerId, 'sessions', { after: null, limit: 1 }).asOf,
    };
  }

  function takenStep(summary: RequestSummary): PlanStep {
    const { request, entityId } = summary;
    const followed = summary.sessions.map(({ id, name }) => ({ id, name: name ?? id }));
    return {
      draftId: request.draftId as DraftId,
      requestId: request.id,
      method: request.method,
      kind: request.kind,
      entityId,
      name: request.entityName,
      changedFields: fieldsOf(request),
      sessions: followed.map((one) =>
        one.id === entityId ? { ...one, name: request.entityName } : one,
      ),
      uses: [],
      state: 'accepted',
      stops: [],
      asks: [],
      version: null,
    };
  }

  function waitingStep(
    plan: Plan,
    draft: Draft,
    left: readonly Draft[],
    problems: readonly string[],
    lines: readonly PreflightLine[],
  ): PlanStep {
    const { id, kind, operation, body, base } = draft;
    const method = METHOD_OF[operation];
    const request = steps.requestOf(plan, id);
    // The pre-flight knows more of a key than the body does: whether it is still kept.
    const saysKey = lines.some((line) => line.id === 'key' && line.level === 'stop');
    const say = ({ title, detail }: PreflightLine) => `${title}: ${detail}`;
    const asks = lines.filter(({ level }) => level === 'ask').map(say);
    return {
      draftId: id,
      requestId: request?.request.id ?? null,
      method,
      kind,
      entityId: draft.entityId,
      name: titleOf(draft),
      changedFields:
        operation === 'delete'
          ? []
          : changedFieldNames(base, bodyToSend(kind, body, base, operation)),
      sessions: sessionsOf(plan, draft, left),
      uses: usesOf(draft, left),
      state: steps.stateOf(request),
      stops: [
        ...problems,
        ...(draft.text === null ? [] : ['Its JSON can’t be read yet; mend it under JSON']),
        ...checkEntity(kind, body, operation)
          .filter(({ path }) => !(saysKey && path[0] === 'psk'))
          .map(({ message }) => message),
        ...lines.filter(({ level }) => level === 'stop').map(say),
      ],
      asks: [...asks, ...stillUsed(plan, draft, left)],
      version: draft.version,
    };
  }

  /** By the copy, and by the plan: a new endpoint is realized on no session, until one of this plan uses it. */
  function sessionsOf(plan: Plan, draft: Draft, left: readonly Draft[]) {
    const { kind, entityId, operation } = draft;
    if (kind === 'sessions') return [{ id: entityId ?? draft.id, name: titleOf(draft) }];
    if (entityId === null) return [];
    const known = affected(plan.managerId, kind, METHOD_OF[operation], entityId);
    const changed = left.filter(
      (other) =>
        other.kind === 'sessions' &&
        other.operation === 'create' &&
        referencesOf('sessions', other.body).some((one) => one.to === kind && one.id === entityId),
    );
    return [...known, ...changed.map((other) => ({ id: other.id, name: titleOf(other) }))];
  }

  function usesOf(draft: Draft, left: readonly Draft[]): PlanStep['uses'] {
    if (draft.operation === 'delete') return [];
    return unresolvedIn(draft.kind, draft.body).flatMap(({ label, id }) => {
      const named = left.find((other) => other.id === draftNamed(id));
      return named ? [{ draftId: named.id, label, name: titleOf(named) }] : [];
    });
  }

  /** A delete of what something outside the plan uses: NSX refuses it. The copy may be old, so this asks only. */
  function stillUsed(plan: Plan, draft: Draft, left: readonly Draft[]): string[] {
    const { entityId, kind, operation } = draft;
    if (operation !== 'delete' || entityId === null) return [];
    const named = left.length + USERS_NAMED + 1;
    const users = usersIn(store, plan.managerId, { kind, id: entityId }, named).filter((user) => {
      const own = left.find((other) => other.kind === user.kind && other.entityId === user.id);
      if (!own) return true;
      const { body } = own;
      return (
        own.operation !== 'delete' &&
        referencesOf(own.kind, body).some((one) => one.to === kind && one.id === entityId)
      );
    });
    const refuses = 'NSX refuses to delete what is in use';
    const asks = users
      .slice(0, USERS_NAMED)
      .map((user) => `Still used: ${KIND_NAME[user.kind]} “${user.name}” uses it; ${refuses}`);
    return users.length > USERS_NAMED ? [...asks, `Still used: by others too; ${refuses}`] : asks;
  }

  return preview;
}

function fieldsOf(request: Request): string[] {
  return request.method === 'DELETE' ? [] : request.changedFields;
}

function titleOf(draft: Draft): string {
  return draftTitle(draft, `new ${KIND_NAME[draft.kind]}`);
}

export type Preview = (plan: Plan) => Promise<PlanPreview>;
export type Versions = Readonly<Record<DraftId, number>>;

/** What stops every step alike, in a sentence; null where nothing does. A manager that can't be reached may be by now. */
export function stopOfAll({ lines }: PlanPreview): string | null {
  const line = lines.find(({ level }) => level === 'stop');
  return line ? `${line.title}: ${line.detail}` : null;
}

/** The whole as it was confirmed is the whole as it is; the sentence where it is not. */
export function differs({ steps }: PlanPreview, versions: Versions): string | null {
  const left = steps.filter(({ version }) => version !== null);
  const isSame =
    left.length === Object.keys(versions).length &&
    left.every(({ draftId, version }) => versions[draftId] === version);
  return isSame ? null : 'The plan was changed after this was confirmed. Look at it once more.';
}
