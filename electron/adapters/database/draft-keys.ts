import type { Database } from 'libsql';
import * as z from 'zod';
import type { Store } from '../../domain/ports.ts';

type Part = Pick<Store, 'noteDraftKey' | 'forgetDraftKey' | 'keysOfGoneDrafts'>;

const Row = z.looseObject({ draft_id: z.string(), field: z.string() });

/** That a draft has a key in the keychain, which can't be asked for all that it holds. Never the key itself. */
export function draftKeys(db: Database): Part {
  return {
    noteDraftKey(draftId, field) {
      db.prepare(
        'INSERT OR IGNORE INTO draft_keys (draft_id, field) VALUES (:draftId, :field)',
      ).run({
        draftId,
        field,
      });
    },
    forgetDraftKey(draftId, field) {
      db.prepare('DELETE FROM draft_keys WHERE draft_id = :draftId AND field = :field').run({
        draftId,
        field,
      });
    },
    // A draft whose row can't be read is there: its key stays with it.
    keysOfGoneDrafts: () =>
      db
        .prepare(
          'SELECT draft_id, field FROM draft_keys WHERE draft_id NOT IN (SELECT id FROM drafts)',
        )
        .all()
        .flatMap((row) => {
          const found = Row.safeParse(row);
          return found.success ? [{ draftId: found.data.draft_id, field: found.data.field }] : [];
        }),
  };
}
