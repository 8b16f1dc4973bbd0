import type { Database } from 'libsql';
import type { Store } from '../../domain/ports.ts';
import { inventoryIndex, type Lookup } from './inventory-index.ts';
import { ENTITY_COLUMNS, readEntity, sealEntity } from './inventory-rows.ts';
import type { Skipped } from './rows.ts';

type Part = Pick<Store, 'saveEntity' | 'removeEntity'>;

const ONE = 'manager_id = :managerId AND kind = :kind AND id = :id';

/** Single objects that are put into the copy, or taken out of it; whole readings: `inventory-stage.ts`. */
export function inventorySave(db: Database, skipped: Skipped): Part {
  const index = inventoryIndex(db, skipped);
  // Nothing for a manager that was removed meanwhile.
  const insert = db.prepare(
    `INSERT INTO entities (manager_id, kind, id, data, read_at)
     SELECT id, :kind, :id, :data, :readAt FROM managers WHERE id = :managerId
     ON CONFLICT (manager_id, kind, id) DO UPDATE SET data = excluded.data, read_at = excluded.read_at`,
  );
  const one = db.prepare(`SELECT ${ENTITY_COLUMNS} FROM entities WHERE ${ONE}`);
  const drop = db.prepare(`DELETE FROM entities WHERE ${ONE}`);
  const lookupIn =
    (managerId: string): Lookup =>
    (kind, id) =>
      readEntity(one.get({ managerId, kind, id }), skipped);

  return {
    saveEntity(entity) {
      db.transaction(() => {
        const { managerId, kind, id } = entity;
        db.prepare(`DELETE FROM removals WHERE ${ONE}`).run({ managerId, kind, id });
        const lookup = lookupIn(managerId);
        const before = lookup(kind, id);
        const data = sealEntity(entity);
        const { changes } = insert.run({
          ...{ managerId, kind, id, data },
          readAt: Math.floor(entity.readAt),
        });
        if (changes === 0) return;
        index.put(entity, lookup);
        index.endChanged(before, entity, lookup);
      }).immediate();
    },
    removeEntity(managerId, kind, id, at) {
      db.transaction(() => {
        drop.run({ managerId, kind, id });
        index.remove(managerId, kind, id);
        index.usersChanged(managerId, kind, id, lookupIn(managerId));
        db.prepare(
          `INSERT INTO removals (manager_id, kind, id, at)
           SELECT id, :kind, :id, :at FROM managers WHERE id = :managerId
           ON CONFLICT (manager_id, kind, id) DO UPDATE SET at = excluded.at`,
        ).run({ managerId, kind, id, at });
      }).immediate();
    },
  };
}
