import type { Input } from '../../../shared/contract.ts';
import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import type { DraftId, ManagerId, RequestId } from '../../../shared/ids.ts';
import { PlanId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import type { Manager } from '../../../shared/manager.ts';
import type { EntityKind, WriteMethod } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Plan, PlanSummary } from '../../../shared/plan.ts';
import { MAX_PLAN_DRAFTS, resolve } from '../../../shared/plan.ts';
import type { Request, RequestEvent, RequestSummary } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { isTypedName } from '../../../shared/typed-name.ts';
import type { Ports } from '../ports.ts';
import { createComposed } from './composed.ts';
import { createPreview, differs, stopOfAll } from './preview.ts';
import { createSender } from './sender.ts';
import { createSteps } from './steps.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'newId' | 'notify'>;
type Deps = {
  find(id: ManagerId): Manager | null;
  createDraft(input: Input<'draft.create'>): Result<Draft>;
  /** Stores a body of the draft as its next version; null where a newer one is stored already. */
  saveBody(draft: Draft, body: JsonObject): Draft | null;
  discardDraft(id: DraftId): void;
  preflight(id: DraftId): Promise<PreflightLine[]>;
  affected(
    managerId: ManagerId,
    kind: EntityKind,
    method: WriteMethod,
    entityId: string,
  ): { id: string; name: string }[];
  sendDraft(draft: Draft): Promise<Result<RequestSummary>>;
  ended(id: RequestId): Promise<unknown>;
  summary(id: RequestId): RequestSummary | null;
  /** The requests that came of a draft. */
  ofDraft(id: DraftId): RequestSummary[];
  events(id: RequestId): RequestEvent[];
  isClosed(): boolean;
  bug(where: string, error: unknown): void;
};

const missing: Failure = { kind: 'not-found', what: 'that plan' };

/** Change plans: drafts that belong together, sent in the order of what refers to what. */
export function createPlans(ports: Needs, deps: Deps) {
  const { store, clock, newId, notify } = ports;
  const { summary, events } = deps;
  const steps = createSteps({ draft: store.draft, summary, events });
  const preview = createPreview({
    store,
    steps,
    preflight: deps.preflight,
    affected: deps.affected,
  });
  const sender = createSender(ports, { ...deps, steps, preview, told });

  function told(plan: Plan | null): void {
    if (plan) notify('plan.changed', steps.summarize(plan));
  }

  /** As it is now: one whose sender has died is under way no more. */
  function planOf(id: PlanId): Plan | null {
    const plan = store.plan(id);
    return plan && sender.tidy(plan);
  }

  function changed(id: PlanId, change: (plan: Plan) => Plan): Result<PlanSummary> {
    const plan = store.updatePlan(id, change);
    if (!plan) return fail(missing);
    told(plan);
    return ok(steps.summarize(plan));
  }

  /** While it is sent, what is in a plan stays as it was confirmed. */
  function whyFixed(plan: Plan): Failure | null {
    if (!plan.sending) return null;
    return { kind: 'stale', detail: 'The plan is being sent. Stop it first.' };
  }

  function make(
    managerId: ManagerId,
    name: string,
    draftIds: DraftId[],
    reverses: PlanId | null = null,
  ): Result<PlanSummary> {
    const why = whyNotIn(managerId, null, draftIds);
    if (why) return fail(why);
    const plan: Plan = {
      id: PlanId.parse(newId()),
      managerId,
      name,
      draftIds: [...new Set(draftIds)],
      createdAt: clock.now(),
      steps: [],
      sending: false,
      stop: null,
      reverses,
    };
    store.addPlan(plan);
    told(plan);
    return ok(steps.summarize(plan));
  }

  /** Why these drafts can't be in the plan; null where they can. */
  function whyNotIn(managerId: ManagerId, own: Plan | null, ids: readonly DraftId[]) {
    const manager = deps.find(managerId);
    if (!manager) return { kind: 'not-found', what: 'that manager' } as const;
    if (manager.readOnly) return { kind: 'read-only', managerName: manager.name } as const;
    const issues = ids.flatMap((id) => {
      const draft = store.draft(id);
      const say = (message: string) => [{ path: ['draftIds'], message }];
      if (!draft) return say('A draft is not there any more; choose again');
      const other = planWith(id);
      const what = `The draft of the ${KIND_NAME[draft.kind]}`;
      if (draft.managerId !== managerId) {
        return say(`${what} is for another manager; a plan is for one`);
      }
      return other && other.id !== own?.id
        ? say(`${what} is in the plan “${other.name}”; take it out there first`)
        : [];
    });
    const count = new Set([...(own?.draftIds ?? []), ...ids]).size;
    if (count > MAX_PLAN_DRAFTS) {
      issues.push({
        path: ['draftIds'],
        message: `A plan holds at most ${MAX_PLAN_DRAFTS} drafts`,
      });
    }
    return issues.length > 0 ? ({ kind: 'invalid', issues } as const) : null;
  }

  /** The plan that waits for this draft. */
  function planWith(id: DraftId): Plan | null {
    const has = (plan: Plan) =>
      plan.draftIds.includes(id) && steps.stateIn(plan, id) !== 'accepted';
    return store.plans().find(has) ?? null;
  }

  function add({ planId, draftIds }: Input<'plan.add'>): Result<PlanSummary> {
    const plan = planOf(planId);
    if (!plan) return fail(missing);
    const why = whyFixed(plan) ?? whyNotIn(plan.managerId, plan, draftIds);
    if (why) return fail(why);
    return changed(planId, (now) => ({
      ...now,
      draftIds: [...new Set([...now.draftIds, ...draftIds])],
    }));
  }

  function remove({ planId, draftIds }: Input<'plan.remove'>): Result<PlanSummary> {
    const plan = planOf(planId);
    if (!plan) return fail(missing);
    const why = whyFixed(plan);
    if (why) return fail(why);
    const out = new Set(draftIds.filter((id) => steps.stateIn(plan, id) !== 'accepted'));
    return changed(planId, (now) => withoutDrafts(now, out));
  }

  function withoutDrafts(plan: Plan, out: ReadonlySet<DraftId>): Plan {
    const stop = plan.stop?.draftId && out.has(plan.stop.draftId) ? null : plan.stop;
    return { ...plan, stop, draftIds: plan.draftIds.filter((id) => !out.has(id)) };
  }

  function discard({ planId, withDrafts }: Input<'plan.discard'>): Result<null> {
    const plan = planOf(planId);
    if (!plan) return fail(missing);
    const why = whyFixed(plan);
    if (why) return fail(why);
    const left = steps.left(plan);
    store.removePlan(planId);
    notify('plan.removed', { planId });
    if (withDrafts) for (const { id } of left) deps.discardDraft(id);
    return ok(null);
  }

  async function send(input: Input<'plan.send'>): Promise<Result<PlanSummary>> {
    const plan = planOf(input.planId);
    if (!plan) return fail(missing);
    const why = whyFixed(plan);
    if (why) return fail(why);
    const manager = deps.find(plan.managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'the manager of that plan' });
    if (manager.readOnly) return fail({ kind: 'read-only', managerName: manager.name });
    const whole = await preview(plan);
    const changedSince = differs(whole, input.versions);
    if (changedSince) return fail({ kind: 'stale', detail: changedSince });
    const left = whole.steps.filter(({ state }) => state !== 'accepted');
    if (left.length === 0) {
      return fail({ kind: 'stale', detail: 'Nothing is left to send in this plan.' });
    }
    // Nothing is begun that is known not to come to its end.
    const issues = left.flatMap(({ name, stops }) =>
      stops.slice(0, 1).map((stop) => ({ path: ['draftIds'], message: `“${name}”: ${stop}` })),
    );
    const ofAll = stopOfAll(whole);
    if (ofAll !== null) issues.push({ path: ['planId'], message: ofAll });
    if (issues.length > 0) return fail({ kind: 'invalid', issues });
    const isDeleting = left.some(({ method }) => method === 'DELETE');
    if (isDeleting && !isTypedName(plan.name, input.typedName ?? '')) {
      const message = `Type “${plan.name}” to delete what it deletes`;
      return fail({ kind: 'invalid', issues: [{ path: ['typedName'], message }] });
    }
    if (!sender.start(plan, input.versions)) {
      return fail({ kind: 'stale', detail: 'Another Spanwatch on this computer is sending it.' });
    }
    return ok(steps.summarize(store.plan(plan.id) ?? plan));
  }

  /** A write of a draft goes on record: it is the plan's step from now on. */
  function opened(request: Request): void {
    const { draftId, id } = request;
    const plan = draftId && planWith(draftId);
    if (!draftId || !plan) return;
    const next = store.updatePlan(plan.id, (now) => ({
      ...now,
      steps: [...now.steps, { draftId, requestId: id }],
    }));
    told(next);
  }

  /** NSX took a write: who waits for its id gets it, in a plan or not. */
  function accepted(request: Request, entityId: string | null): void {
    const { draftId } = request;
    if (draftId === null) return;
    const plans = store.plans();
    const isSentNow = (id: DraftId) =>
      plans.some((plan) => sender.isRunning(plan.id) && plan.draftIds.includes(id));
    if (request.method === 'POST' && entityId !== null) {
      const made = new Map([[draftId, entityId]]);
      for (const draft of store.drafts()) {
        // The sender does this itself, so that what was confirmed stays what is sent.
        if (isSentNow(draft.id)) continue;
        const body = resolve(draft.kind, draft.body, made);
        if (!sameJson(body, draft.body)) deps.saveBody(draft, body);
      }
    }
    for (const plan of plans) {
      if (!plan.draftIds.includes(draftId)) continue;
      const isOver = plan.stop !== null && !plan.sending && steps.left(plan).length === 0;
      const wasIt = plan.stop?.draftId === draftId && !plan.sending;
      told(isOver || wasIt ? store.updatePlan(plan.id, (now) => ({ ...now, stop: null })) : plan);
    }
  }

  /** A draft is gone: one that was not taken is no step any more. */
  function draftGone(id: DraftId): void {
    for (const plan of store.plans()) {
      if (!plan.draftIds.includes(id) || steps.stateIn(plan, id) === 'accepted') continue;
      told(store.updatePlan(plan.id, (now) => withoutDrafts(now, new Set([id]))));
    }
  }

  /** After a start, once the writes are settled: what was sent is known, what is left waits for a person. */
  function recover(): void {
    const open = store.plans().filter((plan) => steps.left(plan).length > 0 || plan.sending);
    if (open.length === 0) return;
    // A write is a step before its first byte leaves: one that did leave, and is none, was sent outside of the plan.
    const sent = (draftId: DraftId) =>
      deps
        .ofDraft(draftId)
        .filter(({ verdict }) => verdict === 'not-sent')
        .map(({ request }) => request.id);
    for (const plan of open) {
      const known = new Set(plan.steps.map(({ requestId }) => requestId));
      const lost = plan.draftIds.flatMap((draftId) =>
        sent(draftId)
          .filter((requestId) => !known.has(requestId))
          .map((requestId) => ({ draftId, requestId })),
      );
      if (lost.length > 0) {
        store.updatePlan(plan.id, (now) => ({ ...now, steps: [...now.steps, ...lost] }));
      }
      const now = planOf(plan.id);
      if (now && !now.sending) sender.nameWhatIsMade(now, new Map());
    }
  }

  const composed = createComposed(store, {
    steps,
    planOf,
    make,
    whyFixed,
    whyNot: (managerId) => whyNotIn(managerId, null, []),
    createDraft: deps.createDraft,
    discardDraft: deps.discardDraft,
  });

  const handlers = {
    'plan.list': () => ok(store.plans().map((plan) => steps.summarize(sender.tidy(plan)))),
    'plan.create': ({ managerId, name, draftIds }: Input<'plan.create'>) =>
      make(managerId, name, draftIds),
    'plan.add': add,
    'plan.remove': remove,
    'plan.rename': ({ planId, name }: Input<'plan.rename'>) =>
      changed(planId, (plan) => ({ ...plan, name })),
    'plan.discard': discard,
    'plan.preview': async ({ planId }: Input<'plan.preview'>) => {
      const plan = planOf(planId);
      return plan ? ok(await preview(plan)) : fail(missing);
    },
    'plan.send': send,
    'plan.stop': ({ planId }: Input<'plan.stop'>) => {
      const plan = planOf(planId);
      if (!plan) return fail(missing);
      sender.stop(planId);
      return ok(steps.summarize(plan));
    },
    ...composed,
  };

  return { handlers, opened, accepted, draftGone, recover, halt: sender.halt };
}
