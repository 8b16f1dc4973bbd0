import { describe, expect, test } from 'vitest';
import { ALL_REQUESTS, NEWEST_FIRST, ViewFilter } from '../../shared/history-query.ts';
import { exchange, GUIDE_REQUEST, must, withDraft } from '../support/fakes.ts';

const PAGE = { sort: NEWEST_FIRST, offset: 0, limit: 50, locate: null };

async function oneSent() {
  const app = await withDraft();
  const state = { success_count: 1, details: [], state: 'in_sync' };
  app.nsx.states = [{ ok: true, value: exchange(200, state) }];
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
