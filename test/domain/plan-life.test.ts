import { describe, expect, it } from 'vitest';
import {
  GUIDE_SESSION,
  must,
  RIGHT_PASSWORD,
  SESSION_BODY,
  startProduct,
  withManager,
} from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';
import {
  answerWrites,
  draftNamed,
  edit,
  look,
  ORDER,
  sendPlan,
  settled,
  states,
  withPlan,
} from './plan-world.ts';

describe('what is in a plan', () => {
  it('is of one manager, in one plan, and goes when its draft goes', async () => {
    const app = await withPlan();
    const { managerId, planId } = app;
    const svc = await draftNamed(app, 'svc');
    const twice = await app.call('plan.create', { managerId, name: 'Other', draftIds: [svc.id] });
    expect(twice).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    must(await app.call('draft.discard', { draftId: svc.id }));
    const whole = await look(app, planId);
    expect(whole.summary.total).toBe(6);
    const local = whole.steps.find(({ name }) => name === 'local');
    expect(local?.stops[0]).toMatch(/^VPN service: names a new object that is not in this plan/);
  });

  it('can be taken out, put in, renamed and thrown away; the drafts stay', async () => {
    const app = await withPlan();
    const { planId } = app;
    const session = await draftNamed(app, 'session');
    const draftIds = [session.id];
    expect(must(await app.call('plan.remove', { planId, draftIds })).total).toBe(6);
    expect(must(await app.call('plan.add', { planId, draftIds })).total).toBe(7);
    const named = must(await app.call('plan.rename', { planId, name: 'Two' }));
    expect(named.plan.name).toBe('Two');
    must(await app.call('plan.discard', { planId, withDrafts: false }));
    expect(must(await app.call('plan.list', null))).toEqual([]);
    expect(must(await app.call('draft.list', null))).toHaveLength(7);
  });
});

describe('a plan that deletes', () => {
  it('is sent once its name was typed, its arrow with the keys that there are, and not otherwise', async () => {
    const app = await withManager();
    const { managerId } = app;
    const writes = answerWrites(app);
    const of = {
      managerId,
      kind: 'sessions',
      operation: 'delete',
      entityId: GUIDE_SESSION,
    } as const;
    const draft = must(await app.call('draft.create', { ...of, body: null }));
    const name = 'Delete München ↔ Osaka';
    const made = must(await app.call('plan.create', { managerId, name, draftIds: [draft.id] }));
    for (const typed of [null, '', 'Delete München - Osaka']) {
      expect(await sendPlan(app, made.plan.id, typed)).toMatchObject({
        failure: { kind: 'invalid', issues: [{ path: ['typedName'] }] },
      });
    }
    expect(writes).toEqual([]);
    must(await sendPlan(app, made.plan.id, ' Delete Mu\u0308nchen <-> Osaka'));
    expect(writes.map(({ method }) => method)).toEqual(['DELETE']);
  });
});

describe('a plan that deletes a session and changes the service that it stands on', () => {
  it('deletes first, though the endpoint between them is in the copy alone', async () => {
    const app = await withManager();
    const { managerId } = app;
    const put = (kind: 'services' | 'local-endpoints', id: string, fields = {}) =>
      app.store.saveEntity({
        ...{ managerId, kind, id, name: id, readAt: 1 },
        body: { id, display_name: id, ...fields },
      });
    put('services', 'svc-1', { logical_router_id: 'lr-1' });
    const local = String(SESSION_BODY.local_endpoint_id);
    put('local-endpoints', local, { ipsec_vpn_service_id: { target_id: 'svc-1' } });
    const draftIds = [];
    for (const of of [
      { kind: 'services', operation: 'change', entityId: 'svc-1' },
      { kind: 'sessions', operation: 'delete', entityId: GUIDE_SESSION },
    ] as const) {
      draftIds.push(must(await app.call('draft.create', { managerId, ...of, body: null })).id);
    }
    const made = must(await app.call('plan.create', { managerId, name: 'x', draftIds }));
    const { steps } = await look(app, made.plan.id);
    expect(steps.map(({ method }) => method)).toEqual(['DELETE', 'PUT']);
  });
});

describe('taking a plan back', () => {
  it('deletes what it created, the last first, after the plan’s name was typed', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    must(await sendPlan(app, app.planId));
    const { summary, notes } = must(await app.call('plan.reverse', { planId: app.planId }));
    expect(notes).toEqual([]);
    const planId = summary.plan.id;
    const { steps } = await look(app, planId);
    expect(steps.map(({ method, name }) => `${method} ${name}`)).toEqual(
      ['session', 'peer', 'local', 'dpd', 'tunnel', 'ike', 'svc'].map((name) => `DELETE ${name}`),
    );
    expect(steps[0]?.sessions).toEqual([{ id: 'nsx-session', name: 'session' }]);
    expect(await sendPlan(app, planId)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(writes).toHaveLength(7);
    must(await sendPlan(app, planId, 'Undo Branch'));
    expect(writes.slice(7).map(({ entityId }) => entityId)).toEqual([
      ...['session', 'peer', 'local', 'dpd', 'tunnel', 'ike', 'svc'].map((name) => `nsx-${name}`),
    ]);
    // And the reverse of the reverse makes them again, each naming the new ones.
    const again = must(await app.call('plan.reverse', { planId })).summary.plan.id;
    const back = await look(app, again);
    expect(back.steps.map(({ method, name }) => `${method} ${name}`)).toEqual(
      ORDER.map((name) => `POST ${name}`),
    );
    expect(back.steps.find(({ name }) => name === 'local')?.uses[0]?.name).toBe('svc');
    expect(back.steps.find(({ name }) => name === 'session')?.uses).toHaveLength(2);
    const stops = back.steps.flatMap((one) => one.stops);
    expect(stops).toHaveLength(1);
    expect(stops[0]).toMatch(/pre-shared key/i);
  });

  it('puts back what was changed', async () => {
    const app = await withManager();
    answerWrites(app);
    const { managerId } = app;
    const change = {
      managerId,
      kind: 'sessions',
      operation: 'change',
      entityId: GUIDE_SESSION,
    } as const;
    const draft = must(await app.call('draft.create', { ...change, body: null }));
    await edit(app, draft.id, { display_name: 'Renamed' });
    const made = must(
      await app.call('plan.create', { managerId, name: 'Rename', draftIds: [draft.id] }),
    );
    must(await sendPlan(app, made.plan.id));
    const { summary } = must(await app.call('plan.reverse', { planId: made.plan.id }));
    const [step] = (await look(app, summary.plan.id)).steps;
    expect(step).toMatchObject({ method: 'PUT', changedFields: ['display_name'] });
    expect((await draftNamed(app, 'Test RZ')).body._revision).toBe(1);
  });
});

describe('taking back a plan that went on after it was taken back', () => {
  it('takes back what came since too, and a plan of it that was emptied is made anew', async () => {
    const app = await withPlan();
    let isRefused = true;
    answerWrites(app, (name) => (isRefused && name === 'tunnel' ? 'refused' : null));
    const { planId } = app;
    must(await sendPlan(app, planId));
    const first = must(await app.call('plan.reverse', { planId })).summary;
    expect(first.total).toBe(2);
    expect(must(await app.call('plan.reverse', { planId })).summary.plan.id).toBe(first.plan.id);
    isRefused = false;
    await app.clock.advance(1_000);
    must(await sendPlan(app, planId));
    const since = must(await app.call('plan.reverse', { planId })).summary;
    const { steps } = await look(app, since.plan.id);
    expect(steps.map(({ name }) => name)).toEqual(['session', 'peer', 'local', 'dpd', 'tunnel']);
    expect(must(await app.call('plan.reverse', { planId })).summary.plan.id).toBe(since.plan.id);
    const { draftIds } = since.plan;
    must(await app.call('plan.remove', { planId: since.plan.id, draftIds }));
    expect(must(await app.call('plan.reverse', { planId })).summary.total).toBe(5);
  });
});

describe('deleting what is used', () => {
  it('finds the users first, and makes a plan of them in that order', async () => {
    const app = await withManager();
    const { managerId } = app;
    const put = (kind: 'peer-endpoints' | 'ike-profiles', id: string, fields = {}) =>
      app.store.saveEntity({
        ...{ managerId, kind, id, name: id, readAt: 1 },
        body: { id, display_name: id, ...fields },
      });
    put('ike-profiles', 'ike-1');
    put('peer-endpoints', '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d', { ike_profile_id: 'ike-1' });
    const what = { managerId, kind: 'ike-profiles', entityId: 'ike-1' } as const;
    const { objects } = must(await app.call('plan.delete-order', what));
    const order = [GUIDE_SESSION, '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d', 'ike-1'];
    expect(objects.map(({ id }) => id)).toEqual(order);
    const made = must(await app.call('plan.deletes', what));
    const { steps } = await look(app, made.plan.id);
    expect(steps.map(({ entityId }) => entityId)).toEqual(order);
    expect(steps.flatMap(({ asks }) => asks.filter((one) => one.startsWith('Still used')))).toEqual(
      [],
    );

    // Without the session's own delete, the peer endpoint is still used.
    const [session] = steps;
    if (!session) throw new Error('no step');
    must(await app.call('plan.remove', { planId: made.plan.id, draftIds: [session.draftId] }));
    const [peer] = (await look(app, made.plan.id)).steps;
    expect(peer?.asks.join()).toMatch(/Still used: IPSec VPN session “Test RZ” uses it/);
  });
});

describe('a life that ends in the middle of a plan', () => {
  /** The store as it was when the process died, at each fact that was stored; and before and after each plan's update. */
  async function cuts() {
    const app = await withPlan();
    const writes = answerWrites(app);
    const peer = (await draftNamed(app, 'peer')).id;
    const copies: { disk: ReturnType<typeof app.store.copy>; writes: number }[] = [];
    const cut = () => copies.push({ disk: app.store.copy(), writes: writes.length });
    const { addFact, addRequest, updatePlan, saveDraft, removeDraft } = app.store;
    const cutting =
      <A extends unknown[], R>(work: (...args: A) => R) =>
      (...args: A): R => {
        cut();
        const result = work(...args);
        cut();
        return result;
      };
    Object.assign(app.store, {
      addFact: cutting(addFact),
      addRequest: cutting(addRequest),
      updatePlan: cutting(updatePlan),
      saveDraft: cutting(saveDraft),
      removeDraft: cutting(removeDraft),
    });
    must(await sendPlan(app, app.planId));
    return { copies, planId: app.planId, peer };
  }

  it('sends nothing by itself afterwards, says what is done, and goes on: each object is made once', async () => {
    const { copies, planId, peer } = await cuts();
    expect(copies.length).toBeGreaterThan(80);
    for (const { disk, writes: before } of copies) {
      const app = startProduct({ store: memoryStore(disk) });
      const managerId = app.store.managers()[0]?.id;
      if (!managerId) throw new Error('no manager');
      await app.vault.keep(managerId, RIGHT_PASSWORD, 'keychain');
      await app.vault.keep(`draft:${peer}:psk`, 'made-Key-1', 'keychain');
      // What had arrived is there to be read back.
      const arrived = new Set(ORDER.slice(0, before));
      const writes = answerWrites({ ...app, managerId });
      const asked = app.store.requests();
      app.nsx.list = async (_connection, kind) => ({
        ok: true,
        value: asked.flatMap((one) => {
          const isThere = one.kind === kind && arrived.has(one.entityName);
          return isThere ? [{ ...one.bodyAfter, id: `nsx-${one.entityName}`, _revision: 0 }] : [];
        }),
      });
      app.product.recover();
      await app.clock.advance(180_000);
      must(await app.call('manager.check', { managerId }));
      await app.clock.advance(180_000);
      expect(writes).toEqual([]);
      const whole = await look(app, planId);
      expect(['ready', 'stopped', 'done']).toContain(whole.summary.state);
      expect(whole.summary.accepted).toBe(before);
      const known = whole.summary.plan.steps.map(({ requestId }) => requestId);
      expect(known).toEqual(app.store.requests().map(({ id }) => id));
      if (whole.summary.state !== 'done') {
        must(await sendPlan({ ...app, managerId }, planId));
      }
      const after = await look(app, planId);
      expect(after.summary).toMatchObject({ state: 'done', accepted: 7 });
      expect(writes.map(({ body }) => body?.display_name)).toEqual(ORDER.slice(before));
      expect(app.bugs).toEqual([]);
      app.product.close();
    }
  });
});

describe('a draft that was sent by itself before it came into a plan', () => {
  it('is still to be sent after a restart: what went out before is no step of the plan', async () => {
    const app = await withManager();
    const { managerId } = app;
    const writes = answerWrites(app);
    const made = must(
      await app.call('draft.create', {
        ...{ managerId, kind: 'dpd-profiles', operation: 'create', entityId: null },
        body: { display_name: 'dpd', description: 'one' },
      } as const),
    );
    const { onWrite } = app.nsx;
    app.nsx.onWrite = async (write, onSent) => {
      // Typed while it is on its way: the draft stays, as a change of what NSX has then.
      await edit(app, made.id, { description: 'two' });
      return onWrite(write, onSent);
    };
    must(await app.call('send.draft', { draftId: made.id, version: 1, typedName: null }));
    await settled(app);
    expect(app.store.draft(made.id)).toMatchObject({ operation: 'change', entityId: 'nsx-dpd' });
    const plan = must(
      await app.call('plan.create', { managerId, name: 'Later', draftIds: [made.id] }),
    ).plan;
    expect(states(await look(app, plan.id))).toEqual(['dpd waiting']);

    const again = startProduct({ store: memoryStore(app.store.copy()) });
    await again.vault.keep(managerId, RIGHT_PASSWORD, 'keychain');
    again.product.recover();
    await settled(again);
    expect(states(await look(again, plan.id))).toEqual(['dpd waiting']);
    expect(writes).toHaveLength(1);
    again.product.close();
  });
});
