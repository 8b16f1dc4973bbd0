import type { Database } from 'libsql';
import { Manager, ManagerFacts } from '../../../shared/manager.ts';
import { DEFAULT_SETTINGS, Settings } from '../../../shared/settings.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, readRow, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<
  Store,
  | 'settings'
  | 'saveSettings'
  | 'managers'
  | 'saveManager'
  | 'setHalted'
  | 'removeManager'
  | 'facts'
  | 'saveFacts'
>;

export function settingsAndManagers(db: Database, skipped: Skipped): Part {
  return {
    settings() {
      const row = db.prepare(`SELECT ${asBytes('data')} FROM settings`).get();
      return readRow(row, Settings, 'settings', skipped) ?? DEFAULT_SETTINGS;
    },
    saveSettings(settings) {
      db.prepare(
        'INSERT INTO settings (id, data) VALUES (1, :data) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
      ).run({ data: seal(settings) });
    },
    managers() {
      const rows = db
        .prepare(`SELECT ${asBytes('data')} FROM managers ORDER BY created_at, id`)
        .all();
      return readRows(rows, Manager, 'managers', skipped);
    },
    saveManager(manager) {
      db.prepare(
        `INSERT INTO managers (id, created_at, data) VALUES (:id, :at, :data)
         ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
      ).run({ id: manager.id, at: manager.createdAt, data: seal(manager) });
    },
    setHalted(id, halted) {
      db.transaction(() => {
        const row = db
          .prepare(`SELECT ${asBytes('data')} FROM managers WHERE id = :id`)
          .get({ id });
        const manager = readRow(row, Manager, 'managers', skipped);
        if (!manager) return;
        const { halted: _before, ...rest } = manager;
        const data = seal(halted === null ? rest : { ...rest, halted });
        db.prepare('UPDATE managers SET data = :data WHERE id = :id').run({ id, data });
      }).immediate();
    },
    removeManager(id) {
      // Its facts and inventory go with it; drafts, requests and their facts stay.
      db.prepare('DELETE FROM managers WHERE id = :id').run({ id });
    },
    facts(id) {
      const row = db
        .prepare(`SELECT ${asBytes('data')} FROM facts WHERE manager_id = :id`)
        .get({ id });
      return readRow(row, ManagerFacts, 'facts', skipped);
    },
    saveFacts(id, facts) {
      // A manager that was removed while it was being asked gets no facts.
      db.prepare(
        `INSERT INTO facts (manager_id, data) SELECT id, :data FROM managers WHERE id = :id
         ON CONFLICT (manager_id) DO UPDATE SET data = excluded.data`,
      ).run({ id, data: seal(facts) });
    },
  };
}
