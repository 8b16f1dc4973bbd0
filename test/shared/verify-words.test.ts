import { expect, test } from 'vitest';
import type { DropRun, VerifyReport } from '../../shared/verify-contract.ts';
import { dropWords, keptWords, reportWords } from '../../shared/verify-words.ts';
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
const FINE = 'Everything is as it was recorded: 3 requests, 20 facts.';

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
    '2 problems found in 3 requests, 20 facts. 12 requests dropped by age on day 7, without an export.',
  );
});

test('of what a kept fingerprint stands for, only what is here is said to be unchanged', () => {
  const held = (requests: number, dropped: number, requestId: string | null = null) =>
    keptWords({ ...WHOLE, requestId, kept: { fingerprint: 'swf1', requests, dropped } });
  expect(held(3, 0)).toBe(
    'The kept fingerprint holds: 3 requests that it stands for are unchanged up to then.',
  );
  expect(held(3, 1)).toBe(
    'The kept fingerprint holds: 2 of the 3 requests that it stands for are here and unchanged up to then; 1 was dropped since, as the register says.',
  );
  expect(held(2, 2)).toBe(
    'None of the 2 requests that the kept fingerprint stands for is here any more: 2 were dropped since, as the register says.',
  );
  expect(held(1, 0, 'r-1')).toBe(
    'The kept fingerprint holds: the request that it stands for is unchanged up to then.',
  );
  expect(held(1, 1, 'r-1')).not.toContain('unchanged');
  expect(held(0, 0)).toContain('holds');
});
