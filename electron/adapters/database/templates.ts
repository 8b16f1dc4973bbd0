import type { Database } from 'libsql';
import { Template } from '../../../shared/template.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<Store, 'templates' | 'saveTemplate' | 'removeTemplate'>;

export function templates(db: Database, skipped: Skipped): Part {
  return {
    templates() {
      const rows = db
        .prepare(`SELECT ${asBytes('data')} FROM templates ORDER BY created_at, id`)
        .all();
      return readRows(rows, Template, 'templates', skipped);
    },
    saveTemplate(template) {
      db.prepare(
        `INSERT INTO templates (id, created_at, data) VALUES (:id, :at, :data)
         ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
      ).run({ id: template.id, at: template.createdAt, data: seal(template) });
    },
    removeTemplate(id) {
      db.prepare('DELETE FROM templates WHERE id = :id').run({ id });
    },
  };
}
