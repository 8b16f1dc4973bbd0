import type { Database } from 'libsql';
import { z } from 'zod';
import { Entity } from '../../../shared/inventory.ts';
import type { Store } from '../../domain/ports.ts';
import { readRow, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<Store, 'inventory' | 'entity' | 'saveInventory' | 'saveEntity' | 'removeEntity'>;

const ReadAt = z.looseObject({ read_at: z.number() });
const ONE = 'manager_id = :managerId AND kind = :kind AND id = :id';

export function inventory(db: Database, skipped: Skipped): Part {
  function put(entity: Entity): void {
    // Nothing for a manager that was removed meanwhile.
    db.prepare(
      `INSERT INTO entities (manager_id, kind, id, data)
       SELECT id, :kind, :id, :data FROM managers WHERE id = :managerId
       ON CONFLICT (manager_id, kind, id) DO UPDATE SET data = excluded.data`,
    ).run({ managerId: entity.managerId, kind: entity.kind, id: entity.id, data: seal(entity) });
  }

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
    entity(managerId, kind, id) {
      const row = db.prepare(`SELECT data FROM entities WHERE ${ONE}`).get({ managerId, kind, id });
      return readRow(row, Entity, 'entities', skipped);
    },
    saveInventory(managerId, readAt, kinds) {
      db.transaction(() => {
        for (const table of ['entities', 'inventory_reads']) {
          db.prepare(`DELETE FROM ${table} WHERE manager_id = :managerId`).run({ managerId });
        }
        for (const [kind, entities] of kinds) {
          db.prepare(
            `INSERT INTO inventory_reads (manager_id, kind, read_at)
             SELECT id, :kind, :readAt FROM managers WHERE id = :managerId`,
          ).run({ managerId, kind, readAt });
          for (const entity of entities) put(entity);
        }
      }).immediate();
    },
    saveEntity: put,
    removeEntity(managerId, kind, id) {
      db.prepare(`DELETE FROM entities WHERE ${ONE}`).run({ managerId, kind, id });
    },
  };
}
