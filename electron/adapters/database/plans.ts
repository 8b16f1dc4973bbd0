import type { Database } from 'libsql';
import { Plan } from '../../../shared/plan.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, readRow, readRows, type Skipped, seal } from './rows.ts';

type Part = Pick<Store, 'plans' | 'plan' | 'addPlan' | 'updatePlan' | 'removePlan'>;

export function plans(db: Database, skipped: Skipped): Part {
  const read = (id: string): Plan | null => {
    const row = db.prepare(`SELECT ${asBytes('data')} FROM plans WHERE id = :id`).get({ id });
    return readRow(row, Plan, 'plans', skipped);
  };
  return {
    plans() {
      const rows = db.prepare(`SELECT ${asBytes('data')} FROM plans ORDER BY id`).all();
      return readRows(rows, Plan, 'plans', skipped);
    },
    plan: read,
    addPlan(plan) {
      db.prepare('INSERT INTO plans (id, data) VALUES (:id, :data)').run({
        id: plan.id,
        data: seal(plan),
      });
    },
    // Read and written in one transaction: a step that another process has noted is not lost.
    updatePlan(id, change) {
      const update = db.transaction((): Plan | null => {
        const plan = read(id);
        if (!plan) return null;
        const next = change(plan);
        db.prepare('UPDATE plans SET data = :data WHERE id = :id').run({ id, data: seal(next) });
        return next;
      });
      return update.immediate();
    },
    removePlan(id) {
      db.prepare('DELETE FROM plans WHERE id = :id').run({ id });
    },
  };
}
