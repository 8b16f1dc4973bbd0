import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { first } from '../../../electron/adapters/database/migrations/001-first.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import type { Store } from '../../../electron/domain/ports.ts';
import { Entity } from '../../../shared/inventory.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { entity, MANAGER_ID, manager } from './samples.ts';

let folder: string;
let database: DatabaseStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-inventory-'));
  database = openDatabase(folder);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (readAt: number, id: string, name = id): Entity =>
  Entity.parse({ ...entity(id), name, readAt });
const list = (...entities: Entity[]) =>
  new Map<InventoryKind, Entity[]>([
    ['sessions', entities],
    ['services', []],
  ]);
const names = (store: Store) =>
  store
    .inventory(MANAGER_ID, 'sessions')
    .entities.map((one) => one.name)
    .sort();

// The store that the domain's tests run on keeps the same promises as the real one.
describe.each([
  ['the database', () => database],
  ['the memory store of the tests', () => memoryStore()],
] as const)('in %s', (_name, make) => {
  let store: Store;
  beforeEach(() => {
    store = make();
    store.saveManager(manager);
  });

  test('a list that began before an object was put in neither replaces nor drops it', () => {
    store.saveInventory(MANAGER_ID, 100, list(at(100, 'a', 'a old'), at(100, 'b')));
    store.saveEntity(at(250, 'a', 'a new'));
    store.saveEntity(at(250, 'made meanwhile'));
    store.saveInventory(MANAGER_ID, 200, list(at(200, 'a', 'a old'), at(200, 'b', 'b again')));
    expect(names(store)).toEqual(['a new', 'b again', 'made meanwhile']);
    store.saveInventory(MANAGER_ID, 300, list(at(300, 'a', 'a as listed')));
    expect(names(store)).toEqual(['a as listed']);
  });

  test('a list that began before an object was taken out does not bring it back; a later one may', () => {
    store.saveInventory(MANAGER_ID, 100, list(at(100, 'a'), at(100, 'b')));
    store.removeEntity(MANAGER_ID, 'sessions', 'a', 250);
    store.saveInventory(MANAGER_ID, 200, list(at(200, 'a'), at(200, 'b')));
    expect(names(store)).toEqual(['b']);
    store.saveInventory(MANAGER_ID, 300, list(at(300, 'a'), at(300, 'b')));
    expect(names(store)).toEqual(['a', 'b']);
  });

  test('an object that is put in again after it was taken out is there', () => {
    store.removeEntity(MANAGER_ID, 'sessions', 'a', 250);
    store.saveEntity(at(260, 'a', 'again'));
    store.saveInventory(MANAGER_ID, 200, list(at(200, 'a', 'old')));
    expect(names(store)).toEqual(['again']);
  });

  test('after the clock was set back a new list replaces everything all the same', () => {
    store.saveInventory(MANAGER_ID, 9_000, list(at(9_000, 'a', 'old'), at(9_000, 'gone')));
    store.saveEntity(at(9_100, 'b', 'old'));
    store.removeEntity(MANAGER_ID, 'sessions', 'c', 9_200);
    store.saveInventory(MANAGER_ID, 300, list(at(300, 'a'), at(300, 'b'), at(300, 'c')));
    expect(names(store)).toEqual(['a', 'b', 'c']);
    store.saveInventory(MANAGER_ID, 400, list(at(400, 'c')));
    expect(names(store)).toEqual(['c']);
  });

  test('an object that stands on two pages, since the list moved while it was read, is there once', () => {
    const twice = (readAt: number) =>
      list(at(readAt, 'a', 'first seen'), at(readAt, 'b'), at(readAt, 'a', 'seen again'));
    store.saveInventory(MANAGER_ID, 100, twice(100));
    expect(names(store)).toEqual(['b', 'seen again']);
    store.saveInventory(MANAGER_ID, 200, twice(200));
    expect(names(store)).toEqual(['b', 'seen again']);
  });

  test('the lists are counted, with the time of the oldest', () => {
    expect(store.inventoryCounts(MANAGER_ID)).toMatchObject({
      asOf: null,
      counts: { sessions: 0 },
    });
    store.saveInventory(MANAGER_ID, 100, list(at(100, 'a'), at(100, 'b')));
    store.saveEntity(at(101, 'c'));
    expect(store.inventoryCounts(MANAGER_ID)).toEqual({
      asOf: 100,
      counts: {
        services: 0,
        sessions: 3,
        'local-endpoints': 0,
        'peer-endpoints': 0,
        'ike-profiles': 0,
        'dpd-profiles': 0,
        'tunnel-profiles': 0,
        'logical-routers': 0,
        'transport-nodes': 0,
        certificates: 0,
        crls: 0,
      },
      hidden: {},
    });
  });
});

test('objects that a database of the first version holds keep the time at which they were read', () => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-inventory-'));
  const old = new LibsqlDatabase(join(folder, DATABASE_FILE));
  old.exec(`${first}; PRAGMA user_version = 1;`);
  const add = old.prepare('INSERT INTO entities VALUES (:managerId, :kind, :id, :data)');
  old.prepare('INSERT INTO managers VALUES (:id, 1, :data)').run({
    id: MANAGER_ID,
    data: JSON.stringify(manager),
  });
  const row = { managerId: MANAGER_ID, kind: 'sessions' };
  add.run({ ...row, id: 'a', data: JSON.stringify(at(250, 'a', 'newer')) });
  add.run({ ...row, id: 'b', data: JSON.stringify(at(100, 'b', 'older')) });
  add.run({ ...row, id: 'c', data: 'not JSON' });
  old.close();
  database = openDatabase(folder);
  database.saveInventory(MANAGER_ID, 200, list(at(200, 'a', 'a as listed')));
  expect(names(database)).toEqual(['newer']);
});

test('what is taken out of the copy is taken out of the file', () => {
  const name = 'customer-name-that-is-gone';
  database.saveManager(manager);
  database.saveInventory(MANAGER_ID, 100, list(at(100, 'a', name), at(100, 'b')));
  database.close();
  database = openDatabase(folder);
  database.removeEntity(MANAGER_ID, 'sessions', 'a', 200);
  database.close();
  expect(readFileSync(join(folder, DATABASE_FILE)).includes(name)).toBe(false);
});
