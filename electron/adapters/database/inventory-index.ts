import type { Database } from 'libsql';
import * as z from 'zod';
import type { Entity } from '../../../shared/inventory.ts';
import { END_FIELDS, endParts, nameKey, searchText } from '../../../shared/inventory-search.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { namedBy } from '../../../shared/nsx/references.ts';
import { ENTITY_COLUMNS, readEntities, readEntity } from './inventory-rows.ts';
import { createSkipped, type Skipped } from './rows.ts';

/** An object of the copy by its kind and id; null where it isn't there. */
export type Lookup = (kind: InventoryKind, id: string) => Entity | null;

const ONE = 'manager_id = :managerId AND kind = :kind AND id = :id';
/** Keeps what the inventory is searched by, and who names whom, beside the objects themselves. */
export function inventoryIndex(db: Database, skipped: Skipped) {
  const dropWords = db.prepare(`DELETE FROM entity_words WHERE ${ONE}`);
  const dropReferences = db.prepare(`DELETE FROM entity_references WHERE ${ONE}`);
  const addWords = db.prepare(
    `INSERT INTO entity_words (manager_id, kind, name_key, id, words)
     VALUES (:managerId, :kind, :nameKey, :id, :words)`,
  );
  const addReferences = db.prepare(
    `INSERT OR IGNORE INTO entity_references (manager_id, kind, id, field, to_kind, to_id)
     SELECT :managerId, :kind, :id, value ->> 0, value ->> 1, value ->> 2 FROM json_each(:references)`,
  );
  const sessionsNaming = db.prepare(
    `SELECT ${ENTITY_COLUMNS} FROM entity_references refs JOIN entities ON entities.manager_id = refs.manager_id
     AND entities.kind = refs.kind AND entities.id = refs.id
     WHERE refs.manager_id = :managerId AND refs.to_kind = :kind AND refs.to_id = :id AND refs.kind = 'sessions'`,
  );

  /** The names and addresses of its ends are what a session is looked for by. */
  function endsOf(entity: Entity, lookup: Lookup): Entity[] {
    if (entity.kind !== 'sessions') return [];
    return END_FIELDS.flatMap(({ field, kind }) => {
      const id = entity.body[field];
      const end = typeof id === 'string' ? lookup(kind, id) : null;
      return end ? [end] : [];
    });
  }

  function remove(managerId: string, kind: string, id: string): void {
    dropWords.run({ managerId, kind, id });
    dropReferences.run({ managerId, kind, id });
  }

  /** What an object is found by, and what it names (as JSON: field, kind, id). */
  function rowOf(entity: Entity, lookup: Lookup) {
    const named = namedBy(entity.kind, entity.body).map((one) => [one.field, one.kind, one.id]);
    const words = searchText(entity, endsOf(entity, lookup));
    return { nameKey: nameKey(entity.name), words, named: JSON.stringify(named) };
  }

  /** Takes an object up that isn't known yet. It must be in `entities` already. */
  function add(entity: Entity, lookup: Lookup): void {
    const { managerId, kind, id } = entity;
    const { named: references, ...words } = rowOf(entity, lookup);
    addWords.run({ managerId, kind, id, ...words });
    addReferences.run({ managerId, kind, id, references });
  }

  /** Takes an object up in place of what was known of it. */
  function put(entity: Entity, lookup: Lookup): void {
    remove(entity.managerId, entity.kind, entity.id);
    add(entity, lookup);
  }

  /** Sessions are found by their ends: those that name one that is another now, or gone, are taken up anew. */
  function usersChanged(managerId: string, kind: string, id: string, lookup: Lookup): void {
    if (!END_FIELDS.some((end) => end.kind === kind)) return;
    const rows = sessionsNaming.all({ managerId, kind, id });
    for (const session of readEntities(rows, skipped)) put(session, lookup);
  }

  return {
    put,
    remove,
    rowOf,
    usersChanged,
    /** As `usersChanged`, where the end is called otherwise than it was. */
    endChanged(before: Entity | null, now: Entity, lookup: Lookup): void {
      const texts = (end: Entity | null) => JSON.stringify(end && endParts(end));
      if (!END_FIELDS.some(({ kind }) => kind === now.kind) || texts(before) === texts(now)) return;
      usersChanged(now.managerId, now.kind, now.id, lookup);
    },
  };
}

/** Rows that are in memory at once. */
const BATCH = 500;
const Place = z.looseObject({ place: z.number() });

/** Takes up every object that a database of before has. One that can't be read is not found, and stays in the file. */
export function indexWhatIsThere(db: Database): void {
  const skipped = createSkipped(() => {});
  const index = inventoryIndex(db, skipped);
  const one = db.prepare(`SELECT ${ENTITY_COLUMNS} FROM entities WHERE ${ONE}`);
  const batch = db.prepare(
    `SELECT rowid AS place, ${ENTITY_COLUMNS} FROM entities WHERE rowid > :place
     AND manager_id IN (SELECT id FROM managers) ORDER BY rowid LIMIT ${BATCH}`,
  );
  for (let place = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = batch.all({ place });
    for (const row of rows) {
      const entity = readEntity(row, skipped);
      const isThere =
        entity && one.get({ managerId: entity.managerId, kind: entity.kind, id: entity.id });
      if (!entity || !isThere) continue;
      const lookup: Lookup = (kind, id) => {
        const end = one.get({ managerId: entity.managerId, kind, id });
        return readEntity(end, skipped);
      };
      index.put(entity, lookup);
    }
    const last = rows.at(-1);
    if (!last) return;
    place = Place.parse(last).place;
  }
}
