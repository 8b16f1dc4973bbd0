import { expect, it } from 'vitest';
import { usedTime } from '../../electron/domain/realization/schedule.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';

const S = 1000;
const LATE = { kind: 'unreachable', address: 'm', reason: 'timeout', detail: '' } as const;
const started: RequestFact = {
  type: 'watch-started',
  sessionId: 's',
  nsxRequestId: 'r',
  deadlineMs: 1,
};
const notAsked = (startedAt: number): RequestFact => ({
  type: 'not-asked',
  startedAt,
  failure: LATE,
  nextAt: null,
});
const used = (facts: readonly (readonly [number, RequestFact])[], now: number) =>
  usedTime(
    facts.map(([at, fact], index) => ({
      requestId: RequestId.parse('r'),
      seq: index + 1,
      at,
      fact,
    })),
    now,
  );

it('the time that a check waited in vain for an answer is no time in which asking was possible', () => {
  const facts = [
    [0, started],
    [101 * S, notAsked(1 * S)],
  ] as const;
  expect(used(facts, 101 * S)).toBe(1 * S);
  expect(used(facts, 500 * S)).toBe(1 * S);
});

it('counts nothing twice, and nothing backwards, where the check had begun before the newest fact', () => {
  const facts = [
    [0, started],
    [10 * S, { type: 'gap', from: 5 * S, to: 10 * S, reason: 'asleep' } as RequestFact],
    [20 * S, notAsked(4 * S)],
  ] as const;
  expect(used(facts, 20 * S)).toBe(5 * S);
});
