import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { first } from '../../../electron/adapters/database/migrations/001-first.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import type { Store } from '../../../electron/domain/ports.ts';
import { Entity } from '../../../shared/inventory.ts';
import { wordsIn } from '../../../shared/inventory-search.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { MANAGER_ID, manager } from './samples.ts';

let folder: string;
let database: DatabaseStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-search-'));
  database = openDatabase(folder);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const make = (kind: InventoryKind, id: string, name: string, body: object = {}, readAt = 5) =>
  Entity.parse({ managerId: MANAGER_ID, kind, id, name, body: { id, ...body }, readAt });
const ESTATE = [
  make('sessions', 's-osaka', 'Ōsaka ↔ Amsterdam', {
    local_endpoint_id: 'l-1',
    peer_endpoint_id: 'p-1',
    tags: [{ scope: 'site', tag: 'KIX' }],
    policy_rules: [{ sources: [{ subnet: '10.20.0.0/16' }] }],
  }),
  make('sessions', 's-10', 'Session 10', { local_endpoint_id: 'l-1', peer_endpoint_id: 'p-2' }),
  make('sessions', 's-9', 'Session 9', { local_endpoint_id: 'l-1', peer_endpoint_id: 'lost' }),
  make('sessions', 's-odd', '100% "sure" _x_ AND NOT (a*) \\ \'; --', {}),
  make('local-endpoints', 'l-1', 'le-ams', {
    local_address: '203.0.113.9',
    ipsec_vpn_service_id: { target_id: 'v-1' },
    trust_ca_ids: ['ca-1', 'ca-2'],
  }),
  make('peer-endpoints', 'p-1', 'pe-kix', { peer_address: '192.0.2.20', ike_profile_id: 'i-1' }),
  make('peer-endpoints', 'p-2', 'pe-two', { peer_address: '192.0.2.2', ike_profile_id: 'i-1' }),
  make('services', 'v-1', 'vpn-ams', { logical_router_id: 'g-1' }),
  make('ike-profiles', 'i-1', 'ikev2-strong'),
  make('logical-routers', 'g-1', 't0-ams'),
];
const listsOf = (entities: readonly Entity[]) => {
  const lists = new Map<InventoryKind, Entity[]>();
  for (const one of entities) lists.set(one.kind, [...(lists.get(one.kind) ?? []), one]);
  return lists;
};
const SESSIONS = { managerId: MANAGER_ID, kind: 'sessions' } as const;

// The store that the domain's tests run on keeps the same promises as the real one.
describe.each([
  ['the database', () => database as Store],
  ['the memory store of the tests', () => memoryStore() as Store],
] as const)('in %s', (_name, open) => {
  let store: Store;
  beforeEach(() => {
    store = open();
    store.saveManager(manager);
    store.saveInventory(MANAGER_ID, 5, listsOf(ESTATE));
  });
  const found = (typed: string, kind: InventoryKind = 'sessions') =>
    store.found({ managerId: MANAGER_ID, kind }, wordsIn(typed), 0, 100).map((one) => one.id);

  test.each([
    ['a name', 'Session s-9', ['s-9']],
    ['an id', 's-osaka', ['s-osaka']],
    ['a name without its accent', 'osaka', ['s-osaka']],
    ['a name with its accent, in capitals', 'ŌSAKA', ['s-osaka']],
    ['two letters', 'ix', ['s-osaka']],
    ['one letter that is in none', 'ß', []],
    ['a subnet', '10.20.', ['s-osaka']],
    ['an address inside a subnet', '10.20.5.77', ['s-osaka']],
    ['a network around an address', '192.0.2.0/24', ['s-osaka', 's-10']],
    ['an address that is in none', '10.99.5.77', []],
    ['a tag', 'site:kix', ['s-osaka']],
    ['words in any order', 'amsterdam kix', ['s-osaka']],
    ['words of which one fits nothing', 'amsterdam zzz', []],
    ['the address of a peer endpoint', '192.0.2.20', ['s-osaka']],
    ['the name of a local endpoint', 'le-ams', ['s-osaka', 's-9', 's-10']],
    ['an arrow', '↔', ['s-osaka']],
    ['a percent sign', '%', ['s-odd']],
    ['an underscore', '_x_', ['s-odd']],
    ['a quote', '"sure"', ['s-odd']],
    ['an apostrophe and a comment', "'; --", ['s-odd']],
    ['operators of a search language', 'AND NOT (a*)', ['s-odd']],
    ['a backslash', '\\', ['s-odd']],
    ['nothing but blanks', '   ', ['s-odd', 's-osaka', 's-9', 's-10']],
  ])('%s: %j', (_what, typed, ids) => {
    expect(found(typed)).toEqual(ids);
    expect(store.countFound([SESSIONS], wordsIn(typed))).toEqual([
      { ...SESSIONS, objects: ids.length },
    ]);
  });

  test('any text at all is searched for without trouble', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        expect(store.countFound([SESSIONS], wordsIn(typed))[0]?.objects).toBeLessThanOrEqual(4);
      }),
      { numRuns: 200 },
    );
  });

  test('a page begins where it is asked to, and an object’s place is known', () => {
    const page = store.found(SESSIONS, [], 1, 2).map((one) => one.id);
    expect(page).toEqual(['s-osaka', 's-9']);
    expect(store.placeOf(SESSIONS, [], 's-10')).toBe(3);
    expect(store.placeOf(SESSIONS, wordsIn('le-ams'), 's-10')).toBe(2);
    expect(store.placeOf(SESSIONS, wordsIn('kix'), 's-10')).toBeNull();
    expect(store.placeOf(SESSIONS, [], 'p-1')).toBeNull();
  });

  test('a list comes in pages by id, each going on after the last', () => {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: ReturnType<Store['inventory']> = store.inventory(MANAGER_ID, 'sessions', {
        after,
        limit: 2,
      });
      ids.push(...page.entities.map((one) => one.id));
      after = page.next ?? null;
      if (after === null) break;
    }
    expect(ids).toEqual(['s-10', 's-9', 's-odd', 's-osaka']);
  });

  test('who names an object is known, and which sessions stand on it', () => {
    const users = (kind: InventoryKind, id: string) =>
      store.usersOf(MANAGER_ID, kind, id, 10).users.map((one) => `${one.field} of ${one.name}`);
    expect(users('peer-endpoints', 'p-1')).toEqual(['peer_endpoint_id of Ōsaka ↔ Amsterdam']);
    expect(users('services', 'v-1')).toEqual(['ipsec_vpn_service_id of le-ams']);
    expect(users('certificates', 'ca-2')).toEqual(['trust_ca_ids of le-ams']);
    expect(users('ike-profiles', 'i-1')).toEqual([
      'ike_profile_id of pe-kix',
      'ike_profile_id of pe-two',
    ]);
    expect(store.usersOf(MANAGER_ID, 'local-endpoints', 'l-1', 1)).toMatchObject({
      users: [{ id: 's-osaka' }],
      count: 3,
    });
    const on = (kind: InventoryKind, id: string) =>
      store.sessionsOn(MANAGER_ID, kind, id).map((one) => one.id);
    expect(on('logical-routers', 'g-1')).toEqual(['s-10', 's-9', 's-osaka']);
    expect(on('ike-profiles', 'i-1')).toEqual(['s-10', 's-osaka']);
    expect(on('certificates', 'ca-1')).toEqual(['s-10', 's-9', 's-osaka']);
    expect(on('sessions', 's-9')).toEqual(['s-9']);
    expect(on('peer-endpoints', 'nobody')).toEqual([]);
    expect(store.countSessionsOn(MANAGER_ID, 'ike-profiles', 'i-1')).toBe(2);
  });

  test('an object that is learnt anew is found by what it is now, and no more by what it was', () => {
    store.saveEntity(make('sessions', 's-9', 'Renamed', { peer_endpoint_id: 'p-1' }, 6));
    expect(found('session')).toEqual(['s-10']);
    expect(found('renamed')).toEqual(['s-9']);
    expect(store.usersOf(MANAGER_ID, 'local-endpoints', 'l-1', 9).count).toBe(2);
    expect(store.usersOf(MANAGER_ID, 'peer-endpoints', 'p-1', 9).count).toBe(2);
    store.removeEntity(MANAGER_ID, 'sessions', 's-9', 7);
    expect(found('renamed')).toEqual([]);
    expect(store.usersOf(MANAGER_ID, 'peer-endpoints', 'p-1', 9).count).toBe(1);
  });

  test('a session is found by the address that its end has now', () => {
    store.saveEntity(make('peer-endpoints', 'p-1', 'pe-kix', { peer_address: '192.0.2.99' }, 6));
    expect(found('192.0.2.99')).toEqual(['s-osaka']);
    expect(found('192.0.2.20')).toEqual([]);
    expect(store.sessionsOn(MANAGER_ID, 'ike-profiles', 'i-1').map((one) => one.id)).toEqual([
      's-10',
    ]);
  });

  test('a list that was read later leaves nothing to be found of what is gone', () => {
    store.saveInventory(MANAGER_ID, 9, listsOf([make('sessions', 's-9', 'Alone', {}, 9)]));
    expect(store.countFound([SESSIONS], wordsIn('s'))).toEqual([{ ...SESSIONS, objects: 1 }]);
    expect(store.usersOf(MANAGER_ID, 'local-endpoints', 'l-1', 9).count).toBe(0);
  });

  test('what the manager did not show is said, until it was shown', () => {
    const forbidden = {
      kind: 'forbidden',
      error: { module: 'policy', code: 289, message: 'no' },
    } as const;
    const lists = new Map([...listsOf(ESTATE), ['certificates', []] as [InventoryKind, Entity[]]]);
    store.saveInventory(MANAGER_ID, 9, lists, new Map([['certificates', forbidden]]));
    expect(store.inventoryCounts(MANAGER_ID).hidden).toEqual({ certificates: forbidden });
    store.saveInventory(MANAGER_ID, 10, lists);
    expect(store.inventoryCounts(MANAGER_ID).hidden).toEqual({});
  });
});

test('a manager that is removed leaves nothing to be found', () => {
  database.saveManager(manager);
  database.saveInventory(MANAGER_ID, 5, listsOf(ESTATE));
  database.removeManager(MANAGER_ID);
  database.close();
  const file = new LibsqlDatabase(join(folder, DATABASE_FILE));
  for (const table of ['entity_words', 'entity_references', 'entities']) {
    expect(file.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()).toMatchObject({ n: 0 });
  }
  file.close();
  database = openDatabase(folder);
});

test('objects that a database of the first version holds are found, but for one that can’t be read', () => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-search-'));
  const old = new LibsqlDatabase(join(folder, DATABASE_FILE));
  old.exec(`${first}; PRAGMA user_version = 1;`);
  const data = JSON.stringify(manager);
  old.prepare('INSERT INTO managers VALUES (:id, 1, :data)').run({ id: MANAGER_ID, data });
  const add = old.prepare('INSERT INTO entities VALUES (:managerId, :kind, :id, :data)');
  for (const one of ESTATE) {
    const isDamaged = one.id === 's-9';
    const { managerId, kind, id } = one;
    add.run({ managerId, kind, id, data: isDamaged ? 'not JSON' : JSON.stringify(one) });
  }
  old.close();
  database = openDatabase(folder, () => {});
  const sessions = database.found(SESSIONS, wordsIn('le-ams'), 0, 10);
  expect(sessions.map((one) => one.id)).toEqual(['s-osaka', 's-10']);
  expect(database.countSessionsOn(MANAGER_ID, 'logical-routers', 'g-1')).toBe(2);
});
