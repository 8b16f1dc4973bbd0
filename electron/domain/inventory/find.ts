import type { Input, Output } from '../../../shared/contract.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import type { Entity } from '../../../shared/inventory.ts';
import { END_FIELDS, whyFound, wordsIn } from '../../../shared/inventory-search.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import { namedBy } from '../../../shared/nsx/references.ts';
import type { ListOf, Store } from '../ports.ts';

type Needs = Pick<
  Store,
  'managers' | 'entity' | 'inventoryCounts' | 'countFound' | 'found' | 'placeOf'
>;

/** A part of one list: `limit` objects from `offset` on. */
export type Slice = ListOf & { offset: number; limit: number };

/** Which parts of lists that follow each other make up a page; each list has at least one object of it. */
export function slicesOf(
  counts: readonly (ListOf & { objects: number })[],
  offset: number,
  limit: number,
): Slice[] {
  const slices: Slice[] = [];
  let begins = 0;
  for (const { managerId, kind, objects } of counts) {
    const from = Math.max(offset - begins, 0);
    const to = Math.min(offset + limit - begins, objects);
    if (to > from) slices.push({ managerId, kind, offset: from, limit: to - from });
    begins += objects;
  }
  return slices;
}

/** A page of the objects that have every typed word, by kind and then by name: all of one kind, or of everything. */
export function findEntities(store: Needs, ask: Input<'inventory.find'>): Output<'inventory.find'> {
  const words = wordsIn(ask.typed);
  const managers = ask.managerId ? [ask.managerId] : store.managers().map(({ id }) => id);
  const kinds: readonly InventoryKind[] = KINDS_IN_ORDER;
  const lists = kinds.flatMap((kind) => managers.map((managerId) => ({ managerId, kind })));
  // Every kind is counted, for the list beside; the page is of those that are asked for.
  const counted = words.length === 0 ? sizesOf(store, lists) : store.countFound(lists, words);
  const wanted = counted.filter(({ kind }) => ask.kind === null || kind === ask.kind);
  const rows = slicesOf(wanted, ask.offset, ask.limit).flatMap((slice) =>
    store.found(slice, words, slice.offset, slice.limit),
  );
  const named = entitiesNamedBy(store, rows);
  const counts: Output<'inventory.find'>['counts'] = {};
  for (const { kind, objects } of counted) counts[kind] = (counts[kind] ?? 0) + objects;
  return {
    offset: ask.offset,
    total: wanted.reduce((sum, { objects }) => sum + objects, 0),
    counts,
    rows: rows.map((entity) => ({ entity, why: whyFound(entity, endsOf(entity, named), words) })),
    related: [...named.values()],
    place: ask.locate === null ? null : placeOf(store, wanted, words, ask.locate),
  };
}

/** How long the lists are, without looking at any object. */
function sizesOf(store: Needs, lists: readonly ListOf[]) {
  const known = new Map<ManagerId, ReturnType<Needs['inventoryCounts']>['counts']>();
  return lists.map((list) => {
    const counts = known.get(list.managerId) ?? store.inventoryCounts(list.managerId).counts;
    known.set(list.managerId, counts);
    return { ...list, objects: counts[list.kind] };
  });
}

function placeOf(
  store: Needs,
  lists: readonly (ListOf & { objects: number })[],
  words: readonly string[],
  id: string,
): number | null {
  let begins = 0;
  for (const list of lists) {
    const place = list.objects > 0 ? store.placeOf(list, words, id) : null;
    if (place !== null) return begins + place;
    begins += list.objects;
  }
  return null;
}

const keyOf = (managerId: string, kind: string, id: string) => `${managerId}/${kind}/${id}`;

/** What the rows name, as far as the copy has it, each once. */
function entitiesNamedBy(store: Needs, rows: readonly Entity[]): Map<string, Entity> {
  const found = new Map<string, Entity>();
  const missing = new Set<string>();
  for (const { managerId, kind, body } of rows) {
    for (const reference of namedBy(kind, body)) {
      const key = keyOf(managerId, reference.kind, reference.id);
      if (found.has(key) || missing.has(key)) continue;
      const entity = store.entity(managerId, reference.kind, reference.id);
      if (entity) found.set(key, entity);
      else missing.add(key);
    }
  }
  return found;
}

function endsOf({ managerId, kind, body }: Entity, named: ReadonlyMap<string, Entity>): Entity[] {
  if (kind !== 'sessions') return [];
  return END_FIELDS.flatMap(({ field, kind: end }) => {
    const found = named.get(keyOf(managerId, end, String(body[field] ?? '')));
    return found ? [found] : [];
  });
}
