import { describe, expect, it } from 'vitest';
import { sessionsUsing } from '../../shared/nsx/references.ts';
import { combineVerdicts, type Verdict } from '../../shared/realization.ts';
import { ok } from '../../shared/result.ts';
import { exchange, GUIDE_REQUEST, must, withManager } from '../support/fakes.ts';

const state = (word: string) => ok(exchange(200, { state: word, details: [] }));

const PROFILE = { id: 'ike-1', display_name: 'ike-strong', _revision: 2 };
const LISTS: Record<string, { id: string; [field: string]: string | { target_id: string } }[]> = {
  'ike-profiles': [{ id: 'ike-1', display_name: 'ike-strong' }],
  'peer-endpoints': [
    { id: 'peer-1', ike_profile_id: 'ike-1' },
    { id: 'peer-2', ike_profile_id: 'ike-other' },
  ],
  'local-endpoints': [{ id: 'local-1', ipsec_vpn_service_id: { target_id: 'service-1' } }],
  services: [{ id: 'service-1' }],
  sessions: [
    {
      id: 's1',
      display_name: 'Amsterdam',
      peer_endpoint_id: 'peer-1',
      local_endpoint_id: 'local-1',
    },
    { id: 's2', display_name: 'Bergen', peer_endpoint_id: 'peer-1', local_endpoint_id: 'local-2' },
    { id: 's3', display_name: 'Cork', peer_endpoint_id: 'peer-2', local_endpoint_id: 'local-1' },
  ],
};

describe('the sessions that a change touches', () => {
  it.each([
    ['a session', 'sessions', 's2', ['s2']],
    ['a peer endpoint', 'peer-endpoints', 'peer-1', ['s1', 's2']],
    ['a local endpoint', 'local-endpoints', 'local-1', ['s1', 's3']],
    ['a profile, through the peer endpoints that name it', 'ike-profiles', 'ike-1', ['s1', 's2']],
    ['a service, through the local endpoints that name it', 'services', 'service-1', ['s1', 's3']],
    ['a profile that nothing names', 'dpd-profiles', 'dpd-1', []],
  ] as const)('are found for %s', (_name, kind, id, expected) => {
    const bodies = (of: string) => (LISTS[of] ?? []).map((body) => ({ id: body.id, body }));
    expect(sessionsUsing(kind, id, bodies)).toEqual(expected);
  });
});

describe('one verdict for several sessions', () => {
  const open = (verdict: Verdict) => ({ verdict, open: true });
  const ended = (verdict: Verdict) => ({ verdict, open: false });
  it.each([
    ['all realized', [ended('realized'), ended('realized')], 'realized'],
    ['one still in progress', [ended('realized'), open('in-progress')], 'in-progress'],
    ['one unknown', [open('in-progress'), open('unknown')], 'unknown'],
    ['one not asked yet', [ended('realized'), open('accepted')], 'in-progress'],
    ['none asked yet', [open('accepted'), open('accepted')], 'accepted'],
    ['one failed, one open: not over', [ended('failed'), open('in-progress')], 'in-progress'],
    ['one failed, one realized', [ended('failed'), ended('realized')], 'partial'],
    ['all failed', [ended('failed'), ended('failed')], 'failed'],
    ['one missing', [ended('realized'), ended('missing')], 'missing'],
    ['one timed out', [ended('realized'), ended('timed-out')], 'timed-out'],
  ])('%s', (_name, sessions, expected) => {
    expect(combineVerdicts(sessions)).toBe(expected);
  });
});

/** A product that knows the lists above, and has changed the profile with one write. */
async function profileChanged() {
  const app = await withManager();
  app.nsx.list = async (_connection, kind) => ok(LISTS[kind] ?? []);
  app.nsx.read = async () => ok({ body: PROFILE, exchange: exchange(200, PROFILE) });
  must(await app.call('inventory.refresh', { managerId: app.managerId }));
  const send = (method: 'PUT' | 'POST' | 'DELETE', entityId: string | null, follow = true) =>
    app.product.terminal.send({
      managerId: app.managerId,
      method,
      kind: 'ike-profiles',
      entityId,
      body: method === 'DELETE' ? null : { ...PROFILE, description: 'changed' },
      follow,
    });
  return { ...app, send };
}

describe('a change of a profile', () => {
  it('is followed on every session that uses it, with the one request id', async () => {
    const app = await profileChanged();
    const states: Record<string, string[]> = { s1: ['in_sync'], s2: ['in_progress', 'in_sync'] };
    app.nsx.state = async (_connection, session, requestId) => {
      app.nsx.calls.push(`state ${session} ${requestId}`);
      const words = states[session] ?? [];
      return state((words.length > 1 ? words.shift() : words[0]) ?? 'unknown');
    };
    const sent = must(await app.send('PUT', 'ike-1'));
    await app.clock.advance(2_000);
    const halfway = must(await app.call('history.get', { requestId: sent.request.id })).summary;
    expect(halfway).toMatchObject({ verdict: 'in-progress', open: true });
    await app.clock.advance(60_000);
    const { summary } = must(await app.call('history.get', { requestId: sent.request.id }));
    expect(summary).toMatchObject({
      verdict: 'realized',
      open: false,
      sessions: [
        { id: 's1', name: 'Amsterdam', verdict: 'realized' },
        { id: 's2', name: 'Bergen', verdict: 'realized' },
      ],
    });
    const asked = app.nsx.calls.filter((call) => call.startsWith('state'));
    expect(asked).toHaveLength(3);
    expect(asked.every((call) => call.endsWith(GUIDE_REQUEST))).toBe(true);
  });

  it('is partial where one session has it and another failed, and resumes the failed one alone', async () => {
    const app = await profileChanged();
    const words: Record<string, string> = { s1: 'in_sync', s2: 'error' };
    app.nsx.state = async (_connection, session) => {
      app.nsx.calls.push(`state ${session}`);
      return state(words[session] ?? 'unknown');
    };
    const { request } = must(await app.send('PUT', 'ike-1'));
    await app.clock.advance(30_000);
    const summary = async () =>
      must(await app.call('history.get', { requestId: request.id })).summary;
    expect(await summary()).toMatchObject({ verdict: 'partial', open: false });
    words.s2 = 'in_sync';
    must(await app.call('watch.resume', { requestId: request.id }));
    await app.clock.advance(30_000);
    expect(await summary()).toMatchObject({ verdict: 'realized', open: false });
    expect(app.nsx.calls.filter((call) => call === 'state s1')).toHaveLength(1);
  });

  it('is listed before it is sent, with the sessions that it touches', async () => {
    const app = await profileChanged();
    const draft = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'change',
        entityId: 's1',
        body: null,
      }),
    );
    const affected = must(await app.call('send.affected', { draftId: draft.id }));
    expect(affected.sessions).toEqual([{ id: 's1', name: 'Amsterdam' }]);
  });

  it.each([
    ['a new one', 'POST', null, /No session uses this new IKE profile yet/],
    ['a deleted one', 'DELETE', 'ike-1', /A deleted IKE profile has no session/],
  ] as const)('has nothing to ask about %s, and says so', async (_name, method, id, words) => {
    const app = await profileChanged();
    const summary = must(await app.send(method, id));
    expect(summary).toMatchObject({ verdict: 'accepted', open: false });
    const facts = app.store.events(summary.request.id).map((event) => event.fact);
    expect(facts.at(-1)).toMatchObject({
      type: 'nothing-to-ask',
      reason: expect.stringMatching(words),
    });
    await app.clock.advance(600_000);
    expect(app.nsx.calls.filter((call) => call.startsWith('state'))).toEqual([]);
  });

  it('is not followed where that is not wanted', async () => {
    const app = await profileChanged();
    expect(must(await app.send('PUT', 'ike-1', false))).toMatchObject({
      verdict: 'accepted',
      open: false,
    });
  });
});
