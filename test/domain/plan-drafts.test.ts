import { describe, expect, it } from 'vitest';
import { must, withManager } from '../support/fakes.ts';
import { answerWrites, look, sendPlan, withPlan } from './plan-world.ts';

describe('a plan that makes its own drafts', () => {
  const put = (
    app: Awaited<ReturnType<typeof withManager>>,
    kind: 'peer-endpoints' | 'ike-profiles',
    id: string,
    fields = {},
  ) =>
    app.store.saveEntity({
      ...{ managerId: app.managerId, kind, id, name: id, readAt: 1 },
      body: { id, display_name: id, ...fields },
    });

  it('leaves none of them behind where one is in another plan, and that one stays', async () => {
    const app = await withManager();
    const { managerId } = app;
    put(app, 'ike-profiles', 'ike-1');
    put(app, 'peer-endpoints', 'peer-1', { ike_profile_id: 'ike-1' });
    put(app, 'peer-endpoints', 'peer-2', { ike_profile_id: 'ike-1' });
    const what = { managerId, kind: 'peer-endpoints', entityId: 'peer-2' } as const;
    const other = must(await app.call('plan.deletes', what));
    const ike = { managerId, kind: 'ike-profiles', entityId: 'ike-1' } as const;
    expect(await app.call('plan.deletes', ike)).toMatchObject({ failure: { kind: 'invalid' } });
    const left = must(await app.call('draft.list', null)).map(({ id }) => id);
    expect(left).toEqual(other.plan.draftIds);
    expect(must(await app.call('plan.list', null))).toHaveLength(1);
  });

  it('leaves none of them behind where the disk takes no more in the middle', async () => {
    const app = await withPlan();
    answerWrites(app);
    must(await sendPlan(app, app.planId));
    const { saveDraft } = app.store;
    let room = 3;
    app.store.saveDraft = (...args) => {
      if (room === 0) throw new Error('disk full');
      room -= 1;
      saveDraft(...args);
    };
    const { planId } = app;
    expect(await app.call('plan.reverse', { planId })).toMatchObject({ failure: { kind: 'bug' } });
    expect(must(await app.call('draft.list', null))).toEqual([]);
    expect(must(await app.call('plan.list', null))).toHaveLength(1);
    room = 99;
    expect(must(await app.call('plan.reverse', { planId })).summary.total).toBe(7);
  });

  it('is refused before any draft is made where more would have to go than a plan holds', async () => {
    const app = await withManager();
    const { managerId } = app;
    put(app, 'ike-profiles', 'ike-1');
    for (let at = 0; at < 199; at += 1) {
      put(app, 'peer-endpoints', `peer-${at}`, { ike_profile_id: 'ike-1' });
    }
    const what = { managerId, kind: 'ike-profiles', entityId: 'ike-1' } as const;
    expect(must(await app.call('plan.delete-order', what)).objects).toHaveLength(200);
    put(app, 'peer-endpoints', 'peer-199', { ike_profile_id: 'ike-1' });
    let made = 0;
    const { saveDraft } = app.store;
    app.store.saveDraft = (...args) => {
      made += 1;
      saveDraft(...args);
    };
    const refused = await app.call('plan.deletes', what);
    expect(refused).toMatchObject({ failure: { kind: 'invalid' } });
    expect(JSON.stringify(refused)).toContain('More than 200 objects would have to go');
    expect(made).toBe(0);
  });

  it('names the first of those that still use what it deletes, and says that there are others', async () => {
    const app = await withManager();
    const { managerId } = app;
    put(app, 'ike-profiles', 'ike-1');
    for (let at = 0; at < 30; at += 1) {
      put(app, 'peer-endpoints', `peer-${at}`, { ike_profile_id: 'ike-1' });
    }
    const alone = {
      managerId,
      kind: 'ike-profiles',
      operation: 'delete',
      entityId: 'ike-1',
    } as const;
    const draft = must(await app.call('draft.create', { ...alone, body: null }));
    const made = must(
      await app.call('plan.create', { managerId, name: 'x', draftIds: [draft.id] }),
    );
    const [step] = (await look(app, made.plan.id)).steps;
    const still = step?.asks.filter((one) => one.startsWith('Still used')) ?? [];
    expect(still).toHaveLength(21);
    expect(still.at(-1)).toMatch(/by others too/);
  });
});
