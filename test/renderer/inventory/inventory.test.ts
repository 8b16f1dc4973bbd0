import { describe, expect, test } from 'vitest';
import type { InventoryPorts } from '../../../renderer/inventory/inventory-store.ts';
import { createInventoryStore } from '../../../renderer/inventory/inventory-store.ts';
import { ManagerId } from '../../../shared/ids.ts';
import type { Entity, InventoryState } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';

const managerId = ManagerId.parse('m1');
const entity = (kind: InventoryKind, id: string, name: string, body: JsonObject): Entity => ({
  managerId,
  kind,
  id,
  name,
  body,
  readAt: 1,
});
const sessions = [
  entity('sessions', 's-10', 'Session 10', {
    peer_endpoint_id: 'pe',
    tags: [{ scope: 'site', tag: 'AMS' }],
  }),
  entity('sessions', 's-9', 'Session 9', {
    resource_type: 'PolicyBasedIPSecVPNSession',
    policy_rules: [{ sources: [{ subnet: '10.20.0.0/16' }] }],
  }),
];
function setUp(over: Partial<InventoryPorts> = {}) {
  const state: InventoryState = { managerId, asOf: 5, reading: false, failure: null, counts: {} };
  const lists: string[] = [];
  const ones: string[] = [];
  const store = createInventoryStore({
    state: async () => ({ ok: true, value: state }),
    list: async (_id, kind) => {
      lists.push(kind);
      const entities = kind === 'sessions' ? sessions : [];
      return { ok: true, value: { managerId, kind, asOf: 5, entities } };
    },
    refresh: async () => ({ ok: true, value: { ...state, asOf: 6 } }),
    one: async (_id, id) => {
      ones.push(id);
      return { ok: true, value: { entity: entity('sessions', id, 'as learnt', {}) } };
    },
    ...over,
  });
  return { store, lists, ones, now: () => store.getState().managers[managerId] };
}

describe('a manager’s copy in the window', () => {
  test('is read once when it is first looked at, and by id', async () => {
    const { store, lists, now } = setUp();
    store.getState().open(managerId);
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('ready');
    expect(now()?.copy.sessions?.['s-9']?.name).toBe('Session 9');
    expect(lists.filter((kind) => kind === 'sessions')).toHaveLength(1);
  });

  test('stays where a refresh fails, with the reason beside it', async () => {
    const failure = { kind: 'halted', managerId: 'm1' } as const;
    const { store, now } = setUp({ refresh: async () => ({ ok: false, failure }) });
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('ready');
    await store.getState().refresh(managerId);
    expect(now()?.state?.failure).toEqual(failure);
    expect(Object.keys(now()?.copy.sessions ?? {})).toHaveLength(2);
  });

  test('takes in the one object that main has learnt of, and reads no list again', async () => {
    const { store, lists, ones, now } = setUp();
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('ready');
    const read = lists.length;
    const state = { managerId, asOf: 5, reading: false, failure: null, counts: {} };
    store.getState().take({ ...state, learned: { kind: 'sessions', id: 's-9' } });
    await expect.poll(() => now()?.copy.sessions?.['s-9']?.name).toBe('as learnt');
    expect(now()?.copy.sessions?.['s-10']?.name).toBe('Session 10');
    expect([ones, lists.length]).toEqual([['s-9'], read]);
  });

  test('drops the one object that is gone', async () => {
    const { store, now } = setUp({ one: async () => ({ ok: true, value: { entity: null } }) });
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('ready');
    const state = { managerId, asOf: 5, reading: false, failure: null, counts: {} };
    store.getState().take({ ...state, learned: { kind: 'sessions', id: 's-9' } });
    await expect.poll(() => Object.keys(now()?.copy.sessions ?? {})).toEqual(['s-10']);
  });

  test('is read again when main has read everything, not while it is still reading', async () => {
    const { store, lists, now } = setUp();
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('ready');
    const state = { managerId, asOf: 5, failure: null, counts: {} };
    store.getState().take({ ...state, reading: true });
    expect(lists.filter((kind) => kind === 'sessions')).toHaveLength(1);
    store.getState().take({ ...state, reading: false });
    expect(lists.filter((kind) => kind === 'sessions')).toHaveLength(2);
  });

  test('says so where the saved copy cannot be read', async () => {
    const failure = { kind: 'bug', detail: 'disk' } as const;
    const { store, now } = setUp({ list: async () => ({ ok: false, failure }) });
    store.getState().open(managerId);
    await expect.poll(() => now()?.phase).toBe('failed');
    expect(now()?.failure).toEqual(failure);
  });
});
