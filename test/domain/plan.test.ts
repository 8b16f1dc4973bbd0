import { describe, expect, it } from 'vitest';
import { must, withManager } from '../support/fakes.ts';
import {
  ALL_NEW,
  answerWrites,
  confirm,
  draftNamed,
  edit,
  look,
  ORDER,
  sendPlan,
  settled,
  states,
  withPlan,
} from './plan-world.ts';

describe('a new VPN session as a plan', () => {
  it('makes a draft of each new object, which name one another, in the order of what refers to what', async () => {
    const app = await withPlan();
    const { steps, summary } = await look(app, app.planId);
    expect(steps.map(({ name }) => name)).toEqual(ORDER);
    expect(steps.every(({ stops }) => stops.length === 0)).toBe(true);
    expect(summary).toMatchObject({ state: 'ready', accepted: 0, total: 7 });
    const peer = steps.find(({ name }) => name === 'peer');
    expect(peer?.uses.map(({ label, name }) => `${label}: ${name}`)).toEqual([
      'IKE profile: ike',
      'Tunnel profile: tunnel',
      'DPD profile: dpd',
    ]);
  });

  it('names what is there by its id, and makes nothing of it', async () => {
    const app = await withManager();
    const { managerId } = app;
    const body = { id: 'local-9', display_name: 'there', local_address: '198.51.100.9' };
    const entity = { managerId, kind: 'local-endpoints' as const, name: 'there', readAt: 1 };
    app.store.saveEntity({ ...entity, id: 'local-9', body });
    const parts = {
      ...ALL_NEW,
      service: { use: 'as-is' as const },
      ikeProfile: { use: 'as-is' as const },
      tunnelProfile: { use: 'as-is' as const },
      dpdProfile: { use: 'as-is' as const },
      localEndpoint: { use: 'existing' as const, id: 'local-9' },
    };
    const made = must(await app.call('plan.new-session', { managerId, name: 'x', parts }));
    const { steps } = await look(app, made.plan.id);
    expect(steps.map(({ name }) => name)).toEqual(['peer', 'session']);
    expect((await draftNamed(app, 'session')).body.local_endpoint_id).toBe('local-9');
  });

  it('says at which part a choice can’t be', async () => {
    const app = await withManager();
    const { managerId } = app;
    const parts = { ...ALL_NEW, service: { use: 'existing' as const, id: 'nowhere' } };
    const result = await app.call('plan.new-session', { managerId, name: 'x', parts });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', issues: [{ path: ['parts', 'service'] }] },
    });
    expect(must(await app.call('draft.list', null))).toEqual([]);
  });
});

describe('sending a plan', () => {
  it('sends each step once, in order, with the ids that came back, and is done', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    must(await sendPlan(app, app.planId));
    expect(writes.map(({ body }) => body?.display_name)).toEqual(ORDER);
    const [, , , , local, peer, session] = writes.map(({ body }) => body);
    expect(local?.ipsec_vpn_service_id).toMatchObject({ target_id: 'nsx-svc' });
    expect(peer).toMatchObject({
      ike_profile_id: 'nsx-ike',
      ipsec_tunnel_profile_id: 'nsx-tunnel',
      dpd_profile_id: 'nsx-dpd',
      psk: 'made-Key-1',
    });
    expect(session).toMatchObject({ local_endpoint_id: 'nsx-local', peer_endpoint_id: 'nsx-peer' });
    const whole = await look(app, app.planId);
    expect(whole.summary).toMatchObject({ state: 'done', accepted: 7 });
    expect(whole.steps.map(({ requestId }) => requestId !== null)).not.toContain(false);
    expect(must(await app.call('draft.list', null))).toEqual([]);
    expect(app.bugs).toEqual([]);
  });

  it('keeps the key of a later step in the keychain until that step is sent', async () => {
    const app = await withPlan();
    const peer = await draftNamed(app, 'peer');
    const kept = () => app.vault.password(`draft:${peer.id}:psk`).then(must);
    answerWrites(app, (name) => (name === 'local' ? 'refused' : null));
    must(await sendPlan(app, app.planId));
    expect(await kept()).toBe('made-Key-1');
    answerWrites(app);
    must(await sendPlan(app, app.planId));
    expect(await kept()).toBeNull();
  });

  it('stops at a step that is refused, says why, and goes on from there once it is mended', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => (name === 'dpd' ? 'refused' : null));
    must(await sendPlan(app, app.planId));
    const stopped = await look(app, app.planId);
    expect(states(stopped)).toEqual([
      'svc accepted',
      'ike accepted',
      'tunnel accepted',
      'dpd refused',
      'local waiting',
      'peer waiting',
      'session waiting',
    ]);
    expect(stopped.summary).toMatchObject({ state: 'stopped', accepted: 3 });
    expect(stopped.summary.plan.stop).toMatchObject({ reason: 'refused' });
    expect(stopped.summary.plan.stop?.detail).toContain('HTTP 400: VPN:110000 Not like this.');

    await edit(app, (await draftNamed(app, 'dpd')).id, { display_name: 'dpd mended' });
    must(await sendPlan(app, app.planId));
    expect(writes.map(({ body }) => body?.display_name)).toEqual([
      ...['svc', 'ike', 'tunnel', 'dpd', 'dpd mended', 'local', 'peer', 'session'],
    ]);
    expect((await look(app, app.planId)).summary).toMatchObject({ state: 'done', accepted: 7 });
  });

  it('stops where a step was not sent, and the step after it has never left', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => (name === 'ike' ? 'not-sent' : null));
    must(await sendPlan(app, app.planId));
    const { summary } = await look(app, app.planId);
    expect(writes).toHaveLength(1);
    expect(summary.plan.stop).toMatchObject({ reason: 'not-sent' });
    expect(summary.plan.stop?.detail).toMatch(/^It was not sent: connection reset/);
  });

  it('never sends a step in doubt again: once read back as applied it counts, with its id', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => (name === 'svc' ? 'lost' : null));
    app.nsx.list = async () => ({ ok: false, failure: { kind: 'not-found', what: 'it' } });
    must(await sendPlan(app, app.planId));
    expect(states(await look(app, app.planId))[0]).toBe('svc in-doubt');
    await sendPlan(app, app.planId);
    expect((await look(app, app.planId)).summary.plan.stop?.reason).toBe('in-doubt');
    expect(writes).toHaveLength(1);

    // Read back: it is there.
    const sent = writes[0]?.body ?? {};
    app.nsx.list = async () => ({ ok: true, value: [{ ...sent, id: 'found-svc', _revision: 0 }] });
    const [request] = must(await app.call('history.list', null));
    if (!request) throw new Error('no request');
    must(await app.call('send.settle', { requestId: request.request.id }));
    expect(states(await look(app, app.planId))[0]).toBe('svc accepted');
    must(await sendPlan(app, app.planId));
    expect(writes.map(({ body }) => body?.display_name)).toEqual(ORDER);
    expect(writes[4]?.body?.ipsec_vpn_service_id).toMatchObject({ target_id: 'found-svc' });
  });

  it('sends a step again only where reading back showed that it had not arrived', async () => {
    const app = await withPlan();
    let loses = true;
    const writes = answerWrites(app, (name) => (loses && name === 'svc' ? 'lost' : null));
    must(await sendPlan(app, app.planId));
    loses = false;
    app.nsx.list = async () => ({ ok: true, value: [] });
    await app.clock.advance(120_000);
    expect(states(await look(app, app.planId))[0]).toBe('svc not-sent');
    expect(writes).toHaveLength(1);
    must(await sendPlan(app, app.planId));
    expect(writes).toHaveLength(8);
  });

  it('stops at a draft that was changed while the steps before it were sent', async () => {
    const app = await withPlan();
    const session = await draftNamed(app, 'session');
    let typed = false;
    const writes = answerWrites(app, (name) => {
      if (name === 'ike' && !typed) {
        typed = true;
        void edit(app, session.id, { description: 'typed meanwhile' });
      }
      return null;
    });
    must(await sendPlan(app, app.planId));
    expect(writes).toHaveLength(6);
    const stop = (await look(app, app.planId)).summary.plan.stop;
    expect(stop).toMatchObject({ reason: 'blocked', draftId: session.id });
    expect(stop?.detail).toMatch(/changed after the plan was confirmed/);
  });

  it('begins nothing that is known not to end: an invalid step, an old base, another plan than was confirmed', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    const local = await draftNamed(app, 'local');
    await edit(app, local.id, { local_address: 'nonsense' });
    const invalid = await sendPlan(app, app.planId);
    expect(invalid).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    if (!invalid.ok && invalid.failure.kind === 'invalid') {
      expect(invalid.failure.issues[0]?.message).toMatch(/“local”: Local address/);
    }
    await edit(app, local.id, { local_address: '198.51.100.1' });
    const { steps } = await look(app, app.planId);
    const versions = Object.fromEntries(steps.map((one) => [one.draftId, one.version ?? 0]));
    await edit(app, local.id, { description: 'once more' });
    const stale = await app.call('plan.send', { planId: app.planId, versions, typedName: null });
    expect(stale).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(writes).toEqual([]);
  });

  it('sends once for two clicks at the same moment', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    await Promise.all([confirm(app, app.planId), confirm(app, app.planId)]);
    await settled(app);
    expect(writes).toHaveLength(7);
  });

  it('stops when a person says so, after the step that is under way', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => {
      if (name === 'ike') void app.call('plan.stop', { planId: app.planId });
      return null;
    });
    must(await sendPlan(app, app.planId));
    expect(writes).toHaveLength(2);
    expect((await look(app, app.planId)).summary).toMatchObject({ state: 'stopped', accepted: 2 });
  });

  it('begins no other step once the application ends, and says so at the next start', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => {
      if (name === 'ike') void app.product.idle();
      return null;
    });
    must(await sendPlan(app, app.planId));
    expect(writes).toHaveLength(2);
    const { summary } = await look(app, app.planId);
    expect(summary).toMatchObject({ state: 'stopped', accepted: 2 });
    expect(summary.plan.stop?.reason).toBe('closed');
  });

  it('stays as it was confirmed while it is sent: nothing comes in, goes out or is thrown away', async () => {
    const app = await withPlan();
    const { planId } = app;
    const draftIds = [(await draftNamed(app, 'session')).id];
    const acts: Promise<unknown>[] = [];
    answerWrites(app, (name) => {
      if (name !== 'ike') return null;
      acts.push(app.call('plan.remove', { planId, draftIds }));
      acts.push(app.call('plan.add', { planId, draftIds }));
      acts.push(app.call('plan.discard', { planId, withDrafts: true }));
      return null;
    });
    must(await sendPlan(app, planId));
    const refused = { ok: false, failure: { kind: 'stale' } };
    expect(await Promise.all(acts)).toMatchObject([refused, refused, refused]);
    expect((await look(app, planId)).summary).toMatchObject({ state: 'done', accepted: 7 });
  });

  it('sends no other step once another process has taken it for one of the dead: a lid was closed for long', async () => {
    const app = await withPlan();
    const writes = answerWrites(app, (name) => {
      if (name === 'ike') app.store.updatePlan(app.planId, (plan) => ({ ...plan, sending: false }));
      return null;
    });
    must(await sendPlan(app, app.planId));
    expect(writes).toHaveLength(2);
    expect((await look(app, app.planId)).summary).toMatchObject({ state: 'stopped', accepted: 2 });
  });

  it('sends nothing while another process sends the plan', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    app.store.takenPlans.add(app.planId);
    expect(await sendPlan(app, app.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'stale' },
    });
    expect(writes).toEqual([]);
  });
});

describe('a single draft that names what is not created yet', () => {
  it('is not sent, and its pre-flight says so', async () => {
    const app = await withPlan();
    const writes = answerWrites(app);
    const session = await draftNamed(app, 'session');
    const { version } = session;
    const sent = await app.call('send.draft', { draftId: session.id, version, typedName: null });
    expect(sent).toMatchObject({
      ok: false,
      failure: {
        kind: 'invalid',
        issues: [
          { path: ['local_endpoint_id'], message: expect.stringContaining('not created yet') },
          { path: ['peer_endpoint_id'] },
        ],
      },
    });
    const lines = must(await app.call('draft.preflight', { draftId: session.id }));
    expect(lines.filter(({ level }) => level === 'wait').map(({ title }) => title)).toEqual([
      'Local endpoint is not created yet',
      'Peer endpoint is not created yet',
    ]);
    expect(writes).toEqual([]);
  });

  it('is named with its id as soon as the draft that it waits for is sent by itself', async () => {
    const app = await withPlan();
    answerWrites(app);
    const { id: draftId, version } = await draftNamed(app, 'svc');
    must(await app.call('send.draft', { draftId, version, typedName: null }));
    await app.clock.advance(0);
    const local = await draftNamed(app, 'local');
    expect(local.body.ipsec_vpn_service_id).toMatchObject({ target_id: 'nsx-svc' });
    expect(states(await look(app, app.planId))[0]).toBe('svc accepted');
  });
});
