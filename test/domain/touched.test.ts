import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../shared/result.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { exchange, must, startProduct, withManager } from '../support/fakes.ts';

const PROFILE = { id: 'ike-1', display_name: 'ike-strong', _revision: 2 };
const PEER = { id: 'peer-1', ike_profile_id: 'ike-1' };
const session = (id: string) => ({ id, display_name: `Session ${id}`, peer_endpoint_id: 'peer-1' });
const AWAY = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' } as const;

/** The window changes a profile; its copy is an hour old and knows one session. */
async function profileDraft() {
  const app = await withManager();
  const lists: Record<string, { id: string }[]> = {
    'ike-profiles': [PROFILE],
    'peer-endpoints': [PEER],
    sessions: [session('s1')],
  };
  app.nsx.list = async (_connection, kind) => ok(lists[kind] ?? []);
  app.nsx.read = async () => ok({ body: PROFILE, exchange: exchange(200, PROFILE) });
  app.nsx.states = [ok(exchange(200, { state: 'in_sync', details: [] }))];
  app.nsx.onWrite = async (write, onSent) => {
    onSent();
    const body = { ...PROFILE, ...write.body, _revision: 3 };
    const answer = { exchange: exchange(200, body), nsxRequestId: 'r-1' };
    return { end: 'answered', answer, body };
  };
  must(await app.call('inventory.refresh', { managerId: app.managerId }));
  const draft = must(
    await app.call('draft.create', {
      managerId: app.managerId,
      kind: 'ike-profiles',
      operation: 'change',
      entityId: 'ike-1',
      body: null,
    }),
  );
  const body = { ...draft.body, description: 'changed' };
  must(await app.call('draft.save', { draftId: draft.id, body, text: null, version: 2 }));
  await app.clock.advance(3_600_000);
  async function sent() {
    const input = { draftId: draft.id, version: 2, typedName: null };
    const { request } = must(await app.call('send.draft', input));
    await app.clock.advance(30_000);
    const got = must(await app.call('history.get', { requestId: request.id }));
    return { ...got, says: sentenceOf(got.summary, got.events, {}) };
  }
  return { ...app, lists, sent };
}

describe('the sessions that a change of a profile is followed on', () => {
  it('are those of now: one that was added since the copy was read is asked too', async () => {
    const app = await profileDraft();
    app.lists.sessions?.push(session('s2'));
    const { summary, says } = await app.sent();
    expect(summary.sessions.map(({ id, name }) => [id, name])).toEqual([
      ['s1', 'Session s1'],
      ['s2', 'Session s2'],
    ]);
    expect(summary.verdict).toBe('realized');
    expect(says).not.toContain('copy');
  });

  it('are those of the copy where they can’t be read, and sentence and record say how old it was', async () => {
    const app = await profileDraft();
    app.nsx.list = async () => fail(AWAY);
    const { summary, events, says } = await app.sent();
    expect(summary.sessions.map(({ id }) => id)).toEqual(['s1']);
    const start = events.find(({ fact }) => fact.type === 'watch-started')?.fact;
    expect(start).toMatchObject({ copyOf: expect.any(Number) });
    expect(says).toContain('its sessions are those of a copy 1 h old, as reading them anew failed');
  });

  it.each([
    ['by lists of now', false, 'No session uses this IKE profile, so there is nothing to ask'],
    ['by a copy', true, 'No session uses this IKE profile by a copy that is 1 h old'],
  ])('are none, and it says how that is known (%s)', async (_name, isAway, words) => {
    const app = await profileDraft();
    app.lists.sessions?.splice(0);
    if (isAway) {
      app.store.saveInventory(
        app.managerId,
        app.clock.now() - 3_600_000,
        new Map([['sessions', []]]),
      );
      app.nsx.list = async () => fail(AWAY);
    }
    const { summary, says } = await app.sent();
    expect(summary).toMatchObject({ verdict: 'accepted', open: false });
    expect(says).toContain(words);
  });

  it('are read once more after a start where Spanwatch was killed while it read them', async () => {
    const app = await profileDraft();
    const { list } = app.nsx;
    app.nsx.list = () => new Promise(() => {});
    const { summary } = await app.sent();
    expect(summary.sessions).toEqual([]);
    app.nsx.list = list;
    const again = startProduct(app);
    again.product.recover();
    await again.clock.advance(30_000);
    expect(must(await again.call('history.list', null))[0]).toMatchObject({
      verdict: 'realized',
      sessions: [{ id: 's1' }],
    });
  });
});
