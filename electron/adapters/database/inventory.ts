import type { Database } from 'libsql';
import * as z from 'zod';
import { Entity } from '../../../shared/inventory.ts';
import { ENTITY_KINDS, InventoryKind, REFERENCE_KINDS } from '../../../shared/nsx/kinds.ts';
import type { InventoryCounts, Store } from '../../domain/ports.ts';
import { readRow, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<
  Store,
  'inventory' | 'inventoryCounts' | 'entity' | 'saveInventory' | 'saveEntity' | 'removeEntity'
>;

const ReadAt = z.looseObject({ read_at: z.number() });
const Counted = z.looseObject({ kind: InventoryKind, objects: z.number() });
const ONE = 'manager_id = :managerId AND kind = :kind AND id = :id';
const NONE = Object.fromEntries(
  [...ENTITY_KINDS, ...REFERENCE_KINDS].map((kind) => [kind, 0]),
) as InventoryCounts['counts'];

export function inventory(db: Database, skipped: Skipped): Part {
  /** Puts an object in, unless one that was read after `readAt` is there. */
  function put(entity: Entity, readAt: number, evenOverNewer: boolean): void {
    // Nothing for a manager that was removed meanwhile.
    db.prepare(
      `INSERT INTO entities (manager_id, kind, id, data, read_at)
       SELECT id, :kind, :id, :data, :readAt FROM managers WHERE id = :managerId
       ON CONFLICT (manager_id, kind, id) DO UPDATE SET data = excluded.data, read_at = excluded.read_at
       WHERE :force = 1 OR entities.read_at <= excluded.read_at`,
    ).run({
      managerId: entity.managerId,
      kind: entity.kind,
      id: entity.id,
      data: seal(entity),
      readAt: Math.floor(readAt),
      force: evenOverNewer ? 1 : 0,
    });
  }

  /** True where the last list bears a later time than this one: then our clock was set back, and no time is a reason. */
  function wasSetBack(managerId: string, readAt: number): boolean {
    const row = db
      .prepare('SELECT MAX(read_at) AS read_at FROM inventory_reads WHERE manager_id = :managerId')
      .get({ managerId });
    const last = ReadAt.safeParse(row);
    return last.success && last.data.read_at > readAt;
  }

  const removedSince = db.prepare(`SELECT 1 FROM removals WHERE ${ONE} AND at > :readAt`);

  return {
    inventory(managerId, kind) {
      const where = 'manager_id = :managerId AND kind = :kind';
      const values = { managerId, kind };
      const read = db.prepare(`SELECT read_at FROM inventory_reads WHERE ${where}`).get(values);
      const at = ReadAt.safeParse(read);
      const rows = db.prepare(`SELECT data FROM entities WHERE ${where} ORDER BY id`).all(values);
      return {
        managerId,
        kind,
        asOf: at.success ? at.data.read_at : null,
        entities: readRows(rows, Entity, 'entities', skipped),
      };
    },
    inventoryCounts(managerId) {
      const read = db
        .prepare(
          'SELECT MIN(read_at) AS read_at FROM inventory_reads WHERE manager_id = :managerId',
        )
        .get({ managerId });
      const at = ReadAt.safeParse(read);
      const rows = db
        .prepare(
          'SELECT kind, COUNT(*) AS objects FROM entities WHERE manager_id = :managerId GROUP BY kind',
        )
        .all({ managerId });
      const counts = { ...NONE };
      for (const row of rows) {
        const counted = Counted.safeParse(row);
        if (counted.success) counts[counted.data.kind] = counted.data.objects;
      }
      return { asOf: at.success ? at.data.read_at : null, counts };
    },
    entity(managerId, kind, id) {
      const row = db.prepare(`SELECT data FROM entities WHERE ${ONE}`).get({ managerId, kind, id });
      return readRow(row, Entity, 'entities', skipped);
    },
    saveInventory(managerId, readAt, kinds) {
      db.transaction(() => {
        // Older than everything: then all that is there gives way.
        const since = wasSetBack(managerId, readAt) ? Number.MAX_SAFE_INTEGER : readAt;
        const old = { managerId, since };
        db.prepare('DELETE FROM entities WHERE manager_id = :managerId AND read_at <= :since').run(
          old,
        );
        db.prepare('DELETE FROM removals WHERE manager_id = :managerId AND at <= :since').run(old);
        db.prepare('DELETE FROM inventory_reads WHERE manager_id = :managerId').run({ managerId });
        for (const [kind, entities] of kinds) {
          db.prepare(
            `INSERT INTO inventory_reads (manager_id, kind, read_at)
             SELECT id, :kind, :readAt FROM managers WHERE id = :managerId`,
          ).run({ managerId, kind, readAt });
          for (const entity of entities) {
            if (!removedSince.get({ managerId, kind, id: entity.id, readAt })) {
              put(entity, readAt, false);
            }
          }
        }
      }).immediate();
    },
    saveEntity(entity) {
      db.transaction(() => {
        const { managerId, kind, id } = entity;
        db.prepare(`DELETE FROM removals WHERE ${ONE}`).run({ managerId, kind, id });
        put(entity, entity.readAt, true);
      }).immediate();
    },
    removeEntity(managerId, kind, id, at) {
      db.transaction(() => {
        db.prepare(`DELETE FROM entities WHERE ${ONE}`).run({ managerId, kind, id });
        db.prepare(
          `INSERT INTO removals (manager_id, kind, id, at)
           SELECT id, :kind, :id, :at FROM managers WHERE id = :managerId
           ON CONFLICT (manager_id, kind, id) DO UPDATE SET at = excluded.at`,
        ).run({ managerId, kind, id, at });
      }).immediate();
    },
  };
}
