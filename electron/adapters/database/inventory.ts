import type { Database } from 'libsql';
import * as z from 'zod';
import { ENTITY_KINDS, InventoryKind, REFERENCE_KINDS } from '../../../shared/nsx/kinds.ts';
import { Failure } from '../../../shared/result.ts';
import type { InventoryCounts, Store } from '../../domain/ports.ts';
import { ENTITY_COLUMNS, readEntities, readEntity } from './inventory-rows.ts';
import { asBytes, Bytes, fitting, readRow, type Skipped, Utf8Text } from './rows.ts';

type Part = Pick<Store, 'inventory' | 'inventoryCounts' | 'entity'>;

const ReadAt = z.looseObject({ read_at: z.number() });
const Counted = z.looseObject({ kind: Utf8Text.pipe(InventoryKind), objects: z.number() });
const Hidden = z.looseObject({ kind: Utf8Text.pipe(InventoryKind), hidden: Bytes });
const Id = z.looseObject({ id: Utf8Text });
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
        `SELECT ${asBytes('kind')}, ${asBytes('hidden')} FROM inventory_reads
         WHERE manager_id = :managerId AND hidden IS NOT NULL`,
      )
      .all({ managerId });
    const hidden: InventoryCounts['hidden'] = {};
    for (const { kind, hidden: data } of fitting(rows, Hidden, 'inventory_reads', skipped)) {
      const why = readRow({ data }, Failure, 'inventory_reads', skipped);
      if (why) hidden[kind] = why;
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
          `SELECT ${asBytes('id')}, ${ENTITY_COLUMNS} FROM entities WHERE ${where} AND id > :after ORDER BY entities.id LIMIT :limit`,
        )
        .all({ ...values, after: page?.after ?? '', limit: page?.limit ?? ALL });
      // From the last that can be read the next page goes on: what can't be read doesn't end the list.
      const last = rows.length === page?.limit && rows.findLast((row) => Id.safeParse(row).success);
      return {
        managerId,
        kind,
        asOf: at.success ? at.data.read_at : null,
        entities: readEntities(rows, skipped),
        ...(page ? { next: last ? Id.parse(last).id : null } : {}),
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
          `SELECT ${asBytes('kind')}, COUNT(*) AS objects FROM entities
           WHERE manager_id = :managerId GROUP BY entities.kind`,
        )
        .all({ managerId });
      const counts = { ...NONE };
      for (const { kind, objects } of fitting(rows, Counted, 'entities', skipped)) {
        counts[kind] = objects;
      }
      const asOf = at.success ? at.data.read_at : null;
      return { asOf, counts, hidden: hiddenOf(managerId) };
    },
    entity(managerId, kind, id) {
      return readEntity(one.get({ managerId, kind, id }), skipped);
    },
  };
}
