import { beforeEach, expect, it, vi } from 'vitest';
import { MOST_SUMMARIES, withoutOldest } from '../../../renderer/history/bounded.ts';
import { loadRequest, useHistoryStore } from '../../../renderer/history/history-store.ts';
import { summarize } from '../../../shared/history.ts';
import { RequestId } from '../../../shared/ids.ts';
import { packEvents } from '../../../shared/packed-events.ts';
import type { RequestEvent, RequestFact, RequestSummary } from '../../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  stateBody,
  T0,
  WATCH,
} from '../../support/request-events.ts';

const request = aRequest();
const asked: unknown[] = [];

function bridge(events: readonly RequestEvent[]): void {
  const answers: Record<string, (input: never) => unknown> = {
    'history.get': (input: { withEvents?: boolean }) => {
      asked.push(input.withEvents);
      return { summary: summarize(request, events), request, events: [], nodeNames: {} };
    },
    'history.events': ({ after, limit }: { after: number; limit: number }) => {
      asked.push(after);
      return packEvents(events.filter(({ seq }) => seq > after).slice(0, limit));
    },
  };
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string, input: never) => ({ ok: true, value: answers[name]?.(input) }),
      onEvent: () => () => {},
    },
  });
}

beforeEach(() => {
  asked.length = 0;
  useHistoryStore.setState({ summaries: {}, details: {}, detailFailures: {} });
});

it('puts a request of many checks together, page by page', async () => {
  const body = stateBody('in_progress', 'sp');
  const facts: [number, RequestFact][] = Array.from({ length: 1200 }, (_none, at) =>
    checked(at + 1, body),
  );
  const events = life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], ...facts);
  bridge(events);
  await loadRequest(request.id);
  expect(useHistoryStore.getState().details[request.id]?.events).toEqual(events);
  expect(asked).toEqual([0, 250, 500, 750, 1000, false]);
});

function some(count: number, of: (at: number) => Partial<RequestSummary>) {
  const summary = summarize(request, []);
  const all = Array.from({ length: count }, (_none, at): RequestSummary => {
    const id = RequestId.parse(`r-${at}`);
    return {
      ...summary,
      open: false,
      verdict: 'realized',
      ...of(at),
      request: { ...request, id, writtenAt: T0 + at },
    };
  });
  return Object.fromEntries(all.map((one) => [one.request.id, one]));
}

it('holds the newest, and whatever is open, in doubt or shown', () => {
  const few = some(MOST_SUMMARIES, () => ({}));
  expect(withoutOldest(few, {})).toBe(few);
  const many = some(MOST_SUMMARIES + 1, (at) =>
    at === 0 ? { open: true } : at === 1 ? { verdict: 'in-doubt' } : {},
  );
  const kept = Object.keys(withoutOldest(many, { 'r-2': {} }));
  expect(kept).toHaveLength(MOST_SUMMARIES - 100);
  for (const id of ['r-0', 'r-1', 'r-2', `r-${MOST_SUMMARIES}`]) expect(kept).toContain(id);
  expect(kept).not.toContain('r-3');
});
