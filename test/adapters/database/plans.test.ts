import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DraftId, ManagerId, PlanId, RequestId } from '../../../shared/ids.ts';
import type { Plan } from '../../../shared/plan.ts';
import { oldFile } from './old-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-plans-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const planId = PlanId.parse('plan-1');
const plan: Plan = {
  id: planId,
  managerId: ManagerId.parse('manager-1'),
  name: 'Branch Utrecht',
  draftIds: [DraftId.parse('a'), DraftId.parse('b')],
  createdAt: 1,
  steps: [],
  sending: false,
  stop: null,
  reverses: null,
};
const step = (n: number) => ({
  draftId: DraftId.parse('a'),
  requestId: RequestId.parse(`request-${n}`),
});
/** Two processes of another computer each: neither is known to have died. */
const open = (owner: string) => openDatabase(folder, undefined, `${owner}/1/1`);

describe('plans on disk', () => {
  it('are there after a restart, and keep what two processes note at the same time', () => {
    const one = open('one');
    const two = open('two');
    one.addPlan(plan);
    one.updatePlan(planId, (now) => ({ ...now, steps: [...now.steps, step(1)] }));
    two.updatePlan(planId, (now) => ({ ...now, steps: [...now.steps, step(2)] }));
    one.close();
    two.close();
    const later = open('later');
    expect(later.plans()).toEqual([{ ...plan, steps: [step(1), step(2)] }]);
    later.removePlan(planId);
    expect(later.plan(planId)).toBeNull();
    expect(later.updatePlan(planId, (now) => now)).toBeNull();
    later.close();
  });

  it('are sent by one process at a time; another takes over what has lapsed or was let go', () => {
    const one = open('one');
    const two = open('two');
    one.addPlan(plan);
    expect(one.claimPlan(planId, 1_000)).toBe(true);
    expect(two.claimPlan(planId, 20_000)).toBe(false);
    expect(two.claimPlan(planId, 40_000)).toBe(true);
    expect(one.claimPlan(planId, 40_001)).toBe(false);
    two.releasePlan(planId);
    expect(one.claimPlan(planId, 40_002)).toBe(true);
    one.close();
    expect(two.claimPlan(planId, 40_003)).toBe(true);
    two.close();
  });

  it('have their place in a file of the version before', () => {
    oldFile(folder, 3, () => {});
    const store = open('one');
    store.addPlan(plan);
    expect(store.plans()).toEqual([plan]);
    store.close();
  });
});
