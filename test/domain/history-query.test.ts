import { describe, expect, test } from 'vitest';
import { ALL_REQUESTS, NEWEST_FIRST, ViewFilter } from '../../shared/history-query.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import type { RequestFact } from '../../shared/request.ts';
import { exchange, fakeNsx, GUIDE_REQUEST, must, withDraft } from '../support/fakes.ts';

const PAGE = { sort: NEWEST_FIRST, offset: 0, limit: 50, locate: null };

/** What the guide's session stands on, and one that it doesn't. */
const SPAN: Partial<Record<InventoryKind, JsonObject[]>> = {
  'local-endpoints': [
    {
      id: '91ebfa0a-820f-41ab-bd87-f0fb1f24e7c8',
      display_name: 'le-ams-public-1',
      local_address: '192.0.2.71',
      ipsec_vpn_service_id: { target_id: 'service-1' },
    },
  ],
  'peer-endpoints': [
    {
      id: '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d',
      display_name: 'peer-osaka',
      peer_address: '203.0.113.10',
      peer_id: '203.0.113.10',
      ike_profile_id: 'ike-1',
    },
    { id: 'other', display_name: 'other-peer', peer_address: '198.51.100.9' },
  ],
  'ike-profiles': [{ id: 'ike-1', display_name: 'nsx-l3vpn-ike' }],
  services: [{ id: 'service-1', display_name: 'vpn-amsterdam' }],
  'transport-nodes': [{ id: 'node-1', display_name: 'edge-fra-03' }],
};
const STATE = {
  details: [{ sub_system_id: 'node-1', state: 'in_sync' }],
  state: 'in_sync',
};

async function oneSent(
  lists: Partial<Record<InventoryKind, JsonObject[]>> = {},
  state = exchange(200, STATE),
) {
  const nsx = fakeNsx();
  const { list } = nsx;
  nsx.list = async (connection, kind, ...more) => {
    const listed = lists[kind];
    return listed ? { ok: true, value: listed } : list(connection, kind, ...more);
  };
  const app = await withDraft({ nsx });
  app.nsx.states = [{ ok: true, value: state }];
  const { request } = must(await app.send());
  await app.clock.advance(60_000);
  const total = async (change: Partial<typeof ALL_REQUESTS>) =>
    must(await app.call('history.find', { ...PAGE, filter: { ...ALL_REQUESTS, ...change } })).total;
  return { ...app, requestId: request.id, total };
}

describe('a request that was sent', () => {
  test('is found by its name, a piece of its id, an address, a subnet, and not by what it does not have', async () => {
    const { total } = await oneSent();
    for (const text of ['', 'rz_upd', GUIDE_REQUEST.slice(5, 16), 'NSX.example', '2.1.4.0/24']) {
      expect([text, await total({ text })]).toEqual([text, 1]);
    }
    for (const text of ['nowhere', 'rz_upd nowhere']) {
      expect([text, await total({ text })]).toEqual([text, 0]);
    }
  });

  test('is found by what its session stands on, and by its nodes’ names, when their copy is gone', async () => {
    const { call, managerId, total, requestId } = await oneSent(SPAN);
    must(await call('manager.remove', { managerId }));
    for (const text of [
      'le-ams-public-1',
      '192.0.2.71',
      'peer-osaka',
      '203.0.113.10',
      'nsx-l3vpn-ike',
      'vpn-amsterdam',
      'edge-fra-03',
    ]) {
      expect([text, await total({ text })]).toEqual([text, 1]);
    }
    // An object of the same manager that it has nothing to do with.
    expect(await total({ text: 'other-peer' })).toBe(0);
    const { events } = must(await call('history.get', { requestId }));
    const names = events.flatMap(({ fact }) => (fact.type === 'checked' ? fact.nodes : []));
    expect(names.map(({ name }) => name)).toEqual(['edge-fra-03']);
  });

  test.each([
    ['VPN', 110199, 400, 'VPN:110199'],
    ['common-services', 600, 404, 'common-services:600'],
  ])(
    'is found by NSX’s module and code as the window shows them: %s',
    async (module, code, status, text) => {
      const error = { module_name: module, error_code: code, error_message: 'It is disabled' };
      const { total } = await oneSent({}, exchange(status, error));
      for (const one of [text, String(code), `${text} disabled`]) {
        expect([one, await total({ text: one })]).toEqual([one, 1]);
      }
    },
  );

  test('is found by who wrote a note, a tag or a mark of it', async () => {
    const by: [name: string, fact: RequestFact][] = [
      ['Nora', { type: 'noted', text: 'x', by: 'Nora Engineer' }],
      ['Ola', { type: 'tagged', tags: ['x'], by: 'Ola' }],
      ['Rui', { type: 'marked', mark: 'seen', by: 'Rui' }],
    ];
    const { store, clock, requestId, total } = await oneSent();
    for (const [name, fact] of by) {
      expect(await total({ text: name })).toBe(0);
      store.addFact(requestId, clock.now(), fact);
      expect(await total({ text: name })).toBe(1);
    }
  });

  test('is found by its notes and tags, and says who wrote them', async () => {
    const { call, requestId, total } = await oneSent();
    must(await call('history.note', { requestId, text: 'Asked **Érik**\u0007 about it\r\nagain' }));
    must(await call('history.tag', { requestId, tags: [' CHG-4711 ', 'chg-4711', ''] }));
    const now = must(await call('history.mark', { requestId, mark: 'questioned' }));
    expect(now).toMatchObject({
      notes: 1,
      tags: ['CHG-4711'],
      mark: { mark: 'questioned', by: 'ada' },
    });
    expect(await total({ text: 'erik chg-47' })).toBe(1);
    expect(await total({ tags: ['CHG-4711'], marks: ['questioned'] })).toBe(1);
    expect(await total({ marks: ['none'] })).toBe(0);
    must(await call('history.tag', { requestId, tags: [] }));
    expect(await total({ text: 'chg-4711' })).toBe(0);
    const { events } = must(await call('history.get', { requestId }));
    expect(events.map(({ fact }) => fact)).toContainEqual({
      type: 'noted',
      text: 'Asked **Érik** about it\nagain',
      by: 'ada',
    });
  });

  test('is signed with the name that is said before it is signed', async () => {
    const { call, requestId } = await oneSent();
    expect(must(await call('history.signer', null))).toEqual({ by: 'ada' });
    must(await call('settings.set', { person: ' Nora\u202e Engineer ' }));
    const signer = must(await call('history.signer', null));
    expect(signer).toEqual({ by: 'Nora Engineer' });
    const { mark } = must(await call('history.mark', { requestId, mark: 'seen' }));
    expect(mark?.by).toBe(signer.by);
  });

  test.each([
    ['an empty note', 'history.note', { text: ' \u0000 ' }, 'text'],
    ['a note of a book', 'history.note', { text: 'x'.repeat(20_001) }, 'text'],
    ['a tag of a page', 'history.tag', { tags: ['x'.repeat(61)] }, 'tags'],
    [
      'too many tags',
      'history.tag',
      { tags: Array.from({ length: 31 }, (_, i) => `t${i}`) },
      'tags',
    ],
  ] as const)('%s is refused, and its field named', async (_what, command, input, field) => {
    const { call, requestId } = await oneSent();
    const answer = await call(command, { requestId, ...input } as never);
    expect(answer).toMatchObject({ ok: false, failure: { issues: [{ path: [field] }] } });
  });
});

test('a view is kept under its name, once, and can be taken away', async () => {
  const { call } = await withDraft();
  const filter = ViewFilter.parse({ verdicts: ['failed'], lately: 7 });
  const view = { name: 'Failed', filter, sort: NEWEST_FIRST, columns: ['verdict'] };
  must(await call('view.save', view));
  must(await call('view.save', { ...view, columns: [] }));
  must(await call('view.save', { ...view, name: 'Amsterdam' }));
  expect(must(await call('view.list', null)).map(({ name }) => name)).toEqual([
    'Amsterdam',
    'Failed',
  ]);
  must(await call('settings.set', { theme: 'dark' }));
  expect(must(await call('view.remove', { name: 'Amsterdam' }))).toEqual([
    { ...view, columns: [] },
  ]);
});
