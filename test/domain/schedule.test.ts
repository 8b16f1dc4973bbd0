import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usedTime } from '../../electron/domain/realization/schedule.ts';
import type { Failure } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { exchange, MANAGER_INPUT, must, startProduct } from '../support/fakes.ts';
import { simClock } from '../support/sim-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = 1_760_000_000_000;
/** The deadline of these watches. */
const DEADLINE_MINUTES = 5;
const DEADLINE = DEADLINE_MINUTES * MINUTE;
const LATE = 12 * SECOND;

const AWAY: Failure = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: 'away' };
const SLOW: Failure = {
  kind: 'rate-limited',
  error: { module: null, code: 102, message: 'slow down' },
  retryAfterMs: 20 * SECOND,
};
const IN_PROGRESS = ok(exchange(200, { state: 'in_progress', details: [] }));

/** What the manager does in a minute of the test. */
const Weather = fc.constantFrom('good', 'good', 'good', 'away', 'slow', 'asleep');

async function live(weather: readonly string[], watches: number, seed: number) {
  const sleeps = weather.flatMap((one, minute) =>
    one === 'asleep' ? [{ from: START + minute * MINUTE, to: START + (minute + 1) * MINUTE }] : [],
  );
  const clock = simClock(START, seed, sleeps);
  const app = startProduct({ clock: clock as never });
  const { manager } = must(await app.call('manager.add', MANAGER_INPUT));
  must(await app.call('settings.set', { deadlineMinutes: DEADLINE_MINUTES }));
  const asked: { session: string; at: number }[] = [];
  app.nsx.state = async (_connection, session, _id, options = {}) => {
    if (options.wanted && !options.wanted()) return fail({ kind: 'stale', detail: '' });
    asked.push({ session, at: clock.now() });
    const now = weather[Math.floor((clock.now() - START) / MINUTE)] ?? 'good';
    if (now === 'away') return fail(AWAY);
    if (now === 'slow') return fail(SLOW);
    return IN_PROGRESS;
  };
  for (let index = 0; index < watches; index += 1) {
    must(
      await app.call('watch.follow', {
        managerId: manager.id,
        sessionId: `s-${index}`,
        nsxRequestId: `e550100d-f722-40cc-9de6-${String(index + 1).padStart(12, '0')}`,
        method: 'PUT',
      }),
    );
  }
  await clock.runUntil(START + weather.length * MINUTE + DEADLINE + 5 * MINUTE);
  app.product.close();
  const requests = must(await app.call('history.list', null));
  const lives = requests.map((summary) => ({
    summary,
    events: app.store.events(summary.request.id),
    asked: asked.filter(({ session }) => session === summary.entityId).map(({ at }) => at),
  }));
  return { lives, bugs: app.bugs };
}

describe('the schedule, in any weather', () => {
  it('asks nothing after the deadline, counts only time in which asking was possible, and lets each watch have its turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Weather, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        async (weather, watches, seed) => {
          const { lives, bugs } = await live(weather, watches, seed);
          expect(bugs).toEqual([]);
          for (const { summary, events, asked } of lives) {
            expect(summary).toMatchObject({ open: false, verdict: 'timed-out' });
            const end = events.find(({ fact }) => fact.type === 'timed-out');
            if (!end) throw new Error('no end');
            // Nothing after it, and it came in time: no sooner than the deadline, and at most a pause later.
            expect(asked.filter((at) => at > end.at)).toEqual([]);
            const used = usedTime(events, end.at);
            expect(used).toBeGreaterThanOrEqual(DEADLINE);
            expect(used).toBeLessThan(DEADLINE + LATE);
            for (const at of asked) {
              const before = events.filter((event) => event.at <= at && event.seq < end.seq);
              expect(usedTime(before, at)).toBeLessThan(DEADLINE);
            }
          }
          // Each its turn: none is asked twice as often as another.
          const counts = lives.map(({ asked }) => asked.length);
          expect(Math.max(...counts)).toBeLessThan(2 * Math.min(...counts) + 8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('waits for as long as the manager asked for', async () => {
    const { lives } = await live(['slow', 'slow', 'good'], 3, 7);
    for (const { events } of lives) {
      const refused = events.filter(({ fact }) => fact.type === 'not-asked');
      expect(refused.length).toBeGreaterThan(0);
      for (const { fact, at } of refused) {
        if (fact.type !== 'not-asked') continue;
        expect((fact.nextAt ?? 0) - at).toBeGreaterThanOrEqual(20 * SECOND);
      }
    }
  });
});
