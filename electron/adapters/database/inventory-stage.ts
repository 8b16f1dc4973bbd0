import type { Database } from 'libsql';
import * as z from 'zod';
import type { Entity } from '../../../shared/inventory.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import type { Store } from '../../domain/ports.ts';
import { inventoryIndex, type Lookup } from './inventory-index.ts';
import { ENTITY_COLUMNS, readEntity, sealEntity } from './inventory-rows.ts';
import { asBytes, Bytes, fitting, type Skipped, seal, Utf8Text } from './rows.ts';

type Part = Pick<Store, 'saveInventory' | 'stageInventory'>;
type ManagerId = Entity['managerId'];

/** Objects that are made ready at once: some 10 ms. */
const AT_ONCE = 100;
const ReadAt = z.looseObject({ read_at: z.number() });
const Key = z.looseObject({ kind: Utf8Text, id: Utf8Text });
const Was = Key.extend({ was: Bytes.nullable() });
const KEY_BYTES = `${asBytes('kind')}, ${asBytes('id')}`;
const keyOf = (kind: string, id: string) => `${kind}/${id}`;
const isEnd = (kind: string) => kind.endsWith('-endpoints');

/** In memory, and this process's alone: what is half ready is on no disk, and in nobody's copy. */
const STAGE = `
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE IF NOT EXISTS staged (
  manager_id TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  data TEXT NOT NULL, name_key TEXT NOT NULL, words TEXT NOT NULL, named TEXT NOT NULL,
  PRIMARY KEY (manager_id, kind, id)
);
CREATE TEMP TABLE IF NOT EXISTS staged_changes (
  kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
`;
const OF_STAGED = `manager_id = :managerId AND (kind, id) IN (SELECT kind, id FROM staged_changes)`;
const IN_FILE = `main.entities AS old ON old.manager_id = staged.manager_id AND old.kind = staged.kind AND old.id = staged.id`;

/**
 * Whole readings. Each object is made ready apart from the copy, some at a time; then the copy becomes what the lists
 * say in one transaction. What is as it was is not written: most of a large inventory is, each time.
 */
export function inventoryStage(db: Database, skipped: Skipped): Part {
  db.exec(STAGE);
  const index = inventoryIndex(db, skipped);
  const one = db.prepare(
    `SELECT ${ENTITY_COLUMNS} FROM main.entities WHERE manager_id = :managerId AND kind = :kind AND id = :id`,
  );
  // Each once, as it was seen last: a list with the same object twice must not be lost as a whole.
  const stage = db.prepare(
    `INSERT OR REPLACE INTO staged (manager_id, kind, id, data, name_key, words, named)
     VALUES (:managerId, :kind, :id, :data, :nameKey, :words, :named)`,
  );
  const keysIn = (rows: unknown[]) => fitting(rows, Key, 'entities', skipped);
  const run = (sql: string, values: Record<string, string | number>) => db.prepare(sql).run(values);

  const lookupIn =
    (managerId: string): Lookup =>
    (kind, id) =>
      readEntity(one.get({ managerId, kind, id }), skipped);

  /** True where the last list bears a later time than this one: then our clock was set back, and no time is a reason. */
  function wasSetBack(managerId: string, readAt: number): boolean {
    const row = db
      .prepare('SELECT MAX(read_at) AS read_at FROM inventory_reads WHERE manager_id = :managerId')
      .get({ managerId });
    const last = ReadAt.safeParse(row);
    return last.success && last.data.read_at > readAt;
  }

  /** What was put in or taken out since the lists were begun is newer than they are; the ends among it. */
  function withoutNewer(managerId: string, readAt: number, since: number): z.infer<typeof Key>[] {
    const newer = `SELECT kind, id FROM main.entities WHERE manager_id = :managerId AND read_at > :since
      UNION SELECT kind, id FROM removals WHERE manager_id = :managerId AND at > :readAt`;
    const values = { managerId, readAt, since };
    const keys = keysIn(db.prepare(`SELECT ${KEY_BYTES} FROM (${newer})`).all(values));
    run(`DELETE FROM staged WHERE manager_id = :managerId AND (kind, id) IN (${newer})`, values);
    return keys.filter(({ kind }) => isEnd(kind));
  }

  function swap(managerId: ManagerId, readAt: number, since: number): void {
    const newer = withoutNewer(managerId, readAt, since);
    const changes = `FROM staged LEFT JOIN ${IN_FILE} WHERE staged.manager_id = :managerId AND old.data IS NOT staged.data`;
    // Sessions that are there name them; those of the lists are made ready with them.
    const ends = db
      .prepare(
        `SELECT ${asBytes('staged.kind')}, ${asBytes('staged.id')}, ${asBytes('old.data', 'was')} ${changes} AND staged.kind LIKE '%-endpoints' AND EXISTS
         (SELECT 1 FROM entity_references AS refs WHERE refs.manager_id = :managerId
          AND refs.to_kind = staged.kind AND refs.to_id = staged.id AND refs.kind = 'sessions')`,
      )
      .all({ managerId })
      .map((each) => Was.parse(each));
    run('DELETE FROM staged_changes', {});
    run(`INSERT INTO staged_changes SELECT staged.kind, staged.id ${changes}`, { managerId });
    const gone = `manager_id = :managerId AND read_at <= :since
      AND (kind, id) NOT IN (SELECT kind, id FROM staged WHERE manager_id = :managerId)`;
    run(`INSERT INTO staged_changes SELECT kind, id FROM main.entities WHERE ${gone}`, {
      managerId,
      since,
    });
    const goneEnds = keysIn(
      db
        .prepare(
          `SELECT ${KEY_BYTES} FROM main.entities WHERE ${gone} AND entities.kind LIKE '%-endpoints'`,
        )
        .all({ managerId, since }),
    );
    for (const table of ['entity_words', 'entity_references']) {
      run(`DELETE FROM main.${table} WHERE ${OF_STAGED}`, { managerId });
    }
    run(`DELETE FROM main.entities WHERE ${gone}`, { managerId, since });
    const ready = `FROM staged_changes CROSS JOIN staged ON staged.manager_id = :managerId
      AND staged.kind = staged_changes.kind AND staged.id = staged_changes.id`;
    run(
      `INSERT INTO main.entities (manager_id, kind, id, data, read_at)
       SELECT staged.manager_id, staged.kind, staged.id, staged.data, :readAt ${ready} WHERE true
       ON CONFLICT (manager_id, kind, id) DO UPDATE SET data = excluded.data, read_at = excluded.read_at`,
      { managerId, readAt },
    );
    run(
      `INSERT INTO main.entity_words (manager_id, kind, name_key, id, words)
       SELECT staged.manager_id, staged.kind, staged.name_key, staged.id, staged.words ${ready}
       ORDER BY staged.kind, staged.name_key, staged.id`,
      { managerId },
    );
    run(
      `INSERT OR IGNORE INTO main.entity_references (manager_id, kind, id, field, to_kind, to_id)
       SELECT staged.manager_id, staged.kind, staged.id, value ->> 0, value ->> 1, value ->> 2
       ${ready} CROSS JOIN json_each(staged.named)`,
      { managerId },
    );
    run(
      `UPDATE main.entities SET read_at = :readAt
       WHERE manager_id = :managerId AND read_at <= :since AND read_at <> :readAt`,
      { managerId, since, readAt },
    );
    const lookup = lookupIn(managerId);
    for (const { kind, id, was } of ends) {
      const before = was === null ? null : readEntity({ data: was, read_at: readAt }, skipped);
      const now = lookup(kind as InventoryKind, id);
      if (now) index.endChanged(before, now, lookup);
    }
    // Made ready with what these ends were, or with what the lists say of them.
    for (const { kind, id } of [...goneEnds, ...newer])
      index.usersChanged(managerId, kind, id, lookup);
  }

  const stageInventory: Part['stageInventory'] = (managerId, readAt, kinds, hidden) => {
    const at = Math.floor(readAt);
    const all = [...kinds.values()].flat();
    const listed = new Map(
      all.filter(({ kind }) => isEnd(kind)).map((each) => [keyOf(each.kind, each.id), each]),
    );
    const inFile = lookupIn(managerId);
    const lookup: Lookup = (kind, id) => listed.get(keyOf(kind, id)) ?? inFile(kind, id);
    const drop = () => void run('DELETE FROM staged WHERE manager_id = :managerId', { managerId });
    let next = 0;
    drop();
    const some = db.transaction(() => {
      for (const entity of all.slice(next, next + AT_ONCE)) {
        const { kind, id } = entity;
        const data = sealEntity(entity);
        stage.run({ managerId, kind, id, data, ...index.rowOf(entity, lookup) });
      }
    });
    return {
      more() {
        if (next >= all.length) return false;
        some();
        next += AT_ONCE;
        return next < all.length;
      },
      drop,
      save() {
        while (next < all.length) this.more();
        try {
          db.transaction(() => {
            // Nothing for a manager that was removed meanwhile.
            if (!db.prepare('SELECT 1 FROM managers WHERE id = :managerId').get({ managerId }))
              return;
            // Older than everything: then all that is there gives way.
            const since = wasSetBack(managerId, readAt) ? Number.MAX_SAFE_INTEGER : at;
            run('DELETE FROM removals WHERE manager_id = :managerId AND at <= :since', {
              managerId,
              since,
            });
            run('DELETE FROM inventory_reads WHERE manager_id = :managerId', { managerId });
            for (const kind of kinds.keys()) {
              const why = hidden?.get(kind);
              db.prepare(
                `INSERT INTO inventory_reads (manager_id, kind, read_at, hidden)
                 VALUES (:managerId, :kind, :readAt, :hidden)`,
              ).run({ managerId, kind, readAt, hidden: why ? seal(why) : null });
            }
            swap(managerId, at, since);
          }).immediate();
        } finally {
          drop();
        }
      },
    };
  };

  return {
    stageInventory,
    saveInventory: (...reading) => stageInventory(...reading).save(),
  };
}
