import type { Database } from 'libsql';
import * as z from 'zod';
import { ENTITY_KINDS, InventoryKind, REFERENCE_KINDS } from '../../../shared/nsx/kinds.ts';
import { Failure } from '../../../shared/result.ts';
import type { InventoryCounts, Store } from '../../domain/ports.ts';
import { ENTITY_COLUMNS, readEntities, readEntity } from './inventory-rows.ts';
import { readRow, type Skipped } from './rows.ts';

type Part = Pick<Store, 'inventory' | 'inventoryCounts' | 'entity'>;

const ReadAt = z.looseObject({ read_at: z.number() });
const Counted = z.looseObject({ kind: InventoryKind, objects: z.number() });
const Hidden = z.looseObject({ kind: InventoryKind, hidden: z.string() });
/** No list of a manager is as long. */
const ALL = 1_000_000_000;
const NONE = Object.fromEntries(
  [...ENTITY_KINDS, ...REFERENCE_KINDS].map((kind) => [kind, 0]),
) as InventoryCounts['counts'];

/** The copy as it is read: lists, sizes, single objects. */
export function inventory(db: Database, skipped: Skipped): Part {
  const one = db.prepare(
    `SELECT ${ENTITY_COLUMNS} FROM entities WHERE manager_id = :managerId AND kind = :kind AND id = :id`,
  );

  function hiddenOf(managerId: string): InventoryCounts['hidden'] {
    const rows = db
      .prepare(
        'SELECT kind, hidden FROM inventory_reads WHERE manager_id = :managerId AND hidden IS NOT NULL',
      )
      .all({ managerId });
    const hidden: InventoryCounts['hidden'] = {};
    for (const row of rows) {
      const found = Hidden.safeParse(row);
      const why = found.success
        ? readRow({ data: found.data.hidden }, Failure, 'inventory_reads', skipped)
        : null;
      if (found.success && why) hidden[found.data.kind] = why;
    }
    return hidden;
  }

  return {
    inventory(managerId, kind, page) {
      const where = 'manager_id = :managerId AND kind = :kind';
      const values = { managerId, kind };
      const read = db.prepare(`SELECT read_at FROM inventory_reads WHERE ${where}`).get(values);
      const at = ReadAt.safeParse(read);
      const rows = db
        .prepare(
          `SELECT id, ${ENTITY_COLUMNS} FROM entities WHERE ${where} AND id > :after ORDER BY id LIMIT :limit`,
        )
        .all({ ...values, after: page?.after ?? '', limit: page?.limit ?? ALL });
      const last = z.looseObject({ id: z.string() }).safeParse(rows.at(-1));
      return {
        managerId,
        kind,
        asOf: at.success ? at.data.read_at : null,
        entities: readEntities(rows, skipped),
        ...(page ? { next: last.success && rows.length === page.limit ? last.data.id : null } : {}),
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
      const asOf = at.success ? at.data.read_at : null;
      return { asOf, counts, hidden: hiddenOf(managerId) };
    },
    entity(managerId, kind, id) {
      return readEntity(one.get({ managerId, kind, id }), skipped);
    },
  };
}
