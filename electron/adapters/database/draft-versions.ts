import type { Database } from 'libsql';
import * as z from 'zod';
import type { Draft } from '../../../shared/draft.ts';
import { DraftVersion, STEPS_KEPT } from '../../../shared/draft-version.ts';
import { JsonObject } from '../../../shared/json.ts';
import { redactText } from '../../../shared/redaction.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, type Skipped, seal, Utf8Text } from './rows.ts';

type Part = Pick<Store, 'draftVersions' | 'draftVersion' | 'nameDraftVersion'>;

const Row = z.looseObject({
  key: z.number(),
  name: Utf8Text.nullable(),
  reason: Utf8Text,
  data: Utf8Text,
  base: Utf8Text.nullable(),
});
const Numbered = z.looseObject({ number: z.number() });
const Whole = DraftVersion.omit({ key: true, name: true, reason: true, base: true });

export function draftVersions(db: Database, skipped: Skipped): Part {
  function versionOf(row: unknown): DraftVersion | null {
    try {
      const { key, name, reason, data, base } = Row.parse(row);
      const whole = Whole.parse(JSON.parse(data));
      const read = base === null ? null : JsonObject.parse(JSON.parse(base));
      return DraftVersion.parse({ ...whole, key, name, reason, base: read });
    } catch {
      skipped.note('draft_versions', 'does not fit');
      return null;
    }
  }

  const read = (where: string) =>
    db.prepare(
      `SELECT key, ${asBytes('name')}, ${asBytes('reason')}, ${asBytes('versions.data')}, ${asBytes('bases.data', 'base')}
       FROM draft_versions AS versions LEFT JOIN draft_bases AS bases ON bases.number = versions.base
       WHERE versions.draft_id = :id ${where} ORDER BY key`,
    );

  return {
    draftVersions(id) {
      const rows = read('').all({ id });
      return rows.map(versionOf).filter((version) => version !== null);
    },
    draftVersion(id, key) {
      const row = read('AND key = :key').get({ id, key });
      return row ? versionOf(row) : null;
    },
    nameDraftVersion(id, key, name) {
      db.prepare('UPDATE draft_versions SET name = :name WHERE draft_id = :id AND key = :key').run({
        id,
        key,
        name,
      });
    },
  };
}

/** Keeps a version of a draft whose row is there; the oldest of the mere steps go. Within the caller's transaction. */
export function keepVersion(db: Database, id: Draft['id'], version: DraftVersion): void {
  const { key, name, reason, base, ...rest } = version;
  const text = rest.text === null ? null : redactText(rest.text);
  db.prepare(
    `INSERT INTO draft_versions (draft_id, key, name, reason, base, data)
     VALUES (:id, :key, :name, :reason, :base, :data)
     ON CONFLICT (draft_id, key) DO UPDATE SET
       name = coalesce(excluded.name, name),
       reason = CASE WHEN excluded.reason = 'step' THEN reason ELSE excluded.reason END`,
  ).run({
    id,
    key,
    name,
    reason,
    base: base === null ? null : numberOf(db, id, seal(base)),
    data: seal({ ...rest, text }),
  });
  const steps = `SELECT key FROM draft_versions WHERE draft_id = :id AND name IS NULL AND reason = 'step'`;
  db.prepare(
    `DELETE FROM draft_versions WHERE draft_id = :id AND key IN (${steps})
     AND key NOT IN (${steps} ORDER BY key DESC LIMIT ${STEPS_KEPT})`,
  ).run({ id });
  // A base goes with the last version that was made from it.
  db.prepare(
    `DELETE FROM draft_bases WHERE draft_id = :id AND number NOT IN
     (SELECT base FROM draft_versions WHERE draft_id = :id AND base IS NOT NULL)`,
  ).run({ id });
}

function numberOf(db: Database, id: string, data: string): number {
  const known = db
    .prepare('SELECT number FROM draft_bases WHERE draft_id = :id AND data = :data')
    .get({ id, data });
  if (known) return Numbered.parse(known).number;
  const row = db
    .prepare('INSERT INTO draft_bases (draft_id, data) VALUES (:id, :data) RETURNING number')
    .get({ id, data });
  return Numbered.parse(row).number;
}
