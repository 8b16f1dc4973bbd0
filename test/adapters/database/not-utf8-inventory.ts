import type { DatabaseStore } from '../../../electron/adapters/database/database.ts';
import { BAD, type Case, idsOf, within } from './not-utf8.ts';
import { lists, managerId } from './one-of-each.ts';

const M1 = managerId('m-1');
export const SESSIONS = { managerId: M1, kind: 'sessions' as const };
const listed = (store: DatabaseStore) => idsOf(store.inventory(M1, 'sessions').entities);
const users = (store: DatabaseStore) =>
  store.usersOf(M1, 'local-endpoints', 'l-1', 10).users.map(({ id, name }) => [id, name]);
const standing = (store: DatabaseStore) =>
  store.sessionsOn(M1, 'local-endpoints', 'l-1').map(({ id, name }) => [id, name]);
/** Reads an inventory anew: all its objects are others. */
const readAnew = (store: DatabaseStore) => {
  const all = lists();
  for (const each of all.values()) for (const one of each) one.name = `${one.name} now`;
  store.saveInventory(M1, 50, all);
  return [
    ...store.found(SESSIONS, [], 0, 10),
    ...store.found({ ...SESSIONS, kind: 'local-endpoints' }, [], 0, 10),
  ].map(({ name }) => name);
};
const ANEW = ['s-1', 's-2', 's-3', 'l-1', 'l-2'].map((id) => `Called ${id} now`);

/** Of the copy of a manager's objects. */
export const INVENTORY_CASES: Record<string, Case> = {
  'entities.data': {
    damage: `UPDATE entities SET data = ${BAD} WHERE id = 's-1'`,
    read: (store) => [listed(store), idsOf(store.found(SESSIONS, [], 0, 10))],
    left: [
      ['s-2', 's-3'],
      ['s-2', 's-3'],
    ],
    skipped: 2,
  },
  'entities.data, by its body alone': {
    damage: `UPDATE entities SET data = ${within('Called')} WHERE id = 's-1'`,
    read: (store) =>
      store
        .bodies(SESSIONS, { kind: 'local-endpoints', id: 'l-1' }, { after: null, limit: 9 })
        .concat(store.bodies(SESSIONS, null, { after: null, limit: 9 }))
        .map(({ id, name }) => [id, name]),
    left: [
      ['s-1', 's-1'],
      ['s-2', 'Called s-2'],
      ['s-1', 's-1'],
      ['s-2', 'Called s-2'],
      ['s-3', 'Called s-3'],
    ],
    skipped: 0,
  },
  'entities.data, of what names another': {
    damage: `UPDATE entities SET data = ${within('Called')} WHERE id = 's-1'`,
    read: (store) => [users(store), standing(store)],
    left: [[['s-2', 'Called s-2']], [['s-2', 'Called s-2']]],
    skipped: 2,
  },
  'entities.data, that is read anew': {
    damage: `UPDATE entities SET data = ${BAD}`,
    read: readAnew,
    left: ANEW,
    skipped: 2,
  },
  'entities.id': {
    damage: `UPDATE entities SET id = ${BAD} WHERE id = 's-1'`,
    read(store) {
      const page = store.inventory(M1, 'sessions', { after: null, limit: 3 });
      return [
        page.next,
        listed(store).length,
        idsOf(store.bodies(SESSIONS, null, { after: null, limit: 2 })),
      ];
    },
    left: ['s-3', 3, ['s-2', 's-3']],
    skipped: 0,
  },
  'entities.id, that is read anew': {
    damage: `UPDATE entities SET id = ${BAD} WHERE id = 'l-1'`,
    read: readAnew,
    left: ANEW,
    skipped: 1,
  },
  'entities.kind': {
    damage: `UPDATE entities SET kind = ${BAD} WHERE id = 's-1'`,
    read: (store) => store.inventoryCounts(M1).counts.sessions,
    left: 2,
    skipped: 1,
  },
  'inventory_reads.hidden': {
    damage: `UPDATE inventory_reads SET hidden = ${BAD} WHERE kind = 'logical-routers'`,
    read: (store) => Object.keys(store.inventoryCounts(M1).hidden),
    left: ['peer-endpoints'],
    skipped: 1,
  },
  'inventory_reads.kind': {
    damage: `UPDATE inventory_reads SET kind = ${BAD} WHERE kind = 'logical-routers'`,
    read: (store) => Object.keys(store.inventoryCounts(M1).hidden),
    left: ['peer-endpoints'],
    skipped: 1,
  },
  'entity_words.name_key': {
    damage: `UPDATE entity_words SET name_key = ${BAD} WHERE id = 's-1'`,
    read: (store) => ['s-1', 's-2'].map((id) => store.placeOf(SESSIONS, [], id)),
    left: [2, 0],
    skipped: 0,
  },
  'entity_references.field': {
    damage: `UPDATE entity_references SET field = ${BAD} WHERE id = 's-1'`,
    read: users,
    left: [['s-2', 'Called s-2']],
    skipped: 1,
  },
  'entity_references.to_id': {
    damage: `UPDATE entity_references SET to_id = ${BAD} WHERE id = 'l-1'`,
    read: (store) => store.servicesUnder(M1, 'sessions', 's-1'),
    left: [],
    skipped: 1,
  },
};
