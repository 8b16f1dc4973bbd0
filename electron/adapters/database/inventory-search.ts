import type { Database } from 'libsql';
import * as z from 'zod';
import { formsOf } from '../../../shared/address-forms.ts';
import { EntityLink } from '../../../shared/inventory.ts';
import { isObject, type JsonObject } from '../../../shared/json.ts';
import { KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import type { ListOf, Store } from '../../domain/ports.ts';
import { ENTITY_COLUMNS, readEntities } from './inventory-rows.ts';
import type { Skipped, Values } from './rows.ts';

/** What is asked of the inventory where it lies. */
export type InventorySearch = Pick<
  Store,
  | 'bodies'
  | 'countFound'
  | 'found'
  | 'placeOf'
  | 'usersOf'
  | 'sessionsOn'
  | 'countSessionsOn'
  | 'servicesUnder'
>;

const Counted = z.looseObject({ objects: z.number() });
const Named = z.looseObject({ id: z.string(), name: z.string() });
const Stored = z.looseObject({ id: z.string(), data: z.string() });
const KeyOf = z.looseObject({ name_key: z.string() });

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
  const named = (row: unknown) => {
    const parsed = Named.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  };
  /** The name of an object; its id, where a row can't be read. */
  const NAME = `CASE WHEN json_valid(entities.data) THEN json_extract(entities.data, '$.name') ELSE entities.id END AS name`;

  function countOf({ managerId, kind }: ListOf, words: readonly string[]): number {
    const { where, values } = withWords(words);
    const row = db
      .prepare(`SELECT COUNT(*) AS objects FROM entity_words WHERE ${LIST}${where}`)
      .get({ managerId, kind, ...values });
    return objectsOf(row);
  }

  const allBodies = db.prepare(
    `SELECT id, data FROM entities WHERE ${LIST} AND id > :after ORDER BY id LIMIT :limit`,
  );
  // CROSS JOIN: from the few that are named to their rows. The planner knows no sizes, and has been wrong by seconds.
  const bodiesNaming = db.prepare(
    `SELECT entities.id, entities.data FROM
       (SELECT DISTINCT id FROM entity_references WHERE manager_id = :managerId AND to_kind = :toKind
        AND to_id = :toId AND kind = :kind AND id > :after ORDER BY id LIMIT :limit) AS hit
     CROSS JOIN entities ON entities.manager_id = :managerId AND entities.kind = :kind AND entities.id = hit.id
     ORDER BY entities.id`,
  );

  return {
    bodies({ managerId, kind }, naming, { after, limit }) {
      const values = { managerId, kind, after: after ?? '', limit };
      const rows = naming
        ? bodiesNaming.all({ ...values, toKind: naming.kind, toId: naming.id })
        : allBodies.all(values);
      return rows.map(bodyIn);
    },
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
          .prepare(`SELECT name_key FROM entity_words WHERE ${LIST} AND id = :id${where}`)
          .get(mine),
      );
      if (!key.success) return null;
      const row = db
        .prepare(
          `SELECT COUNT(*) AS objects FROM entity_words
           WHERE ${LIST} AND (name_key, id) < (:nameKey, :id)${where}`,
        )
        .get({ ...mine, nameKey: key.data.name_key });
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
          `SELECT refs.field, refs.kind, refs.id, ${NAME} FROM
             (SELECT field, kind, id FROM entity_references WHERE ${back}) AS refs
           JOIN entity_words AS words ON words.manager_id = :managerId AND words.kind = refs.kind AND words.id = refs.id
           JOIN entities ON entities.manager_id = :managerId AND entities.kind = refs.kind AND entities.id = refs.id
           ORDER BY ${KIND_PLACE.replaceAll('CASE kind', 'CASE refs.kind')}, words.name_key, refs.id LIMIT :limit`,
        )
        .all({ ...values, limit });
      const users = rows.flatMap((row) => {
        const link = EntityLink.safeParse(row);
        return link.success ? [link.data] : [];
      });
      return { users, count };
    },
    sessionsOn: (managerId, kind, id, limit = ALL) =>
      db
        .prepare(
          `${STANDING} SELECT entities.id, ${NAME} FROM
             (SELECT id FROM standing WHERE kind = 'sessions' ORDER BY id LIMIT :limit) AS standing
           CROSS JOIN entities
           ON entities.manager_id = :managerId AND entities.kind = 'sessions' AND entities.id = standing.id
           ORDER BY entities.id`,
        )
        .all({ managerId, kind, id, limit })
        .flatMap(named),
    servicesUnder: (managerId, kind, id) =>
      db
        .prepare(
          `${STANDING} SELECT DISTINCT service.to_id AS id, '' AS name FROM
             (SELECT DISTINCT local.to_id FROM standing CROSS JOIN entity_references AS local
              ON local.manager_id = :managerId AND local.kind = 'sessions' AND local.id = standing.id
              AND local.to_kind = 'local-endpoints' WHERE standing.kind = 'sessions') AS used
           CROSS JOIN entity_references AS service ON service.manager_id = :managerId AND service.kind = 'local-endpoints'
           AND service.id = used.to_id AND service.to_kind = 'services'`,
        )
        .all({ managerId, kind, id })
        .flatMap(named)
        .map((one) => one.id),
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

/** Stored by this program, and read by the thousand: only what is asked of it is looked at. One that can't be read is bare. */
function bodyIn(row: unknown): { id: string; name: string; body: JsonObject } {
  const { id, data } = Stored.parse(row);
  try {
    const entity: unknown = JSON.parse(data);
    if (isObject(entity) && isObject(entity.body)) {
      return { id, name: typeof entity.name === 'string' ? entity.name : id, body: entity.body };
    }
  } catch {
    // Counted and told where it is read as an object.
  }
  return { id, name: id, body: {} };
}
