import type { Store } from '../../electron/domain/ports.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftVersion } from '../../shared/draft-version.ts';
import type { PlanId, RequestId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { Manager, ManagerFacts } from '../../shared/manager.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { ENTITY_KINDS, REFERENCE_KINDS } from '../../shared/nsx/kinds.ts';
import type { Plan } from '../../shared/plan.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { Template } from '../../shared/template.ts';
import { memorySearch } from './memory-search.ts';
import { memorySummaries } from './memory-summaries.ts';
import { NOTHING_FOUND } from './verify-report.ts';

const KINDS: readonly InventoryKind[] = [...ENTITY_KINDS, ...REFERENCE_KINDS];

/** The store's promises, in memory. `copy()` is what a new process would find on disk. */
export function memoryStore(from?: ReturnType<typeof emptyRows>): Store & {
  copy(): ReturnType<typeof emptyRows>;
  /** Requests that another process has. */
  taken: Set<RequestId>;
  /** Plans that another process sends. */
  takenPlans: Set<PlanId>;
  /** Another process has put something on record. */
  other: { requests: RequestId[] };
} {
  const rows = from ?? emptyRows();
  const taken = new Set<RequestId>();
  const takenPlans = new Set<PlanId>();
  const other: { requests: RequestId[] } = { requests: [] };
  let place = 0;
  const key = (id: string, kind: string) => `${id}/${kind}`;
  const addFact: Store['addFact'] = (id, at, fact) => {
    const events = rows.events.get(id) ?? [];
    const event = { requestId: id, seq: events.length + 1, at, fact };
    rows.events.set(id, [...events, event]);
    return event;
  };
  const store: ReturnType<typeof memoryStore> = {
    copy: () => structuredClone(rows),
    chainOf: () => null,
    registerHead: () => null,
    requestsBefore(before, after, limit) {
      const ids = [...rows.requests.values()]
        .filter(
          ({ id, writtenAt }) =>
            writtenAt < before && (rows.events.get(id)?.at(-1)?.at ?? 0) < before,
        )
        .map(({ id }) => id);
      const from = after === null ? 0 : ids.indexOf(after) + 1;
      return ids.slice(from, from + limit);
    },
    dropping: (ids) => ({
      step() {
        for (const id of ids) {
          rows.requests.delete(id);
          rows.events.delete(id);
        }
        return false;
      },
      stop: () => {},
      dropped: () => [...ids],
    }),
    verifying: (requestId) => ({
      step: () => null,
      report: () => ({ ...NOTHING_FOUND, requestId }),
      list: () => null,
    }),
    taken,
    takenPlans,
    other,
    claim: (id) => !taken.has(id),
    claimAnew: (ids) => ids.filter((id) => taken.has(id)),
    release: () => {},
    changes: (since) => {
      const requests = since === null ? [] : other.requests.splice(0);
      if (requests.length > 0) place += 1;
      return { place, requests, other: requests.length > 0 };
    },
    settings: () => rows.settings,
    saveSettings: (settings) => {
      rows.settings = settings;
    },
    managers: () => [...rows.managers.values()],
    saveManager: (manager) => void rows.managers.set(manager.id, manager),
    setHalted: (id, halted) => {
      const manager = rows.managers.get(id);
      if (!manager) return;
      const { halted: _before, ...rest } = manager;
      rows.managers.set(id, halted === null ? rest : { ...rest, halted });
    },
    removeManager: (id) => void rows.managers.delete(id),
    facts: (id) => rows.facts.get(id) ?? null,
    saveFacts: (id, facts) => void rows.facts.set(id, facts),
    inventory: (id, kind, page) => {
      const list = rows.inventory.get(key(id, kind));
      const whole = list?.entities ?? [];
      const after = page ? whole.filter((one) => one.id > (page.after ?? '')) : whole;
      const entities = page
        ? after.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, page.limit)
        : after;
      const next = page && entities.length === page.limit ? (entities.at(-1)?.id ?? null) : null;
      return { managerId: id, kind, asOf: list?.asOf ?? null, entities, ...(page ? { next } : {}) };
    },
    ...memorySearch((id, kind) => rows.inventory.get(key(id, kind))?.entities ?? []),
    entity: (id, kind, entityId) =>
      rows.inventory.get(key(id, kind))?.entities.find((one) => one.id === entityId) ?? null,
    inventoryCounts: (id) => {
      const lists = KINDS.map((kind) => rows.inventory.get(key(id, kind)));
      const times = lists.flatMap((list) => list?.asOf ?? []);
      const counts = KINDS.map((kind, at) => [kind, lists[at]?.entities.length ?? 0] as const);
      return {
        asOf: times.length > 0 ? Math.min(...times) : null,
        counts: Object.fromEntries(counts) as Record<InventoryKind, number>,
        hidden: rows.hidden.get(id) ?? {},
      };
    },
    saveInventory: (id, asOf, kinds, hidden) => {
      rows.hidden.set(id, Object.fromEntries(hidden ?? []));
      const setBack = (rows.inventory.get(key(id, 'sessions'))?.asOf ?? 0) > asOf;
      if (setBack) rows.removed.clear();
      for (const [kind, entities] of kinds) {
        const old = rows.inventory.get(key(id, kind));
        const newer = (old?.entities ?? []).filter((one) => !setBack && one.readAt > asOf);
        const stays = new Set(newer.map((one) => one.id));
        const once = [...new Map(entities.map((one) => [one.id, one])).values()];
        const listed = once.filter(
          (one) =>
            setBack ||
            (!stays.has(one.id) && (rows.removed.get(key(key(id, kind), one.id)) ?? 0) <= asOf),
        );
        rows.inventory.set(key(id, kind), { asOf, entities: [...listed, ...newer] });
      }
    },
    stageInventory: (...reading) => ({
      more: () => false,
      save: () => store.saveInventory(...reading),
      drop: () => {},
    }),
    saveEntity: (entity) => {
      rows.removed.delete(key(key(entity.managerId, entity.kind), entity.id));
      const list = rows.inventory.get(key(entity.managerId, entity.kind)) ?? {
        asOf: null,
        entities: [],
      };
      const others = list.entities.filter((one) => one.id !== entity.id);
      rows.inventory.set(key(entity.managerId, entity.kind), {
        ...list,
        entities: [...others, entity],
      });
    },
    removeEntity: (id, kind, entityId, at) => {
      rows.removed.set(key(key(id, kind), entityId), at);
      const list = rows.inventory.get(key(id, kind));
      if (list) list.entities = list.entities.filter((one) => one.id !== entityId);
    },
    drafts: () => [...rows.drafts.values()],
    draft: (id) => rows.drafts.get(id) ?? null,
    templates: () => [...rows.templates.values()],
    saveTemplate: (template) => void rows.templates.set(template.id, template),
    removeTemplate: (id) => void rows.templates.delete(id),
    saveDraft: (draft, kept) => {
      rows.drafts.set(draft.id, draft);
      if (!kept) return;
      const all = rows.versions.get(draft.id) ?? [];
      const known = all.find(({ key }) => key === kept.key);
      const others = all.filter((one) => one !== known);
      const named = { ...kept, name: kept.name ?? known?.name ?? null };
      rows.versions.set(draft.id, [...others, named]);
    },
    removeDraft: (id) => {
      rows.drafts.delete(id);
      rows.versions.delete(id);
    },
    draftVersions: (id) => [...(rows.versions.get(id) ?? [])].sort((a, b) => a.key - b.key),
    draftVersion: (id, key) => (rows.versions.get(id) ?? []).find((one) => one.key === key) ?? null,
    nameDraftVersion: (id, key, name) => {
      const named = (rows.versions.get(id) ?? []).map((one) =>
        one.key === key ? { ...one, name } : one,
      );
      rows.versions.set(id, named);
    },
    noteDraftKey: (id, field) => void rows.draftKeys.set(key(id, field), { draftId: id, field }),
    forgetDraftKey: (id, field) => void rows.draftKeys.delete(key(id, field)),
    keysOfGoneDrafts: () =>
      [...rows.draftKeys.values()].filter(
        ({ draftId }) => !rows.drafts.has(draftId) && !rows.managers.has(draftId),
      ),
    plans: () => [...rows.plans.values()],
    plan: (id) => rows.plans.get(id) ?? null,
    addPlan: (plan) => void rows.plans.set(plan.id, plan),
    updatePlan: (id, change) => {
      const plan = rows.plans.get(id);
      if (!plan) return null;
      const next = change(plan);
      rows.plans.set(id, next);
      return next;
    },
    removePlan: (id) => void rows.plans.delete(id),
    claimPlan: (id) => !takenPlans.has(id),
    releasePlan: () => {},
    addRequest: (request) => void rows.requests.set(request.id, request),
    addFact,
    addFacts: (id, at, facts) => facts.map((fact) => addFact(id, at, fact)),
    together: (run) => run(),
    request: (id) => rows.requests.get(id) ?? null,
    requests: () => [...rows.requests.values()],
    events: (id) => rows.events.get(id) ?? [],
    ...memorySummaries(rows),
  };
  return store;
}

function emptyRows() {
  return {
    settings: DEFAULT_SETTINGS as Settings,
    managers: new Map<string, Manager>(),
    facts: new Map<string, ManagerFacts>(),
    inventory: new Map<string, { asOf: number | null; entities: Entity[] }>(),
    hidden: new Map<string, Partial<Record<InventoryKind, Failure>>>(),
    removed: new Map<string, number>(),
    drafts: new Map<string, Draft>(),
    templates: new Map<string, Template>(),
    versions: new Map<string, DraftVersion[]>(),
    draftKeys: new Map<string, { draftId: string; field: string }>(),
    plans: new Map<string, Plan>(),
    requests: new Map<string, Request>(),
    events: new Map<string, RequestEvent[]>(),
  };
}
