import type { Draft } from './draft.ts';
import type { DraftId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { EntityKind, KIND_NAME } from './nsx/kinds.ts';
import { type Reference, referencesOf } from './nsx/references.ts';
import { draftNamed, draftTitle, type PlanProblem } from './plan.ts';

export type OrderedDraft = Pick<
  Draft,
  'id' | 'kind' | 'operation' | 'entityId' | 'base' | 'body' | 'createdAt'
>;

/** Referenced kinds before those that refer to them, where nothing else decides. */
const RANK: Record<EntityKind, number> = {
  services: 0,
  'ike-profiles': 1,
  'tunnel-profiles': 2,
  'dpd-profiles': 3,
  'local-endpoints': 4,
  'peer-endpoints': 5,
  sessions: 6,
};

/** An object as the manager's copy has it; null where it hasn't. */
export type Look = (kind: EntityKind, id: string) => JsonObject | null;

type Need = { before: OrderedDraft; field: string };
type Found = { needs: Map<DraftId, Need[]>; problems: PlanProblem[] };

/**
 * The steps of a plan: what is created or changed goes before what refers to it; what is deleted goes after everything
 * that used it. The same drafts give the same order, whatever order they come in. With problems the order is as good as
 * it gets, for looking at: such a plan is not sent. `look`: what stands between objects of the plan and is not in it.
 */
export function orderOf(
  drafts: readonly OrderedDraft[],
  look: Look = () => null,
): {
  ordered: OrderedDraft[];
  problems: PlanProblem[];
} {
  const { needs, problems } = needsOf(drafts, look);
  const left = new Set([...drafts].sort(byRank));
  const done = new Set<DraftId>();
  const ordered: OrderedDraft[] = [];
  while (left.size > 0) {
    const isFree = (draft: OrderedDraft) =>
      (needs.get(draft.id) ?? []).every(({ before }) => done.has(before.id));
    const free = [...left].find(isFree);
    if (!free) {
      problems.push(...circleIn([...left], needs));
      ordered.push(...left);
      break;
    }
    left.delete(free);
    done.add(free.id);
    ordered.push(free);
  }
  return { ordered, problems };
}

/** Deletes come last, users first among them; then by kind, by age, by id. */
function byRank(a: OrderedDraft, b: OrderedDraft): number {
  const isDelete = (draft: OrderedDraft) => (draft.operation === 'delete' ? 1 : 0);
  const rank = (draft: OrderedDraft) => (isDelete(draft) ? -RANK[draft.kind] : RANK[draft.kind]);
  const ids = a.id < b.id ? -1 : 1;
  return isDelete(a) - isDelete(b) || rank(a) - rank(b) || a.createdAt - b.createdAt || ids;
}

function needsOf(drafts: readonly OrderedDraft[], inCopy: Look): Found {
  const found: Found = { needs: new Map(drafts.map(({ id }) => [id, []])), problems: [] };
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const objects = new Map<string, OrderedDraft>();
  for (const draft of drafts) {
    if (draft.entityId === null) continue;
    const key = `${draft.kind}/${draft.entityId}`;
    const other = objects.get(key);
    if (other) {
      const what = `${KIND_NAME[draft.kind]} “${titleOf(draft)}”`;
      const message = `Two steps ${draft.operation} or ${other.operation} the ${what}; one object can be in a plan once`;
      found.problems.push({ draftId: draft.id, path: [], message });
    } else objects.set(key, draft);
  }
  for (const draft of drafts) look(draft, byId, objects, found);
  for (const draft of [...drafts].sort(byRank)) letUsersGo(draft, objects, found.needs, inCopy);
  return found;
}

/**
 * What is deleted goes before a change of what it stood on, directly or through objects that are not in the plan, where
 * nothing stands against it: the change is then followed on the sessions that stay, and none of them goes missing
 * under it.
 */
function letUsersGo(
  draft: OrderedDraft,
  objects: ReadonlyMap<string, OrderedDraft>,
  needs: Found['needs'],
  inCopy: Look,
): void {
  if (draft.operation !== 'delete' || !draft.base) return;
  for (const { to, id, label } of standsOn(draft.kind, draft.base, inCopy)) {
    const used = objects.get(`${to}/${id}`);
    if (used?.operation !== 'change' || waitsFor(draft, used, needs)) continue;
    needs.get(used.id)?.push({ before: draft, field: label });
  }
}

/** What a body names, and what that names, and so on; each once. */
function standsOn(kind: EntityKind, body: JsonObject, inCopy: Look): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (of: EntityKind, from: JsonObject): void => {
    for (const reference of referencesOf(of, from)) {
      const key = `${reference.to}/${reference.id}`;
      if (found.has(key)) continue;
      found.set(key, reference);
      const next = EntityKind.safeParse(reference.to);
      const under = next.success ? inCopy(next.data, reference.id) : null;
      if (next.success && under) visit(next.data, under);
    }
  };
  visit(kind, body);
  return [...found.values()];
}

/** Whether a step goes only after another, at whatever remove. */
function waitsFor(draft: OrderedDraft, other: OrderedDraft, needs: Found['needs']): boolean {
  const seen = new Set<DraftId>();
  const next = [draft.id];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === other.id) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    next.push(...(needs.get(at) ?? []).map(({ before }) => before.id));
  }
  return false;
}

function look(
  draft: OrderedDraft,
  byId: ReadonlyMap<DraftId, OrderedDraft>,
  objects: ReadonlyMap<string, OrderedDraft>,
  { needs, problems }: Found,
): void {
  const needsBefore = (after: OrderedDraft, before: OrderedDraft, { label }: Reference) => {
    if (after.id !== before.id) needs.get(after.id)?.push({ before, field: label });
  };
  const objectOf = ({ to, id }: Reference) => objects.get(`${to}/${id}`);
  const was = draft.base ? referencesOf(draft.kind, draft.base) : [];
  if (draft.operation !== 'create') {
    for (const reference of was) {
      const used = objectOf(reference);
      // Whoever used it lets it go first, by being deleted or by naming another.
      if (used?.operation === 'delete') needsBefore(used, draft, reference);
    }
  }
  if (draft.operation === 'delete') return;
  for (const reference of referencesOf(draft.kind, draft.body)) {
    const { label, to, id, path } = reference;
    const say = (message: string) =>
      problems.push({ draftId: draft.id, path: [...path], message: `${label}: ${message}` });
    if (!id.startsWith('draft:')) {
      const named = objectOf(reference);
      if (named?.operation === 'change') needsBefore(draft, named, reference);
      if (named?.operation === 'delete') {
        say(`“${titleOf(named)}” is deleted by this plan; choose another, or take that step out`);
      }
      continue;
    }
    const draftId = draftNamed(id);
    const target = draftId === null ? undefined : byId.get(draftId);
    if (!target) say('names a new object that is not in this plan; choose one that is');
    else if (target.id === draft.id) say('names the object itself; choose another');
    else if (target.operation !== 'create') {
      say(`“${titleOf(target)}” is not created by this plan; choose it from the inventory`);
    } else {
      if (target.kind !== to) {
        const is = KIND_NAME[target.kind];
        say(`“${titleOf(target)}” is a new ${is}, and this must be a ${KIND_NAME[to]}`);
      }
      needsBefore(draft, target, reference);
    }
  }
}

/** One circle among drafts of which each waits for another, told at each of its fields. */
function circleIn(
  stuck: readonly OrderedDraft[],
  needs: ReadonlyMap<DraftId, readonly Need[]>,
): PlanProblem[] {
  const isStuck = new Set(stuck.map(({ id }) => id));
  const way: { draft: OrderedDraft; need: Need }[] = [];
  let here = stuck[0];
  while (here && !way.some(({ draft }) => draft.id === here?.id)) {
    const need = needs.get(here.id)?.find(({ before }) => isStuck.has(before.id));
    if (!need) return [];
    way.push({ draft: here, need });
    here = need.before;
  }
  const circle = way.slice(way.findIndex(({ draft }) => draft.id === here?.id));
  const words = circle.map(({ draft, need }) => `“${titleOf(draft)}” (${need.field})`).join(' → ');
  return circle.map(({ draft, need }) => ({
    draftId: draft.id,
    path: [],
    message: `${need.field}: the steps wait for one another in a circle: ${words}. Choose another object in one of these fields`,
  }));
}

function titleOf(draft: OrderedDraft): string {
  return draftTitle(draft, `new ${KIND_NAME[draft.kind]}`);
}
