import { expect, test } from 'vitest';
import type { DropRun, VerifyReport } from '../../shared/verify-contract.ts';
import { dropWords, reportWords } from '../../shared/verify-words.ts';
import { NOTHING_FOUND } from '../support/verify-report.ts';

const WHOLE: VerifyReport = { ...NOTHING_FOUND, requests: 3, events: 20 };
const day = (at: number) => `day ${at}`;
const run = (at: number, requests: number, pack: string | null = null): DropRun => ({
  at,
  requests,
  pack,
});
const gone = (...dropRuns: DropRun[]): VerifyReport => ({
  ...WHOLE,
  dropped: dropRuns.reduce((sum, { requests }) => sum + requests, 0),
  dropRunCount: dropRuns.length,
  dropRuns,
});
const FINE = 'Everything is as it was recorded: 3 requests, 20 events.';

test('a record that nothing was dropped of says nothing of dropping', () => {
  expect(reportWords(WHOLE, day)).toBe(FINE);
});

test('what was dropped by age is said with the day, and whether it was exported before', () => {
  expect(reportWords(gone(run(7, 12)), day)).toBe(
    `${FINE} 12 requests dropped by age on day 7, without an export.`,
  );
  expect(dropWords(run(8, 1, 'a'.repeat(64)), day)).toBe(
    '1 request dropped by age on day 8, exported to an evidence pack before.',
  );
});

test('several goes are summed up, with the last', () => {
  expect(reportWords(gone(run(9, 1000), run(7, 234)), day)).toBe(
    `${FINE} 1,234 requests dropped by age in 2 goes, the last on day 9.`,
  );
});

test('it is said of a record with problems as well', () => {
  const broken = { ...gone(run(7, 12)), problemCount: 2 };
  expect(reportWords(broken, day)).toBe(
    '2 problems found in 3 requests, 20 events. 12 requests dropped by age on day 7, without an export.',
  );
});
