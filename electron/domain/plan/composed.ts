import type { Input, Output } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftId, ManagerId, PlanId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { deleteOrder, renamed } from '../../../shared/nsx/references.ts';
import type { Plan, PlanSummary } from '../../../shared/plan.ts';
import { draftReference, MAX_PLAN_NAME } from '../../../shared/plan.ts';
import { reverseOf } from '../../../shared/plan-reverse.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Store } from '../ports.ts';
import { checkParts, makeParts, type Part } from './new-session.ts';
import type { Steps } from './steps.ts';

type Needs = Pick<Store, 'plans' | 'entity' | 'inventory'>;
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
};

const missing: Failure = { kind: 'not-found', what: 'that plan' };

/** Plans that make their own drafts: the reverse of one, a new VPN session, an object with all that uses it. */
export function createComposed(store: Needs, deps: Deps) {
  const { steps, planOf, make, whyFixed } = deps;

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

  function usersFirst({ managerId, kind, entityId }: Input<'plan.delete-order'>) {
    const listed = (of: EntityKind) => store.inventory(managerId, of).entities;
    const objects = deleteOrder(kind, entityId, listed).map((one) => {
      const entity = store.entity(managerId, one.kind, one.id);
      return { ...one, name: entity?.name ?? one.id, locked: lockedBy(entity?.body ?? {}) };
    });
    return { asOf: store.inventory(managerId, kind).asOf, objects };
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
    const ids: DraftId[] = [];
    for (const { kind: of, id } of usersFirst(input).objects) {
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
    'plan.reverse': reverse,
    'plan.new-session': newSession,
    'plan.delete-order': (input: Input<'plan.delete-order'>) => ok(usersFirst(input)),
    'plan.deletes': deletes,
  };
}

/** Why NSX would not let an object be deleted (`_protection`, `_system_owned`: Swagger 2.5.1 `ManagedResource`). */
function lockedBy(body: JsonObject): string | null {
  if (body._system_owned === true) return 'owned by the system';
  if (body._protection === 'PROTECTED') return 'protected';
  return body._protection === 'REQUIRE_OVERRIDE' ? 'owned by another principal' : null;
}
