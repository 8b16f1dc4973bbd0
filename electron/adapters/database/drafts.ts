import type { Database } from 'libsql';
import { Draft } from '../../../shared/draft.ts';
import { redactText } from '../../../shared/redaction.ts';
import type { Store } from '../../domain/ports.ts';
import { keepVersion } from './draft-versions.ts';
import { asBytes, readRow, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<Store, 'drafts' | 'draft' | 'saveDraft' | 'removeDraft'>;

export function drafts(db: Database, skipped: Skipped): Part {
  return {
    drafts() {
      return readRows(
        db.prepare(`SELECT ${asBytes('data')} FROM drafts ORDER BY id`).all(),
        Draft,
        'drafts',
        skipped,
      );
    },
    draft(id) {
      const row = db.prepare(`SELECT ${asBytes('data')} FROM drafts WHERE id = :id`).get({ id });
      return readRow(row, Draft, 'drafts', skipped);
    },
    saveDraft({ standing: _told, ...draft }, kept) {
      const text = draft.text === null ? null : redactText(draft.text);
      const save = db.transaction(() => {
        // Saves can overtake one another: an older one never replaces a newer.
        db.prepare(
          `INSERT INTO drafts (id, version, data) VALUES (:id, :version, :data)
           ON CONFLICT (id) DO UPDATE SET version = excluded.version, data = excluded.data
           WHERE excluded.version >= drafts.version`,
        ).run({ id: draft.id, version: draft.version, data: seal({ ...draft, text }) });
        if (kept) keepVersion(db, draft.id, kept);
      });
      save.immediate();
    },
    removeDraft(id) {
      db.prepare('DELETE FROM drafts WHERE id = :id').run({ id });
    },
  };
}
