import { expect, test } from 'vitest';
import { readingOf, watchOf } from '../../electron/domain/realization/watch.ts';
import { remembered } from '../../electron/domain/remembered.ts';
import { facts, MANAGER_ID, request } from '../adapters/database/samples.ts';
import { memoryStore } from '../support/memory-store.ts';

const START = {
  type: 'watch-started',
  sessionId: 's-1',
  nsxRequestId: 'n-1',
  deadlineMs: 1,
} as const;
const exchange = (status: number, body: string) => ({
  method: 'GET',
  url: 'https://nsx/',
  startedAt: 1,
  durationMs: 1,
  status,
  headers: {},
  body,
});

test('the same words with another status, or other words with the same, are read anew', () => {
  const watch = watchOf(request('r-1', 1), START, [], false);
  const reader = { nameOf: () => null, same: (text: string) => text };
  const read = (status: number, body: string) =>
    readingOf(watch, exchange(status, body), reader).verdict;
  const gone = JSON.stringify({ error_code: 600, httpStatus: 'NOT_FOUND' });
  const inProgress = JSON.stringify({ state: 'in_progress' });
  expect(read(404, gone)).toBe('missing');
  expect(read(500, gone)).toBe('not-asked');
  expect(read(200, inProgress)).toBe('in-progress');
  expect(read(404, gone)).toBe('missing');
  expect(read(404, inProgress)).toBe('not-asked');
});

test('what another process found out of a manager is known once it is looked for, our own at once', () => {
  const store = memoryStore();
  const known = remembered(store);
  expect(known.facts(MANAGER_ID)).toBeNull();
  store.saveFacts(MANAGER_ID, facts as never);
  known.forget();
  expect(known.facts(MANAGER_ID)).toMatchObject({ clockOffsetMs: -12 });
  known.saveFacts(MANAGER_ID, { ...facts, clockOffsetMs: 7 } as never);
  expect(known.facts(MANAGER_ID)).toMatchObject({ clockOffsetMs: 7 });
});
