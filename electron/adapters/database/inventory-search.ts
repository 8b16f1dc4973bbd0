import type { Database } from 'libsql';
import * as z from 'zod';
import { formsOf } from '../../../shared/address-forms.ts';
import { EntityLink } from '../../../shared/inventory.ts';
import { KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import type { ListOf, Store } from '../../domain/ports.ts';
import { ENTITY_COLUMNS, readEntities } from './inventory-rows.ts';
import { asBytes, Bytes, bufferOf, fitting, type Skipped, Utf8Text, type Values } from './rows.ts';

/** What is asked of the inventory where it lies. */
export type InventorySearch = Pick<
  Store,
  | 'countFound'
  | 'found'
  | 'placeOf'
  | 'usersOf'
  | 'sessionsOn'
  | 'countSessionsOn'
  | 'servicesUnder'
>;

const Counted = z.looseObject({ objects: z.number() });
const Link = z.looseObject({
  field: Utf8Text,
  kind: Utf8Text.pipe(EntityLink.shape.kind),
  id: Utf8Text,
  name: Utf8Text,
});
const Service = z.looseObject({ id: Utf8Text });
const Named = z.looseObject({ id: Utf8Text, name: Utf8Text });
const KeyOf = z.looseObject({ name_key: Bytes });

/** No list of a manager is as long. */
const ALL = 1_000_000_000;
const LIST = 'manager_id = :managerId AND kind = :kind';
/** Kinds in the order in which they are listed. */
const KIND_PLACE = `CASE kind ${KINDS_IN_ORDER.map((kind, at) => `WHEN '${kind}' THEN ${at}`).join(' ')} END`;

/** Every word stands for itself: `instr` knows no wildcards and no operators. */
function withWords(words: readonly string[]): { where: string; values: Values } {
  const forms = words.map((word, at) =>
    formsOf(word).map((form, index) => ({ name: `word${at}_${index}`, form })),
  );
  // A form that is the beginning of a line may be that of the first one.
  const isFound = ({ name, form }: { name: string; form: string }) =>
    `instr(${form.startsWith('\n') ? 'char(10) || words' : 'words'}, :${name}) > 0`;
  return {
    where: forms.map((each) => ` AND (${each.map(isFound).join(' OR ')})`).join(''),
    values: Object.fromEntries(forms.flat().map(({ name, form }) => [name, form])),
  };
}

/** An object with everything that names it, that names those, and so on; joined in this order, however it seems. */
const STANDING = `WITH RECURSIVE standing (kind, id) AS (
  VALUES (:kind, :id)
  UNION SELECT refs.kind, refs.id FROM standing CROSS JOIN entity_references AS refs
  ON refs.manager_id = :managerId AND refs.to_kind = standing.kind AND refs.to_id = standing.id)`;

/** What the inventory is asked by people: what is found, who uses whom. */
export function inventorySearch(db: Database, skipped: Skipped): InventorySearch {
  const objectsOf = (row: unknown) => Counted.parse(row).objects;
  const named = (rows: unknown[]) => fitting(rows, Named, 'entities', skipped);
  /** The name of an object; its id, where a row can't be read. */
  const NAME = `CAST(CASE WHEN json_valid(entities.data) THEN json_extract(entities.data, '$.name') ELSE entities.id END AS BLOB) AS name`;

  function countOf({ managerId, kind }: ListOf, words: readonly string[]): number {
    const { where, values } = withWords(words);
    const row = db
      .prepare(`SELECT COUNT(*) AS objects FROM entity_words WHERE ${LIST}${where}`)
      .get({ managerId, kind, ...values });
    return objectsOf(row);
  }

  return {
    countFound: (lists, words) => lists.map((list) => ({ ...list, objects: countOf(list, words) })),
    found({ managerId, kind }, words, offset, limit) {
      const { where, values } = withWords(words);
      const rows = db
        .prepare(
          `SELECT ${ENTITY_COLUMNS} FROM (SELECT manager_id, kind, name_key, id FROM entity_words WHERE ${LIST}${where}
             ORDER BY name_key, id LIMIT :limit OFFSET :offset) AS hit
           JOIN entities USING (manager_id, kind, id) ORDER BY hit.name_key, hit.id`,
        )
        .all({ managerId, kind, ...values, offset, limit });
      return readEntities(rows, skipped);
    },
    placeOf({ managerId, kind }, words, id) {
      const { where, values } = withWords(words);
      const mine = { managerId, kind, id, ...values };
      const key = KeyOf.safeParse(
        db
          .prepare(
            `SELECT ${asBytes('name_key')} FROM entity_words WHERE ${LIST} AND id = :id${where}`,
          )
          .get(mine),
      );
      if (!key.success) return null;
      const row = db
        .prepare(
          `SELECT COUNT(*) AS objects FROM entity_words
           WHERE ${LIST} AND (name_key, id) < (CAST(:nameKey AS TEXT), :id)${where}`,
        )
        .get({ ...mine, nameKey: bufferOf(key.data.name_key) });
      return objectsOf(row);
    },
    usersOf(managerId, kind, id, limit) {
      const values = { managerId, kind, id };
      const back = 'manager_id = :managerId AND to_kind = :kind AND to_id = :id';
      const count = objectsOf(
        db
          .prepare(
            `SELECT COUNT(DISTINCT kind || '/' || id) AS objects FROM entity_references WHERE ${back}`,
          )
          .get(values),
      );
      const rows = db
        .prepare(
          `SELECT ${asBytes('refs.field')}, ${asBytes('refs.kind')}, ${asBytes('refs.id')}, ${NAME} FROM
             (SELECT field, kind, id FROM entity_references WHERE ${back}) AS refs
           JOIN entity_words AS words ON words.manager_id = :managerId AND words.kind = refs.kind AND words.id = refs.id
           JOIN entities ON entities.manager_id = :managerId AND entities.kind = refs.kind AND entities.id = refs.id
           ORDER BY ${KIND_PLACE.replaceAll('CASE kind', 'CASE refs.kind')}, words.name_key, refs.id LIMIT :limit`,
        )
        .all({ ...values, limit });
      return { users: fitting(rows, Link, 'entity_references', skipped), count };
    },
    sessionsOn: (managerId, kind, id, limit = ALL) =>
      named(
        db
          .prepare(
            `${STANDING} SELECT ${asBytes('entities.id')}, ${NAME} FROM
               (SELECT id FROM standing WHERE kind = 'sessions' ORDER BY id LIMIT :limit) AS standing
             CROSS JOIN entities
             ON entities.manager_id = :managerId AND entities.kind = 'sessions' AND entities.id = standing.id
             ORDER BY entities.id`,
          )
          .all({ managerId, kind, id, limit }),
      ),
    servicesUnder(managerId, kind, id) {
      const rows = db
        .prepare(
          `${STANDING} SELECT DISTINCT ${asBytes('service.to_id', 'id')} FROM
             (SELECT DISTINCT local.to_id FROM standing CROSS JOIN entity_references AS local
              ON local.manager_id = :managerId AND local.kind = 'sessions' AND local.id = standing.id
              AND local.to_kind = 'local-endpoints' WHERE standing.kind = 'sessions') AS used
           CROSS JOIN entity_references AS service ON service.manager_id = :managerId AND service.kind = 'local-endpoints'
           AND service.id = used.to_id AND service.to_kind = 'services'`,
        )
        .all({ managerId, kind, id });
      return fitting(rows, Service, 'entity_references', skipped).map((one) => one.id);
    },
    countSessionsOn: (managerId, kind, id) =>
      objectsOf(
        db
          .prepare(
            // Who names something is there: its references go with it.
            `${STANDING} SELECT COUNT(*) AS objects FROM standing WHERE standing.kind = 'sessions' AND (:kind <> 'sessions'
             OR EXISTS (SELECT 1 FROM entities WHERE manager_id = :managerId AND entities.kind = 'sessions' AND entities.id = :id))`,
          )
          .get({ managerId, kind, id }),
      ),
  };
}
