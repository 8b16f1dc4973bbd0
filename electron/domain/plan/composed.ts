import type { Input, Output } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftId, ManagerId, PlanId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { renamed } from '../../../shared/nsx/references.ts';
import type { Plan, PlanSummary } from '../../../shared/plan.ts';
import { draftReference, MAX_PLAN_DRAFTS, MAX_PLAN_NAME } from '../../../shared/plan.ts';
import { reverseOf } from '../../../shared/plan-reverse.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Store } from '../ports.ts';
import { checkParts, makeParts, type Part } from './new-session.ts';
import type { Steps } from './steps.ts';
import { goFirst } from './users.ts';

type Needs = Pick<Store, 'bodies' | 'drafts' | 'entity' | 'inventory' | 'plans'>;
type Deps = {
  steps: Steps;
  planOf(id: PlanId): Plan | null;
  make(
    managerId: ManagerId,
    name: string,
    draftIds: DraftId[],
    reverses?: PlanId | null,
  ): Result<PlanSummary>;
  whyFixed(plan: Plan): Failure | null;
  /** Why no plan can be made for this manager. */
  whyNot(id: ManagerId): Failure | null;
  createDraft(input: Input<'draft.create'>): Result<Draft>;
  discardDraft(id: DraftId): void;
};

const missing: Failure = { kind: 'not-found', what: 'that plan' };

/** Plans that make their own drafts: the reverse of one, a new VPN session, an object with all that uses it. */
export function createComposed(store: Needs, deps: Deps) {
  const { steps, planOf, make, whyFixed } = deps;

  /** A plan with all of its drafts, or none of them: those that were made for one that came to nothing are taken back. */
  function allOrNone<T>(work: () => Result<T>): Result<T> {
    const before = new Set(store.drafts().map(({ id }) => id));
    const takeBack = () => {
      for (const { id } of store.drafts()) if (!before.has(id)) deps.discardDraft(id);
    };
    let result: Result<T>;
    try {
      result = work();
    } catch (error) {
      takeBack();
      throw error;
    }
    if (!result.ok) takeBack();
    return result;
  }

  function reverse({ planId }: Input<'plan.reverse'>): Result<Output<'plan.reverse'>> {
    const plan = planOf(planId);
    if (!plan) return fail(missing);
    const why = whyFixed(plan);
    if (why) return fail(why);
    // A plan of it that was emptied takes nothing back; one that was made before the plan went on, not what came since.
    const known = store
      .plans()
      .filter((other) => other.reverses === planId && other.draftIds.length > 0)
      .sort((a, b) => b.createdAt - a.createdAt)[0];
    const taken = steps
      .taken(plan)
      .filter(({ request }) => !known || request.writtenAt > known.createdAt);
    if (known && taken.length === 0) return ok({ summary: steps.summarize(known), notes: [] });
    if (taken.length === 0) {
      return fail({
        kind: 'stale',
        detail: 'Nothing of this plan was accepted: there is nothing to take back.',
      });
    }
    const { undo, notes } = reverseOf(
      taken,
      (kind, id) => store.entity(plan.managerId, kind, id)?.body ?? null,
    );
    /** What is made again has another id: whatever named the old one names the new one. */
    const again = new Map<string, string>();
    const oldIds = taken.filter(({ request }) => request.method === 'DELETE').reverse();
    const ids: DraftId[] = [];
    for (const { operation, kind, entityId, body } of undo) {
      const made = deps.createDraft({
        managerId: plan.managerId,
        kind,
        operation,
        entityId,
        body: body && renamed(kind, body, (id) => again.get(id)),
      });
      if (!made.ok) return made;
      ids.push(made.value.id);
      if (operation !== 'create') continue;
      const old = oldIds.shift()?.entityId;
      if (old) again.set(old, draftReference(made.value.id));
    }
    const name = `Undo ${plan.name}`.slice(0, MAX_PLAN_NAME);
    const created = make(plan.managerId, name, ids, planId);
    return created.ok ? ok({ summary: created.value, notes }) : created;
  }

  function newSession(input: Input<'plan.new-session'>): Result<PlanSummary> {
    const { managerId, name, parts } = input;
    const why = deps.whyNot(managerId);
    if (why) return fail(why);
    const look = (kind: EntityKind, id: string) => store.entity(managerId, kind, id)?.body ?? null;
    const issues = checkParts(parts, look);
    if (issues.length > 0) return fail({ kind: 'invalid', issues });
    const draftIds = makeParts(parts, look, (part: Part) => {
      const made = deps.createDraft({ managerId, ...part });
      // What could fail was asked before: the manager, its copy.
      if (!made.ok) throw new Error(`a draft of the flow was not made: ${made.failure.kind}`);
      return made.value.id;
    });
    return make(managerId, name, draftIds);
  }

  function usersFirst({
    managerId,
    kind,
    entityId,
  }: Input<'plan.delete-order'>): Result<Output<'plan.delete-order'>> {
    const order = goFirst(store, managerId, { kind, id: entityId }, MAX_PLAN_DRAFTS);
    if (!order) {
      const message = `More than ${MAX_PLAN_DRAFTS} objects would have to go, and a plan holds no more; delete some of those that use it first`;
      return fail({ kind: 'invalid', issues: [{ path: ['entityId'], message }] });
    }
    const objects = order.map((one) => {
      const entity = store.entity(managerId, one.kind, one.id);
      return { ...one, name: entity?.name ?? one.id, locked: lockedBy(entity?.body ?? {}) };
    });
    const { asOf } = store.inventory(managerId, kind, { after: null, limit: 1 });
    return ok({ asOf, objects });
  }

  function deletes(input: Input<'plan.deletes'>): Result<PlanSummary> {
    const { managerId, kind, entityId } = input;
    const entity = store.entity(managerId, kind, entityId);
    if (!entity) {
      return fail({
        kind: 'not-found',
        what: `that ${KIND_NAME[kind]} in the copy of the inventory`,
      });
    }
    const order = usersFirst(input);
    if (!order.ok) return order;
    const ids: DraftId[] = [];
    for (const { kind: of, id } of order.value.objects) {
      const made = deps.createDraft({
        managerId,
        kind: of,
        operation: 'delete',
        entityId: id,
        body: null,
      });
      if (!made.ok) return made;
      ids.push(made.value.id);
    }
    return make(managerId, `Delete ${entity.name}`.slice(0, MAX_PLAN_NAME), ids);
  }

  return {
    'plan.reverse': (input: Input<'plan.reverse'>) => allOrNone(() => reverse(input)),
    'plan.new-session': (input: Input<'plan.new-session'>) => allOrNone(() => newSession(input)),
    'plan.delete-order': usersFirst,
    'plan.deletes': (input: Input<'plan.deletes'>) => allOrNone(() => deletes(input)),
  };
}

/** Why NSX would not let an object be deleted (`_protection`, `_system_owned`: Swagger 2.5.1 `ManagedResource`). */
function lockedBy(body: JsonObject): string | null {
  if (body._system_owned === true) return 'owned by the system';
  if (body._protection === 'PROTECTED') return 'protected';
  return body._protection === 'REQUIRE_OVERRIDE' ? 'owned by another principal' : null;
}
