import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  backWords,
  doneWords,
  markMany,
  marksThere,
  tagMany,
  tagsOfMany,
} from '../../../renderer/history/many.ts';
import { leftWords, overWords } from '../../../renderer/history/mark-dialog.tsx';
import { summarize } from '../../../shared/history.ts';
import { FACETS } from '../../../shared/history-query.ts';
import { RequestId } from '../../../shared/ids.ts';
import { aRequest } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
const ids = ['r-1', 'r-2', 'r-3'].map((id) => RequestId.parse(id));
const none = () => undefined;
let said: [string, object][] = [];
let refused: string | null = null;

const RECORD: Record<string, object> = {
  'r-1': { tags: ['CHG-1', 'urgent'], mark: { mark: 'seen', by: 'Nora', at: 1 } },
  'r-2': { tags: ['urgent'] },
  'r-3': {},
};

const WAS = { ...RECORD };

function counted(input: object) {
  said.push(['history.facets', input]);
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, [] as object[]]));
  facets.tags = [{ value: 'urgent', label: 'urgent', count: 2 }];
  return { total: 3, facets, times: [] };
}

beforeEach(() => {
  said = [];
  refused = null;
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string, input: { requestId: RequestId }) => {
        if (name === 'history.find') {
          const rows = ids.map((id) => ({
            ...summarize({ ...aRequest(), id }, []),
            ...RECORD[id],
          }));
          return { ok: true, value: { rows, total: rows.length, place: null } };
        }
        if (name === 'history.facets') return { ok: true, value: counted(input) };
        const { requestId: id } = input;
        const request = { ...aRequest(), id };
        const summary = { ...summarize(request, []), ...RECORD[id] };
        const whole = { summary, request, events: [], nodeNames: {} };
        if (name === 'history.get') return { ok: true, value: whole };
        if (id === refused) return { ok: false, failure: { kind: 'bug', detail: 'x' } };
        said.push([name, input]);
        return { ok: true, value: summary };
      },
      onEvent: () => none,
    },
  });
});

describe('a mark on several', () => {
  it('is said to stand over the marks of others, and over one’s own, before it is put', async () => {
    const over = await marksThere(ids, 'signed-off', 'Ann');
    expect(over).toEqual({ ok: true, value: { own: 0, others: 1, same: 0, who: ['Nora'] } });
    if (!over.ok) throw new Error('not read');
    expect(overWords(over.value)).toBe('It will stand over 1 mark of others (Nora).');
    expect(await marksThere(ids, 'signed-off', 'Nora')).toMatchObject({
      value: { own: 1, others: 0, who: [] },
    });
    expect(await marksThere(ids, 'seen', 'Ann')).toMatchObject({ value: { others: 0, same: 1 } });
    expect(overWords({ own: 0, others: 0, same: 0, who: [] })).toBeNull();
  });

  it('goes no further than it had come when it was stopped, and that much is taken back', async () => {
    const stopped = await markMany(ids, 'questioned', (done) => done < 2, 'Nora');
    expect(said.map(([, input]) => input)).toEqual([
      { requestId: 'r-1', mark: 'questioned' },
      { requestId: 'r-2', mark: 'questioned' },
    ]);
    expect(stopped).toMatchObject({ done: 2, failure: null, undo: expect.any(Function) });
    const tagged = await tagMany(ids, { add: ['edge'], remove: [] }, (done) => done < 1);
    expect(tagged).toMatchObject({ done: 1, failure: null });
    expect([doneWords(2, 3), doneWords(3, 3)]).toEqual(['2 of 3 requests', '3 requests']);
  });

  it('of another person is not given again in one’s own name when all is taken back; one’s own goes off there too', async () => {
    const { undo, said: put } = await markMany(ids, 'signed-off', none, 'Ann');
    said = [];
    const signed = { mark: { mark: 'signed-off', by: 'Ann', at: 2 } };
    Object.assign(RECORD, { 'r-1': signed, 'r-2': signed, 'r-3': signed });
    expect([put, (await undo?.())?.said]).toEqual([3, 3]);
    expect(said).toEqual(ids.map((requestId) => ['history.mark', { requestId, mark: null }]));
    expect(leftWords(1, 'signed-off')).toContain('Where a mark of others stood there is none now');
    expect(leftWords(0, 'signed-off')).toBeUndefined();
    Object.assign(RECORD, WAS);
  });

  it('that was taken off another person’s stays off when all is taken back, and it is said of how many', async () => {
    Object.assign(RECORD, { 'r-2': { mark: { mark: 'seen', by: 'Ann', at: 1 } } });
    const { undo, said: taken } = await markMany(ids, null, none, 'Ann');
    said = [];
    Object.assign(RECORD, { 'r-1': {}, 'r-2': {} });
    const back = await undo?.();
    expect(said).toEqual([['history.mark', { requestId: 'r-2', mark: 'seen' }]]);
    expect(backWords(back?.said ?? 0, taken)).toBe('Taken back: 1 of 2 requests');
    expect(leftWords(1, null)).toContain('Not where a mark of others stood');
    Object.assign(RECORD, WAS);
  });
});

describe('several requests at once', () => {
  it('get tags and lose others, each from what it has; one that stays as it is is not written to', async () => {
    const outcome = await tagMany(ids, { add: ['edge'], remove: ['urgent'] }, none);
    expect(outcome).toMatchObject({ done: 3, failure: null });
    expect(said).toEqual([
      ['history.tag', { requestId: 'r-1', tags: ['CHG-1', 'edge'] }],
      ['history.tag', { requestId: 'r-2', tags: ['edge'] }],
      ['history.tag', { requestId: 'r-3', tags: ['edge'] }],
    ]);
    said = [];
    await tagMany(ids, { add: [], remove: ['urgent'] }, none);
    expect(said.map(([, { requestId }]: [string, { requestId?: string }]) => requestId)).toEqual([
      'r-1',
      'r-2',
    ]);
  });

  it('get one mark, or none; those that have it already are left as they are', async () => {
    await markMany(ids, 'seen', none);
    await markMany(ids, null, none);
    expect(said).toEqual([
      ['history.mark', { requestId: 'r-2', mark: 'seen' }],
      ['history.mark', { requestId: 'r-3', mark: 'seen' }],
      ['history.mark', { requestId: 'r-1', mark: null }],
    ]);
  });

  it('stop at the first that can’t be written, and say how many are done', async () => {
    refused = 'r-2';
    const steps: number[] = [];
    const outcome = await markMany(ids, 'signed-off', (done) => steps.push(done));
    expect(outcome).toMatchObject({ done: 1, failure: { kind: 'bug' } });
    expect(steps).toEqual([1]);
    expect(said).toHaveLength(1);
  });

  it('are taken back as they were, and what was said of one since then stays', async () => {
    const { undo } = await tagMany(ids, { add: ['edge'], remove: ['urgent'] }, none);
    const marked = await markMany(ids, 'signed-off', none);
    said = [];
    const later: Record<string, object> = {
      'r-1': { tags: ['CHG-1', 'edge', 'later'], mark: { mark: 'questioned', by: 'x', at: 2 } },
      'r-2': { tags: ['edge'], mark: { mark: 'signed-off', by: 'Nora', at: 2 } },
      'r-3': { tags: [], mark: { mark: 'signed-off', by: 'Nora', at: 2 } },
    };
    Object.assign(RECORD, later);
    expect(await undo?.()).toMatchObject({ failure: null });
    await marked.undo?.();
    expect(said).toEqual([
      ['history.tag', { requestId: 'r-1', tags: ['CHG-1', 'later', 'urgent'] }],
      ['history.tag', { requestId: 'r-2', tags: ['urgent'] }],
      ['history.mark', { requestId: 'r-2', mark: null }],
      ['history.mark', { requestId: 'r-3', mark: null }],
    ]);
    Object.assign(RECORD, WAS);
    expect((await tagMany(ids, { add: [], remove: ['none has it'] }, none)).undo).toBeNull();
  });

  it('are asked which tags they have', async () => {
    expect(await tagsOfMany(ids)).toEqual({ ok: true, value: ['urgent'] });
    expect(said[0]?.[1]).toMatchObject({ filter: { only: ids } });
  });
});
