import { beforeEach, expect, it, vi } from 'vitest';
import { sayingOf, sayMark, sayNote, sayTags } from '../../../renderer/history/saying.ts';
import { summarize } from '../../../shared/history.ts';
import { aRequest, life } from '../../support/request-events.ts';

const REQUEST = aRequest();
const ID = REQUEST.id;
const asked: unknown[] = [];
let answers: ((value: unknown) => void)[] = [];

beforeEach(() => {
  asked.length = 0;
  answers = [];
  vi.stubGlobal('window', {
    spanwatch: {
      call: (name: string, input: object) => {
        asked.push([name, input]);
        return new Promise((resolve) => answers.push(resolve));
      },
      onEvent: () => () => {},
    },
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
const answered = { ok: true, value: summarize(REQUEST, life([0, { type: 'sent' }])) };

it('shows at once what is said, and says one after the other, so that none is lost', async () => {
  const first = sayTags(ID, ['a']);
  expect(sayingOf(ID).tags).toEqual(['a']);
  const second = sayTags(ID, [...(sayingOf(ID).tags ?? []), 'b']);
  await turn();
  expect(asked).toEqual([['history.tag', { requestId: ID, tags: ['a'] }]]);
  answers[0]?.(answered);
  await first;
  await turn();
  expect(sayingOf(ID)).toMatchObject({ left: 1, tags: ['a', 'b'] });
  expect(asked[1]).toEqual(['history.tag', { requestId: ID, tags: ['a', 'b'] }]);
  answers[1]?.(answered);
  await second;
  expect(sayingOf(ID)).toEqual({ left: 0, failure: null });
});

it('shows what the record says where it was not taken, and why', async () => {
  const failure = { kind: 'stale', detail: 'full' };
  const said = sayMark(ID, 'seen');
  const note = sayNote(ID, 'x');
  await turn();
  answers[0]?.({ ok: false, failure });
  expect(await said).toBe(false);
  expect(sayingOf(ID)).toMatchObject({ left: 1, failure });
  await turn();
  answers[1]?.(answered);
  expect(await note).toBe(true);
  expect(sayingOf(ID)).toEqual({ left: 0, failure });
});
