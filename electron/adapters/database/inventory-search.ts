import type { Database } from 'libsql';
import * as z from 'zod';
import { EntityLink } from '../../../shared/inventory.ts';
import { KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import type { ListOf, Store } from '../../domain/ports.ts';
import { ENTITY_COLUMNS, readEntities } from './inventory-rows.ts';
import type { Skipped, Values } from './rows.ts';

type Part = Pick<
  Store,
  'countFound' | 'found' | 'placeOf' | 'usersOf' | 'sessionsOn' | 'countSessionsOn'
>;

const Counted = z.looseObject({ objects: z.number() });
const Named = z.looseObject({ id: z.string(), name: z.string() });
const KeyOf = z.looseObject({ name_key: z.string() });

const LIST = 'manager_id = :managerId AND kind = :kind';
/** Kinds in the order in which they are listed. */
const KIND_PLACE = `CASE kind ${KINDS_IN_ORDER.map((kind, at) => `WHEN '${kind}' THEN ${at}`).join(' ')} END`;

/** Every word stands for itself: `instr` knows no wildcards and no operators. */
function withWords(words: readonly string[]): { where: string; values: Values } {
  return {
    where: words.map((_word, at) => ` AND instr(words, :word${at}) > 0`).join(''),
    values: Object.fromEntries(words.map((word, at) => [`word${at}`, word])),
  };
}

/** An object with everything that names it, that names those, and so on. */
const STANDING = `WITH RECURSIVE standing (kind, id) AS (
  VALUES (:kind, :id)
  UNION SELECT refs.kind, refs.id FROM entity_references AS refs JOIN standing
  ON refs.manager_id = :managerId AND refs.to_kind = standing.kind AND refs.to_id = standing.id)`;

/** What the inventory is asked by people: what is found, who uses whom. */
export function inventorySearch(db: Database, skipped: Skipped): Part {
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
    sessionsOn: (managerId, kind, id) =>
      db
        .prepare(
          `${STANDING} SELECT entities.id, ${NAME} FROM standing JOIN entities
           ON entities.manager_id = :managerId AND entities.kind = 'sessions' AND entities.id = standing.id
           WHERE standing.kind = 'sessions' ORDER BY entities.id`,
        )
        .all({ managerId, kind, id })
        .flatMap(named),
    countSessionsOn: (managerId, kind, id) =>
      objectsOf(
        db
          .prepare(
            `${STANDING} SELECT COUNT(*) AS objects FROM standing JOIN entity_words AS words
             ON words.manager_id = :managerId AND words.kind = 'sessions' AND words.id = standing.id
             WHERE standing.kind = 'sessions'`,
          )
          .get({ managerId, kind, id }),
      ),
  };
}
