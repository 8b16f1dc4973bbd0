import type { Database } from 'libsql';
import * as z from 'zod';
import { MANAGER_PASSWORD } from '../../../shared/storage.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, fitting, type Skipped, Utf8Text } from './rows.ts';

export type NotedKey = ReturnType<Store['keysOfGoneDrafts']>[number];
type Part = Pick<Store, 'noteDraftKey' | 'forgetDraftKey' | 'keysOfGoneDrafts'> & {
  /** Every key that is noted, and every manager, for the database that takes the place of this one. */
  leavingSecrets(): NotedKey[];
  /** Notes what another database had noted: what this one knows no draft or manager of is taken out at the next start. */
  noteKeys(keys: readonly NotedKey[]): void;
};

const Id = z.looseObject({ id: Utf8Text });
const Row = z.looseObject({ draft_id: Utf8Text, field: Utf8Text });

/** That a draft (or a manager of another database) has a secret in the keychain, which can't be asked for all that it holds. Never the key itself. */
export function draftKeys(db: Database, skipped: Skipped): Part {
  const note = (key: NotedKey) =>
    db
      .prepare('INSERT OR IGNORE INTO draft_keys (draft_id, field) VALUES (:draftId, :field)')
      .run(key);
  const keysOf = (sql: string): NotedKey[] =>
    fitting(db.prepare(sql).all(), Row, 'draft_keys', skipped).map(
      ({ draft_id: draftId, field }) => ({ draftId, field }),
    );
  const KEYS = `SELECT ${asBytes('draft_id')}, ${asBytes('field')} FROM draft_keys`;
  return {
    noteDraftKey: (draftId, field) => void note({ draftId, field }),
    forgetDraftKey(draftId, field) {
      db.prepare('DELETE FROM draft_keys WHERE draft_id = :draftId AND field = :field').run({
        draftId,
        field,
      });
    },
    // A draft, or a manager, whose row can't be read is there: its secret stays with it.
    keysOfGoneDrafts: () =>
      keysOf(
        `${KEYS} WHERE draft_keys.draft_id NOT IN (SELECT id FROM drafts UNION SELECT id FROM managers)`,
      ),
    leavingSecrets: () => [
      ...keysOf(KEYS),
      ...fitting(
        db.prepare(`SELECT ${asBytes('id')} FROM managers`).all(),
        Id,
        'managers',
        skipped,
      ).map(({ id }) => ({ draftId: id, field: MANAGER_PASSWORD })),
    ],
    noteKeys: db.transaction((keys: readonly NotedKey[]) => {
      for (const key of keys) note(key);
    }),
  };
}
