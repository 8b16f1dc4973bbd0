import { ENTITY_KINDS, type EntityKind } from '../../shared/nsx/kinds.ts';
import type { Entity, Fields } from './entities/entity.ts';

export type Store = {
  all(kind: EntityKind): Entity[];
  /** The same without copies, to be read at once and left as they are: for lists of thousands. */
  rows(kind: EntityKind): Iterable<Readonly<Entity>>;
  get(kind: EntityKind, id: string): Entity | undefined;
  insert(kind: EntityKind, id: string, fields: Fields, user: string): Entity;
  /** Replaces what a client may write; the audit fields stay the manager's, `_revision` goes up by one. */
  replace(kind: EntityKind, id: string, fields: Fields, user: string): Entity;
  remove(kind: EntityKind, id: string): void;
  /** Another principal owns and protects it from now on. */
  protect(kind: EntityKind, id: string, owner: string): void;
};

/** The entities, in memory. Hands out copies: only its own calls change what is stored. */
export function createStore(
  start: Record<EntityKind, readonly Entity[]>,
  now: () => number,
): Store {
  const rows = new Map(
    ENTITY_KINDS.map((kind) => [
      kind,
      new Map(start[kind].map((entity) => [entity.id, structuredClone(entity)])),
    ]),
  );

  function rowsOf(kind: EntityKind): Map<string, Entity> {
    const found = rows.get(kind);
    if (found === undefined) throw new Error(`no such kind: ${kind}`);
    return found;
  }

  function keep(kind: EntityKind, entity: Entity): Entity {
    rowsOf(kind).set(entity.id, entity);
    return structuredClone(entity);
  }

  return {
    all: (kind) => [...rowsOf(kind).values()].map((entity) => structuredClone(entity)),
    rows: (kind) => rowsOf(kind).values(),
    get: (kind, id) => structuredClone(rowsOf(kind).get(id)),
    insert: (kind, id, fields, user) => keep(kind, newEntity(id, fields, user, now())),
    replace(kind, id, fields, user) {
      const before = rowsOf(kind).get(id);
      if (before === undefined) throw new Error(`no such entity: ${kind}/${id}`);
      return keep(kind, {
        ...arranged(id, fields),
        _create_user: before._create_user,
        _create_time: before._create_time,
        _last_modified_user: user,
        _last_modified_time: now(),
        _system_owned: before._system_owned,
        _protection: before._protection,
        _revision: before._revision + 1,
      });
    },
    remove: (kind, id) => {
      rowsOf(kind).delete(id);
    },
    protect(kind, id, owner) {
      const before = rowsOf(kind).get(id);
      if (before === undefined) throw new Error(`no such entity: ${kind}/${id}`);
      keep(kind, { ...before, _create_user: owner, _protection: 'REQUIRE_OVERRIDE' });
    },
  };
}

/** A new entity at revision 0, with the audit fields of `ManagedResource`. Times are ms since the epoch. */
export function newEntity(id: string, fields: Fields, user: string, at: number): Entity {
  return {
    ...arranged(id, fields),
    _create_user: user,
    _create_time: at,
    _last_modified_user: user,
    _last_modified_time: at,
    _system_owned: false,
    _protection: 'NOT_PROTECTED',
    _revision: 0,
  };
}

/** In the order that NSX writes; `display_name` defaults to the id (Swagger `ManagedResource`). */
function arranged(
  id: string,
  fields: Fields,
): { id: string; resource_type: string; display_name: string } & Fields {
  const { resource_type, display_name, description, tags, id: _id, ...rest } = fields;
  const present = Object.entries({ description, tags, ...rest }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    resource_type: String(resource_type),
    id,
    display_name: typeof display_name === 'string' && display_name !== '' ? display_name : id,
    ...Object.fromEntries(present),
  };
}
