import type { Database } from 'libsql';
import * as z from 'zod';
import { isObject, type JsonObject } from '../../../shared/json.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, Bytes, TextBytes, Utf8Text } from './rows.ts';

type Body = { id: string; name: string; body: JsonObject };

const Stored = z.looseObject({ id: TextBytes, data: TextBytes });
const Page = z.looseObject({ objects: z.number(), lines: Bytes.nullable() });
const Lines = z.object({ lines: Utf8Text });

/**
 * Objects that are read by the thousand, for rules that join many of them. A page is asked for as one text of lines,
 * an id and its JSON by turns: bytes are dear one by one, and cheap together.
 */
export function inventoryBodies(db: Database): Pick<Store, 'bodies'> {
  const statements = (rows: string) => ({
    page: db.prepare(
      `SELECT COUNT(*) AS objects, ${asBytes('group_concat(id || char(10) || data, char(10))', 'lines')} FROM (${rows})`,
    ),
    rows: db.prepare(`SELECT ${asBytes('id')}, ${asBytes('data')} FROM (${rows})`),
  });
  const all = statements(
    `SELECT id, data FROM entities WHERE manager_id = :managerId AND kind = :kind AND id > :after
     ORDER BY id LIMIT :limit`,
  );
  // CROSS JOIN: from the few that are named to their rows. The planner knows no sizes, and has been wrong by seconds.
  const naming = statements(
    `SELECT entities.id, entities.data FROM
       (SELECT DISTINCT id FROM entity_references WHERE manager_id = :managerId AND to_kind = :toKind
        AND to_id = :toId AND kind = :kind AND id > :after ORDER BY id LIMIT :limit) AS hit
     CROSS JOIN entities ON entities.manager_id = :managerId AND entities.kind = :kind AND entities.id = hit.id
     ORDER BY entities.id`,
  );

  return {
    bodies({ managerId, kind }, named, { after, limit }) {
      const values = {
        ...{ managerId, kind, after: after ?? '', limit },
        ...(named && { toKind: named.kind, toId: named.id }),
      };
      const asked = named ? naming : all;
      const page = Page.parse(asked.page.get(values));
      if (page.objects === 0) return [];
      const lines = Lines.safeParse(page).data?.lines.split('\n');
      if (lines?.length === page.objects * 2) return Array.from(pairs(lines), bodyIn);
      // One of them can't be read as text: each on its own.
      return asked.rows.all(values).map((row) => bodyIn(Stored.parse(row)));
    },
  };
}

function* pairs(lines: readonly string[]): Generator<z.infer<typeof Stored>> {
  for (let at = 0; at < lines.length; at += 2) {
    yield { id: lines[at] as string, data: lines[at + 1] as string };
  }
}

/** Stored by this program: only what is asked of it is looked at. One that can't be read is bare. */
function bodyIn({ id, data }: z.infer<typeof Stored>): Body {
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
