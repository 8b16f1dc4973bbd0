import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { AT_ONCE, contextAround } from '../../../electron/domain/draft/preflight-context.ts';
import type { Draft } from '../../../shared/draft.ts';
import { Entity } from '../../../shared/inventory.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { MANAGER_ID, manager } from './samples.ts';

/** More than two pages of what pre-flight reads at once. */
const COUNT = AT_ONCE * 2 + 7;
let folder: string;
let store: DatabaseStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-many-'));
  store = openDatabase(folder);
  store.saveManager(manager);
  const make = (kind: InventoryKind, id: string, body: object) =>
    Entity.parse({
      managerId: MANAGER_ID,
      kind,
      id,
      name: `name ${id}`,
      body: { id, ...body },
      readAt: 5,
    });
  const every = <T>(one: (at: number) => T) =>
    Array.from({ length: COUNT }, (_none, at) => one(at));
  const sessions = every((at) =>
    make('sessions', `s-${at}`, {
      resource_type: 'PolicyBasedIPSecVPNSession',
      local_endpoint_id: at === 4 ? 'l-2' : at % 3 === 2 ? 'l-1' : 'l-0',
      peer_endpoint_id: `p-${at}`,
      policy_rules: [
        {
          id: String(at),
          sources: [{ subnet: `10.${at % 200}.${Math.floor(at / 200)}.0/24` }],
          destinations: [{ subnet: '192.168.0.0/24' }],
        },
      ],
    }),
  );
  const peers = every((at) =>
    make('peer-endpoints', `p-${at}`, {
      ipsec_tunnel_profile_id: at % 2 === 0 ? 't-even' : 't-odd',
    }),
  );
  const locals = [0, 1, 2].map((at) =>
    make('local-endpoints', `l-${at}`, {
      ipsec_vpn_service_id: { target_id: `v-${at % 2}` },
      certificate_id: 'c-1',
      trust_ca_ids: ['c-1'],
    }),
  );
  const services = [0, 1, 2].map((at) => make('services', `v-${at}`, {}));
  store.saveInventory(
    MANAGER_ID,
    5,
    new Map<InventoryKind, Entity[]>([
      ['sessions', sessions],
      ['peer-endpoints', peers],
      ['local-endpoints', locals],
      ['services', services],
    ]),
  );
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function allOf(kind: InventoryKind, naming: { kind: InventoryKind; id: string } | null): string[] {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = store.bodies({ managerId: MANAGER_ID, kind }, naming, { after, limit: AT_ONCE });
    ids.push(...page.map(({ id }) => id));
    if (page.length < AT_ONCE) return ids;
    after = page.at(-1)?.id ?? null;
  }
}

test('a list that is read page by page is whole, each object once, in order', () => {
  const ids = Array.from({ length: COUNT }, (_none, at) => `s-${at}`).sort();
  expect(allOf('sessions', null)).toEqual(ids);
});

test('those that name an object are read page by page too, whole, and no others', () => {
  const even = Array.from({ length: COUNT }, (_none, at) => at).filter((at) => at % 2 === 0);
  const ids = even.map((at) => `p-${at}`).sort();
  expect(ids.length).toBeGreaterThan(AT_ONCE);
  expect(allOf('peer-endpoints', { kind: 'tunnel-profiles', id: 't-even' })).toEqual(ids);
});

test('one that names an object in two of its fields is there once', () => {
  expect(allOf('local-endpoints', { kind: 'certificates', id: 'c-1' })).toEqual([
    ...['l-0', 'l-1', 'l-2'],
  ]);
});

test('the services under a profile are each there once, however many sessions stand on it', () => {
  expect(store.countSessionsOn(MANAGER_ID, 'tunnel-profiles', 't-even')).toBeGreaterThan(AT_ONCE);
  expect(store.servicesUnder(MANAGER_ID, 'tunnel-profiles', 't-even').sort()).toEqual([
    'v-0',
    'v-1',
  ]);
  expect(store.servicesUnder(MANAGER_ID, 'peer-endpoints', 'p-2')).toEqual(['v-1']);
  expect(store.servicesUnder(MANAGER_ID, 'tunnel-profiles', 'nobody')).toEqual([]);
});

test('a session whose sibling is on the last page is compared with it', async () => {
  const sibling = store.entity(MANAGER_ID, 'sessions', 's-99');
  const draft = {
    ...{ managerId: MANAGER_ID, kind: 'sessions', operation: 'create', entityId: null },
    body: { ...sibling?.body, id: undefined, local_endpoint_id: 'l-0' },
  } as unknown as Draft;
  let breaths = 0;
  const clock = {
    after(_ms: number, run: () => void) {
      breaths += 1;
      queueMicrotask(run);
      return () => {};
    },
  };
  const { warnings } = await contextAround(draft, { store, clock });
  expect(warnings.map(({ message }) => message).join()).toContain('name s-99');
  expect(breaths).toBeGreaterThan(0);
});
