import { expect, test } from 'vitest';
import { attentionOf } from '../../../renderer/shell/attention-of.ts';
import type { Verdict } from '../../../shared/realization.ts';
import type { RequestSummary } from '../../../shared/request.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

function row(
  id: string,
  verdict: Verdict,
  over: Partial<{ open: boolean; at: number; about: string }> = {},
) {
  return {
    request: {
      id,
      managerId: 'm',
      kind: 'sessions',
      entityId: over.about ?? id,
      writtenAt: over.at ?? NOW - 1000,
    },
    entityId: over.about ?? id,
    verdict,
    open: over.open ?? false,
  } as RequestSummary;
}

function ids(rows: RequestSummary[]) {
  return attentionOf(rows, NOW).map(({ request }) => request.id);
}

test('open watches and ends that were not meant ask for a person; good ends do not', () => {
  const rows = [
    row('watch', 'in-progress', { open: true, at: NOW - 1 }),
    row('refused', 'refused', { at: NOW - 2 }),
    row('realized', 'realized', { at: NOW - 3 }),
    row('deleted', 'deleted', { at: NOW - 4 }),
    row('stopped', 'stopped', { at: NOW - 5 }),
    row('late', 'timed-out', { at: NOW - 6 }),
  ];
  expect(ids(rows)).toEqual(['watch', 'refused', 'late']);
});

test('a failure asks no more once a later request was sent for the same object', () => {
  const rows = [
    row('first', 'failed', { about: 's1', at: NOW - 20 }),
    row('second', 'realized', { about: 's1', at: NOW - 10 }),
    row('other', 'failed', { about: 's2', at: NOW - 30 }),
  ];
  expect(ids(rows)).toEqual(['other']);
});

test('one in doubt asks until it is settled, whatever came after and however long ago', () => {
  const rows = [
    row('doubt', 'in-doubt', { about: 's1', at: NOW - 90 * DAY }),
    row('after', 'realized', { about: 's1' }),
  ];
  expect(ids(rows)).toEqual(['doubt']);
});

test('after a week an ended request leaves the desk, an open one stays', () => {
  const rows = [
    row('old', 'failed', { at: NOW - 8 * DAY }),
    row('open', 'unknown', { at: NOW - 9 * DAY, open: true }),
  ];
  expect(ids(rows)).toEqual(['open']);
});
