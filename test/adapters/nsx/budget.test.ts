import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Budget,
  type BudgetTime,
  createBudget,
  DEFAULT_BUDGET,
} from '../../../electron/adapters/nsx/budget.ts';
import { FailureError } from '../../../electron/adapters/nsx/network-failure.ts';

/** A clock that only the test moves; what is due runs on the way, each with time for its promises. */
function handClock() {
  let now = 1_000;
  const due = new Map<object, { at: number; run: () => void }>();
  const time: BudgetTime = {
    now: () => now,
    after(ms, run) {
      const key = {};
      due.set(key, { at: now + ms, run });
      return () => due.delete(key);
    },
  };
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  return {
    time,
    settle,
    after: time.after,
    now: () => now,
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = [...due].sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next || next[1].at > end) break;
        now = next[1].at;
        due.delete(next[0]);
        next[1].run();
      }
      now = end;
      await settle();
    },
  };
}
type HandClock = ReturnType<typeof handClock>;

const NO_WORDS = { module: null, code: null, message: 'slow down' };
const rateLimited = { kind: 'rate-limited' as const, error: NO_WORDS };

type Job = { urgent: boolean; comesAt: number; takesMs: number; calls: number };
type Span = { urgent: boolean; job: number; from: number; to: number };

/** Lets jobs come, take a place, spend their tokens one after the other, and go. */
function play(budget: Budget, clock: HandClock, jobs: readonly Job[]) {
  const sent: { at: number; job: number }[] = [];
  const spans: Span[] = [];
  const begun = clock.now();
  jobs.forEach((job, index) => {
    clock.after(job.comesAt, async () => {
      const leave = await budget.place({ urgent: job.urgent });
      const span = { urgent: job.urgent, job: index, from: clock.now(), to: Number.NaN };
      spans.push(span);
      for (let call = 0; call < job.calls; call += 1) {
        sent.push({ at: await budget.token({ urgent: job.urgent }), job: index });
        await new Promise<void>((resolve) => clock.after(job.takesMs, resolve));
      }
      span.to = clock.now();
      leave();
    });
  });
  return { sent, spans, begun };
}

const mostInWindow = (times: readonly number[], ms: number) =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
const mostAtOnce = (spans: readonly Span[]) =>
  Math.max(
    0,
    ...spans.map(({ from }) => spans.filter((s) => s.from <= from && !(s.to <= from)).length),
  );

const aJob: fc.Arbitrary<Job> = fc.record({
  urgent: fc.boolean(),
  comesAt: fc.nat(3_000),
  takesMs: fc.nat(1_500),
  calls: fc.integer({ min: 1, max: 4 }),
});

describe('whatever comes, and whenever', () => {
  test('no second holds more calls than the budget, and no more are there at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aJob, { maxLength: 60 }), async (jobs) => {
        const clock = handClock();
        const { sent, spans } = play(createBudget(DEFAULT_BUDGET, clock.time), clock, jobs);
        await clock.pass(600_000);
        expect(
          mostInWindow(
            sent.map(({ at }) => at),
            1_000,
          ),
        ).toBeLessThanOrEqual(10);
        expect(mostAtOnce(spans)).toBeLessThanOrEqual(6);
        expect(mostAtOnce(spans.filter(({ urgent }) => !urgent))).toBeLessThanOrEqual(4);
        // Everyone got a turn, with all its calls.
        expect(spans.filter(({ to }) => !Number.isNaN(to))).toHaveLength(jobs.length);
        expect(sent).toHaveLength(jobs.reduce((sum, { calls }) => sum + calls, 0));
      }),
      { numRuns: 60 },
    );
  });

  test('those of one class go in the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aJob, { maxLength: 40 }), async (jobs) => {
        const clock = handClock();
        const { spans } = play(createBudget(DEFAULT_BUDGET, clock.time), clock, jobs);
        await clock.pass(600_000);
        for (const urgent of [true, false]) {
          const came = jobs
            .map((job, index) => ({ ...job, index }))
            .filter((job) => job.urgent === urgent)
            .sort((a, b) => a.comesAt - b.comesAt || a.index - b.index)
            .map(({ index }) => index);
          expect(spans.filter((s) => s.urgent === urgent).map(({ job }) => job)).toEqual(came);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('refusals in between never let more calls out, and nothing goes out in a pause', async () => {
    const aRefusal = fc.record({ at: fc.nat(6_000), retryAfterMs: fc.nat(4_000) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(aJob, { maxLength: 40 }),
        fc.array(aRefusal, { maxLength: 4 }),
        async (jobs, refusals) => {
          const clock = handClock();
          const budget = createBudget(DEFAULT_BUDGET, clock.time);
          const { sent, begun } = play(budget, clock, jobs);
          for (const { at, retryAfterMs } of refusals) {
            clock.after(at, () =>
              budget.slowDown({ askedAt: clock.now(), retryAfterMs, failure: rateLimited }),
            );
          }
          await clock.pass(1_200_000);
          const times = sent.map(({ at }) => at);
          expect(mostInWindow(times, 1_000)).toBeLessThanOrEqual(10);
          for (const { at, retryAfterMs } of refusals) {
            const from = begun + at;
            expect(times.filter((t) => t > from && t < from + retryAfterMs)).toEqual([]);
          }
          expect(sent).toHaveLength(jobs.reduce((sum, { calls }) => sum + calls, 0));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A budget with all its places for checks taken, and what is waiting for one. */
async function full(checks: number) {
  const clock = handClock();
  const budget = createBudget(DEFAULT_BUDGET, clock.time);
  const order: string[] = [];
  const leaves: (() => void)[] = [];
  for (let n = 0; n < checks; n += 1) leaves.push(await budget.place({ urgent: false }));
  const come = (name: string, urgent: boolean) =>
    void budget.place({ urgent }).then((leave) => {
      order.push(name);
      leaves.push(leave);
    });
  return { clock, budget, order, leaves, come };
}

test('a person goes before the checks that wait, and has a place though all checks’ places are taken', async () => {
  const { clock, order, come } = await full(4);
  come('check', false);
  come('person', true);
  await clock.settle();
  expect(order).toEqual(['person']);
});

test('a check is passed over by four of a person’s calls and no more, so it is never left for ever', async () => {
  const { clock, order, come, leaves } = await full(4);
  for (const n of [1, 2]) come(`early ${n}`, true);
  await clock.settle();
  come('check', false);
  for (const n of [1, 2, 3, 4, 5, 6]) come(`person ${n}`, true);
  for (let round = 0; round < 7; round += 1) {
    leaves.shift()?.();
    await clock.settle();
  }
  expect(order.slice(2)).toEqual([
    ...['person 1', 'person 2', 'person 3', 'person 4', 'check', 'person 5', 'person 6'],
  ]);
});

test('with basic sign-in three are there at once at most, and one of the places is a person’s', async () => {
  const clock = handClock();
  const budget = createBudget(DEFAULT_BUDGET, clock.time);
  let there: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    void budget.place({ urgent: false, atMost: 3 }).then(() => there.push(`check ${n}`));
  }
  await clock.settle();
  expect(there).toEqual(['check 1', 'check 2']);
  there = [];
  for (const n of [1, 2]) {
    void budget.place({ urgent: true, atMost: 3 }).then(() => there.push(`person ${n}`));
  }
  await clock.settle();
  expect(there).toEqual(['person 1']);
});

describe('a manager that asks to slow down', () => {
  test('is asked half as often, once for a whole burst of refusals, and slowly as often as before', async () => {
    const clock = handClock();
    const budget = createBudget(DEFAULT_BUDGET, clock.time);
    const burst = { askedAt: clock.now(), failure: rateLimited };
    await clock.pass(50);
    for (let n = 0; n < 6; n += 1) budget.slowDown(burst);
    expect(budget.pace()).toEqual({ callsPerSecond: 5, checksAtOnce: 2 });
    await clock.pass(25_000);
    expect(budget.pace()).toEqual({ callsPerSecond: 7.5, checksAtOnce: 3 });
    await clock.pass(100_000);
    expect(budget.pace()).toEqual({ callsPerSecond: 10, checksAtOnce: 4 });
  });

  test('is asked once in two seconds in the end, and not more seldom', async () => {
    const clock = handClock();
    const budget = createBudget(DEFAULT_BUDGET, clock.time);
    for (let n = 0; n < 20; n += 1) {
      await clock.pass(1);
      budget.slowDown({ askedAt: clock.now(), failure: rateLimited });
    }
    expect(budget.pace()).toEqual({ callsPerSecond: 0.5, checksAtOnce: 1 });
  });

  test('is left alone for as long as it said: a short pause is waited out', async () => {
    const clock = handClock();
    const budget = createBudget(DEFAULT_BUDGET, clock.time);
    budget.slowDown({ askedAt: clock.now(), retryAfterMs: 3_000, failure: rateLimited });
    let at = 0;
    const from = clock.now();
    void budget.token({ urgent: true }).then((when) => {
      at = when;
    });
    await clock.pass(10_000);
    expect(at - from).toBe(3_000);
  });

  test('behind a long pause nobody waits: who waits and who comes is told how long it is', async () => {
    const clock = handClock();
    const budget = createBudget(DEFAULT_BUDGET, clock.time);
    for (let n = 0; n < 10; n += 1) await budget.token({ urgent: true });
    const waiting = budget.token({ urgent: false }).catch((error: unknown) => error);
    budget.slowDown({ askedAt: clock.now(), retryAfterMs: 60_000, failure: rateLimited });
    const refused = await waiting;
    expect(refused instanceof FailureError && refused.failure).toEqual({
      ...rateLimited,
      retryAfterMs: 60_000,
    });
    await clock.pass(20_000);
    const later = await budget.token({ urgent: true }).catch((error: unknown) => error);
    expect(later).toMatchObject({ failure: { kind: 'rate-limited', retryAfterMs: 40_000 } });
    await clock.pass(40_000);
    await expect(budget.token({ urgent: true })).resolves.toBe(clock.now());
  });
});

test('who no longer wants a place or a token leaves the line, and the next one moves up', async () => {
  const { clock, budget, order, leaves, come } = await full(4);
  const abort = new AbortController();
  const gone = budget.place({ urgent: false, signal: abort.signal }).catch(() => 'gone');
  come('next', false);
  abort.abort();
  expect(await gone).toBe('gone');
  leaves.shift()?.();
  await clock.settle();
  expect(order).toEqual(['next']);
});

test('a place that is given back twice is one place', async () => {
  const { clock, order, leaves, come } = await full(4);
  come('first', false);
  come('second', false);
  leaves[0]?.();
  leaves[0]?.();
  await clock.settle();
  expect(order).toEqual(['first']);
});

test('closing sends away whoever waits, and whoever comes after', async () => {
  const { clock, budget } = await full(4);
  const place = budget.place({ urgent: false }).catch(() => 'sent away');
  for (let n = 0; n < 10; n += 1) await budget.token({ urgent: true });
  const token = budget.token({ urgent: true }).catch(() => 'sent away');
  await clock.settle();
  budget.close();
  expect(await Promise.all([place, token])).toEqual(['sent away', 'sent away']);
  await expect(budget.token({ urgent: true })).rejects.toMatchObject({ code: 'UND_ERR_CLOSED' });
});
