import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { Draft } from '../../../shared/draft.ts';
import { DraftId, ManagerId, PlanId, RequestId } from '../../../shared/ids.ts';
import { Entity } from '../../../shared/inventory.ts';
import { Manager, ManagerFacts } from '../../../shared/manager.ts';
import { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { Plan } from '../../../shared/plan.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { Template } from '../../../shared/template.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';
import { draft, facts, manager } from './samples.ts';

/** Another process, on another computer, that is at work when the file is damaged. */
export const OTHER = 'elsewhere/1/1';
export const NOW = 1_000;

const portable = { kind: 'sessions', name: 'Session', body: {}, references: [] };

export const managerId = (id: string) => ManagerId.parse(id);
export const draftId = (id: string) => DraftId.parse(id);
export const planId = (id: string) => PlanId.parse(id);
export const requestId = (id: string) => RequestId.parse(id);

const objectOf = (kind: string, id: string, body: object = {}): Entity =>
  Entity.parse({
    managerId: 'm-1',
    kind,
    id,
    name: `Called ${id}`,
    body: { id, display_name: `Called ${id}`, ...body },
    readAt: 5,
  });

/** A small inventory: three sessions on two local endpoints of two services. */
export const lists = (): Map<InventoryKind, Entity[]> =>
  new Map(
    (
      [
        [
          'sessions',
          objectOf('sessions', 's-1', { local_endpoint_id: 'l-1' }),
          objectOf('sessions', 's-2', { local_endpoint_id: 'l-1' }),
          objectOf('sessions', 's-3', { local_endpoint_id: 'l-2' }),
        ],
        [
          'local-endpoints',
          objectOf('local-endpoints', 'l-1', { ipsec_vpn_service_id: { target_id: 'v-1' } }),
          objectOf('local-endpoints', 'l-2', { ipsec_vpn_service_id: { target_id: 'v-2' } }),
        ],
        ['services', objectOf('services', 'v-1'), objectOf('services', 'v-2')],
        ['transport-nodes', objectOf('transport-nodes', 'node-a1')],
        ['logical-routers'],
        ['peer-endpoints'],
      ] as [string, ...Entity[]][]
    ).map(([kind, ...all]) => [InventoryKind.parse(kind), all]),
  );

/** Puts down two or three of everything that the database keeps: of each the first is then damaged. */
export function oneOfEach(folder: string): void {
  const store = openDatabase(folder, undefined, OTHER);
  store.saveSettings({ ...DEFAULT_SETTINGS, theme: 'dark' });
  for (const [at, id] of ['m-1', 'm-2'].entries()) {
    store.saveManager(Manager.parse({ ...manager, id, name: `Called ${id}`, createdAt: at }));
    store.saveFacts(managerId(id), ManagerFacts.parse({ ...facts, hostname: `host ${id}` }));
  }
  const hidden = { kind: 'not-found' as const, what: 'that list' };
  store.saveInventory(
    managerId('m-1'),
    5,
    lists(),
    new Map([
      [InventoryKind.parse('peer-endpoints'), hidden],
      [InventoryKind.parse('logical-routers'), hidden],
    ]),
  );
  keepDrafts(store);
  for (const id of ['p-1', 'p-2']) {
    store.addPlan(
      Plan.parse({
        ...{ id, managerId: 'm-1', name: `Called ${id}`, draftIds: [], createdAt: 1, steps: [] },
        ...{ sending: false, stop: null },
      }),
    );
    store.claimPlan(planId(id), NOW);
  }
  for (const [at, id] of ['t-1', 't-2'].entries()) {
    store.saveTemplate(Template.parse({ id, name: `Called ${id}`, portable, createdAt: at }));
  }
  keepRequests(store);
  while (!store.catchUp(1000).isDone);
  store.indexWords(1000);
  // What a process that is killed leaves, claims and all: `close` would let go of them.
}

function keepDrafts(store: DatabaseStore): void {
  for (const id of ['d-1', 'd-2']) {
    const { body, text } = draft(1);
    for (const key of [1, 2]) {
      const base = { id: 's-1', revision: key };
      const version = { key, at: 5, name: `named ${key}`, base, baseReadAt: 5, body, text };
      store.saveDraft(Draft.parse({ ...draft(key), id }), { ...version, reason: 'before-merge' });
    }
  }
  for (const id of ['gone-1', 'gone-2']) store.noteDraftKey(draftId(id), 'psk');
}

function keepRequests(store: DatabaseStore): void {
  for (const at of [1, 2, 3]) {
    const id = requestId(`r-${at}`);
    store.addRequest(
      aRequest({
        id,
        writtenAt: T0 + at,
        managerId: managerId(`m-${at}`),
        managerName: `Called m-${at}`,
        entityId: `s-${at}`,
        entityName: `Called s-${at}`,
        kind: at === 1 ? 'sessions' : 'services',
        method: at === 1 ? 'POST' : 'PUT',
        user: `user ${at}`,
        draftId: draftId(`d-${at}`),
      }),
    );
    const verdict = at === 1 ? 'failed' : 'in_sync';
    const nodes = at === 1 ? '-f' : 's-';
    for (const fact of [
      { type: 'sent' as const },
      answered(1)[1],
      WATCH,
      checked(4, stateBody(verdict, nodes))[1],
      { type: 'tagged' as const, tags: [`tag ${at}`], by: 'ada' },
      { type: 'noted' as const, text: `said of ${at}`, by: 'ada' },
      { type: 'marked' as const, mark: at === 1 ? ('seen' as const) : null, by: 'ada' },
    ]) {
      store.addFact(id, T0 + at, fact);
    }
    store.claim(id, NOW);
  }
  // One that goes on.
  const open = requestId('r-4');
  store.addRequest(aRequest({ id: open, writtenAt: T0 + 4, managerId: managerId('m-4') }));
  for (const fact of [{ type: 'sent' as const }, answered(1)[1], WATCH]) {
    store.addFact(open, T0 + 4, fact);
  }
}
