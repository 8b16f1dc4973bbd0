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

test('a node keeps the name that it had first, though the copy is gone and an answer between says nothing', () => {
  const watch = watchOf(request('r-1', 1), START, [], false);
  const copy = new Map([['n-1', 'edge-ams-01']]);
  const reader = { nameOf: (id: string) => copy.get(id) ?? null, same: (text: string) => text };
  const namesIn = (status: number, body: string) => {
    const reading = readingOf(watch, exchange(status, body), reader);
    return 'nodes' in reading ? reading.nodes.map(({ name }) => name) : reading.verdict;
  };
  const details = (state: string) => [{ sub_system_id: 'n-1', state }];
  const body = (state: string) => JSON.stringify({ state, details: details(state) });
  expect(namesIn(200, body('in_progress'))).toEqual(['edge-ams-01']);
  copy.clear();
  expect(namesIn(200, '<html>')).toBe('not-asked');
  expect(namesIn(200, body('success'))).toEqual(['edge-ams-01']);
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
