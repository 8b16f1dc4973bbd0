import type { Database } from 'libsql';
import * as z from 'zod';
import type { Entity } from '../../../shared/inventory.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import type { Store } from '../../domain/ports.ts';
import { inventoryIndex, type Lookup } from './inventory-index.ts';
import { ENTITY_COLUMNS, readEntity, sealEntity } from './inventory-rows.ts';
import { type Skipped, seal } from './rows.ts';

type Part = Pick<Store, 'saveInventory' | 'saveEntity' | 'removeEntity'>;
type Kinds = ReadonlyMap<InventoryKind, Entity[]>;

const ONE = 'manager_id = :managerId AND kind = :kind AND id = :id';
const ReadAt = z.looseObject({ read_at: z.number() });
const Known = z.looseObject({ kind: z.string(), id: z.string(), data: z.string() });
const keyOf = (kind: string, id: string) => `${kind}/${id}`;

/** What is written to the copy: whole readings, and single objects. */
export function inventorySave(db: Database, skipped: Skipped): Part {
  const index = inventoryIndex(db, skipped);
  // Nothing for a manager that was removed meanwhile.
  const insert = db.prepare(
    `INSERT INTO entities (manager_id, kind, id, data, read_at)
     SELECT id, :kind, :id, :data, :readAt FROM managers WHERE id = :managerId
     ON CONFLICT (manager_id, kind, id) DO UPDATE SET data = excluded.data, read_at = excluded.read_at
     WHERE :force = 1 OR entities.read_at <= excluded.read_at`,
  );
  const one = db.prepare(`SELECT ${ENTITY_COLUMNS} FROM entities WHERE ${ONE}`);
  const drop = db.prepare(`DELETE FROM entities WHERE ${ONE}`);
  const known = db.prepare(
    'SELECT kind, id, data FROM entities WHERE manager_id = :managerId AND read_at <= :since',
  );

  const lookupIn =
    (managerId: string): Lookup =>
    (kind, id) =>
      readEntity(one.get({ managerId, kind, id }), skipped);

  /** Puts an object in, unless one that was read after `readAt` is there; true where it did. */
  function put(entity: Entity, data: string, readAt: number, evenOverNewer: boolean): boolean {
    const { managerId, kind, id } = entity;
    const force = evenOverNewer ? 1 : 0;
    const { changes } = insert.run({
      managerId,
      kind,
      id,
      data,
      readAt: Math.floor(readAt),
      force,
    });
    return changes > 0;
  }

  /** True where the last list bears a later time than this one: then our clock was set back, and no time is a reason. */
  function wasSetBack(managerId: string, readAt: number): boolean {
    const row = db
      .prepare('SELECT MAX(read_at) AS read_at FROM inventory_reads WHERE manager_id = :managerId')
      .get({ managerId });
    const last = ReadAt.safeParse(row);
    return last.success && last.data.read_at > readAt;
  }

  /** What the lists may replace, by kind and id, as it is stored. */
  function knownUntil(managerId: string, since: number): Map<string, z.infer<typeof Known>> {
    const rows = known.all({ managerId, since });
    return new Map(
      rows.map((row) => {
        const found = Known.parse(row);
        return [keyOf(found.kind, found.id), found];
      }),
    );
  }

  /** Objects that were taken out after the lists were begun. */
  function removedAfter(managerId: string, readAt: number): Set<string> {
    const rows = db
      .prepare('SELECT kind, id FROM removals WHERE manager_id = :managerId AND at > :readAt')
      .all({ managerId, readAt });
    return new Set(
      rows.map((row) => {
        const { kind, id } = z.looseObject({ kind: z.string(), id: z.string() }).parse(row);
        return keyOf(kind, id);
      }),
    );
  }

  /**
   * Makes the copy what the lists say. What is as it was is not written: most of a large inventory is, each time.
   * Sessions come last, for they are found by their ends.
   */
  function putLists(managerId: Entity['managerId'], readAt: number, since: number, kinds: Kinds) {
    const before = knownUntil(managerId, since);
    const removed = removedAfter(managerId, readAt);
    const hadSessions = [...before.values()].some(({ kind }) => kind === 'sessions');
    const read = new Map<string, Entity>();
    const inFile = lookupIn(managerId);
    const lookup: Lookup = (kind, id) => read.get(keyOf(kind, id)) ?? inFile(kind, id);
    const changedEnds: { was: Entity | null; now: Entity }[] = [];
    const last = [...kinds].sort(([a], [b]) => Number(a === 'sessions') - Number(b === 'sessions'));
    for (const [kind, entities] of last) {
      const isEnd = kind.endsWith('-endpoints');
      // Each once, as it was seen last: a list with the same object twice must not be lost as a whole.
      for (const entity of new Map(entities.map((each) => [each.id, each])).values()) {
        const key = keyOf(kind, entity.id);
        if (removed.has(key)) continue;
        const old = before.get(key);
        before.delete(key);
        const data = sealEntity(entity);
        const isAsBefore = old?.data === data;
        if (!isAsBefore && !put(entity, data, readAt, old !== undefined)) continue;
        if (isEnd) read.set(key, entity);
        if (isAsBefore) continue;
        if (old) index.put(entity, lookup);
        else index.add(entity, lookup);
        if (isEnd && hadSessions) {
          changedEnds.push({ was: old ? readEntity(old, skipped) : null, now: entity });
        }
      }
    }
    for (const { kind, id } of before.values()) {
      drop.run({ managerId, kind, id });
      index.remove(managerId, kind, id);
    }
    for (const { was, now } of changedEnds) index.endChanged(was, now, lookup);
    db.prepare(
      'UPDATE entities SET read_at = :readAt WHERE manager_id = :managerId AND read_at <= :since',
    ).run({ managerId, since, readAt: Math.floor(readAt) });
  }

  return {
    saveInventory(managerId, readAt, kinds, hidden) {
      db.transaction(() => {
        // Older than everything: then all that is there gives way.
        const since = wasSetBack(managerId, readAt) ? Number.MAX_SAFE_INTEGER : readAt;
        db.prepare('DELETE FROM removals WHERE manager_id = :managerId AND at <= :since').run({
          managerId,
          since,
        });
        db.prepare('DELETE FROM inventory_reads WHERE manager_id = :managerId').run({ managerId });
        for (const kind of kinds.keys()) {
          const why = hidden?.get(kind);
          db.prepare(
            `INSERT INTO inventory_reads (manager_id, kind, read_at, hidden)
             SELECT id, :kind, :readAt, :hidden FROM managers WHERE id = :managerId`,
          ).run({ managerId, kind, readAt, hidden: why ? seal(why) : null });
        }
        putLists(managerId, readAt, since, kinds);
      }).immediate();
    },
    saveEntity(entity) {
      db.transaction(() => {
        const { managerId, kind, id } = entity;
        db.prepare(`DELETE FROM removals WHERE ${ONE}`).run({ managerId, kind, id });
        const lookup = lookupIn(managerId);
        const before = lookup(kind, id);
        if (!put(entity, sealEntity(entity), entity.readAt, true)) return;
        index.put(entity, lookup);
        index.endChanged(before, entity, lookup);
      }).immediate();
    },
    removeEntity(managerId, kind, id, at) {
      db.transaction(() => {
        drop.run({ managerId, kind, id });
        index.remove(managerId, kind, id);
        db.prepare(
          `INSERT INTO removals (manager_id, kind, id, at)
           SELECT id, :kind, :id, :at FROM managers WHERE id = :managerId
           ON CONFLICT (manager_id, kind, id) DO UPDATE SET at = excluded.at`,
        ).run({ managerId, kind, id, at });
      }).immediate();
    },
  };
}
