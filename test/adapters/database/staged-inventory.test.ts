import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { Entity } from '../../../shared/inventory.ts';
import { nameKey, searchText } from '../../../shared/inventory-search.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import { namedBy } from '../../../shared/nsx/references.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { MANAGER_ID, manager } from './samples.ts';
import '../../seed.ts';

let folder: string;
let store: DatabaseStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-staged-'));
  store = openDatabase(folder);
  store.saveManager(manager);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const make = (kind: InventoryKind, id: string, name: string, body: object = {}, readAt = 5) =>
  Entity.parse({ managerId: MANAGER_ID, kind, id, name, body: { id, ...body }, readAt });
const listsOf = (entities: readonly Entity[]) =>
  new Map<InventoryKind, Entity[]>(
    KINDS_IN_ORDER.map((kind) => [kind, entities.filter((one) => one.kind === kind)]),
  );
const manyPeers = (name: string) =>
  Array.from({ length: 450 }, (_none, at) => make('peer-endpoints', `p-${at}`, `${name} ${at}`));
const names = (from = store) =>
  from.inventory(MANAGER_ID, 'peer-endpoints').entities.map((one) => one.name);

test('what is made ready is in nobody’s copy until it is whole, and then all of it is', () => {
  store.saveInventory(MANAGER_ID, 5, listsOf(manyPeers('old').slice(0, 3)));
  const other = openDatabase(folder);
  const staged = store.stageInventory(MANAGER_ID, 9, listsOf(manyPeers('new')));
  let pieces = 1;
  while (staged.more()) {
    pieces += 1;
    for (const each of [store, other]) expect(names(each)).toEqual(['old 0', 'old 1', 'old 2']);
  }
  expect(pieces).toBeGreaterThan(3);
  staged.save();
  for (const each of [store, other]) expect(names(each)).toHaveLength(450);
  other.close();
});

test('half of one that is given up, or that dies with its process, leaves the copy as it was', () => {
  store.saveInventory(MANAGER_ID, 5, listsOf(manyPeers('old').slice(0, 3)));
  const staged = store.stageInventory(MANAGER_ID, 9, listsOf(manyPeers('new')));
  staged.more();
  staged.drop();
  store.stageInventory(MANAGER_ID, 10, listsOf(manyPeers('new'))).more();
  store.close();
  store = openDatabase(folder);
  expect(names()).toEqual(['old 0', 'old 1', 'old 2']);
  store.saveInventory(MANAGER_ID, 11, listsOf(manyPeers('newest').slice(0, 2)));
  expect(names()).toEqual(['newest 0', 'newest 1']);
});

test('an object that is learnt of while the lists are made ready is newer than they are', () => {
  const session = make('sessions', 's-1', 'session', { peer_endpoint_id: 'p-7' });
  store.saveInventory(MANAGER_ID, 5, listsOf([...manyPeers('old'), session]));
  const staged = store.stageInventory(MANAGER_ID, 9, listsOf([...manyPeers('listed'), session]));
  while (staged.more());
  store.saveEntity(make('peer-endpoints', 'p-7', 'learnt', {}, 10));
  store.removeEntity(MANAGER_ID, 'peer-endpoints', 'p-8', 10);
  staged.save();
  expect(store.entity(MANAGER_ID, 'peer-endpoints', 'p-7')?.name).toBe('learnt');
  expect(store.entity(MANAGER_ID, 'peer-endpoints', 'p-8')).toBeNull();
  // And the session is found by what its end is called now.
  const sessions = { managerId: MANAGER_ID, kind: 'sessions' } as const;
  expect(store.found(sessions, ['learnt'], 0, 9)).toHaveLength(1);
  expect(store.found(sessions, ['listed'], 0, 9)).toHaveLength(0);
});

test('nothing is saved for a manager that was removed meanwhile', () => {
  const staged = store.stageInventory(MANAGER_ID, 9, listsOf(manyPeers('new')));
  while (staged.more());
  store.removeManager(MANAGER_ID);
  staged.save();
  expect(names()).toEqual([]);
});

const anyId = fc.constantFrom('a', 'b', 'c');
const anyEntity = fc
  .tuple(fc.constantFrom<InventoryKind>('sessions', 'peer-endpoints', 'services'), anyId)
  .chain(([kind, id]) =>
    fc.record({ name: fc.constantFrom('one', 'two', 'Three 10'), peer: anyId }).map((typed) => {
      const fields = kind === 'sessions' ? { peer_endpoint_id: typed.peer } : {};
      return (readAt: number) => make(kind, id, typed.name, fields, readAt);
    }),
  );
const anyAct = fc.oneof(
  fc.record({ act: fc.constant('list' as const), of: fc.array(anyEntity), ago: fc.nat(3) }),
  fc.record({ act: fc.constant('save' as const), of: anyEntity }),
  fc.record({ act: fc.constant('remove' as const), of: anyEntity }),
);

test('after any life the copy is what it is in memory, and is found by what it holds, no more and no less', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 12 }), (acts) => {
      store.removeManager(MANAGER_ID);
      store.saveManager(manager);
      const memory = memoryStore();
      for (const [at, { act, of, ...more }] of acts.entries()) {
        const now = 100 + at * 2;
        for (const each of [store, memory]) {
          if (act === 'list') {
            // It may have been begun before what was learnt last.
            const began = now - ('ago' in more ? more.ago : 0);
            each.saveInventory(MANAGER_ID, began, listsOf(of.map((one) => one(began))));
          } else if (act === 'save') each.saveEntity(of(now));
          else each.removeEntity(MANAGER_ID, of(now).kind, of(now).id, now);
        }
      }
      const all = KINDS_IN_ORDER.flatMap((kind) => store.inventory(MANAGER_ID, kind).entities);
      const inMemory = KINDS_IN_ORDER.flatMap(
        (kind) => memory.inventory(MANAGER_ID, kind).entities,
      );
      const key = (one: Entity) => `${one.kind}/${one.id} ${one.name} ${JSON.stringify(one.body)}`;
      expect(all.map(key).sort()).toEqual(inMemory.map(key).sort());
      const peer = (one: Entity) =>
        all.filter((end) => end.kind === 'peer-endpoints' && end.id === one.body.peer_endpoint_id);
      const file = new LibsqlDatabase(join(folder, DATABASE_FILE));
      const words = file.prepare('SELECT kind, id, name_key, words FROM entity_words').all();
      const named = file.prepare('SELECT kind, id, field, to_id FROM entity_references').all();
      file.close();
      const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(words as object[])).toEqual(
        sorted(
          all.map((one) => ({
            ...{ kind: one.kind, id: one.id, name_key: nameKey(one.name) },
            words: searchText(one, peer(one)),
          })),
        ),
      );
      expect(sorted(named as object[])).toEqual(
        sorted(
          all.flatMap((one) =>
            namedBy(one.kind, one.body).map(({ field, id }) => ({
              ...{ kind: one.kind, id: one.id, field, to_id: id },
            })),
          ),
        ),
      );
    }),
    { numRuns: 200 },
  );
});
