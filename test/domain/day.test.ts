import { expect, it } from 'vitest';
import { createBudget, DEFAULT_BUDGET } from '../../electron/adapters/nsx/budget.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { Manager } from '../../shared/manager.ts';
import type { Verdict } from '../../shared/realization.ts';
import { fail, ok } from '../../shared/result.ts';
import { exchange, fakeNsx, memoryVault, RIGHT_PASSWORD, startProduct } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';
import { type Sleep, simClock } from '../support/sim-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = 1_760_000_000_000;
const SEED = 20_261_123;
const MANAGERS = 50;
const WATCHES = 2_000;
/** After this nothing new is begun, so that the day can end. */
const LAST_START = 20 * HOUR;
const DEADLINE = 20 * MINUTE;

/** The lid is closed at noon, in the afternoon, and over a long evening; one nap is shorter than a heartbeat notices. */
const SLEEPS: Sleep[] = [
  { from: START + 4 * HOUR, to: START + 4 * HOUR + 35 * MINUTE },
  { from: START + 9 * HOUR, to: START + 9 * HOUR + 10 * SECOND },
  { from: START + 11 * HOUR, to: START + 14 * HOUR },
];
/** Half of all is sent in a maintenance window, and a third of all to one manager. */
const RUSH = { from: 2 * HOUR, ms: 10 * MINUTE };
const BUSY = 1;
/** Every fifth manager is away for an hour and a half. */
const OUTAGE = { from: START + 6 * HOUR, to: START + 7.5 * HOUR };

/** Nobody sends in their sleep: a minute or more before it instead. */
function awake(ms: number): number {
  const sleep = SLEEPS.find(({ from, to }) => START + ms >= from - MINUTE && START + ms < to);
  return sleep ? sleep.from - START - MINUTE - (ms % (30 * MINUTE)) : ms;
}

type Fate = { verdict: Verdict; answer: (sinceMs: number) => ReturnType<typeof exchange> };

const IN_PROGRESS = { state: 'in_progress', details: [] };
const GONE = {
  httpStatus: 'NOT_FOUND',
  error_code: 600,
  module_name: 'common-services',
  error_message: 'no',
};

const FATES: { share: number; fate: (readyMs: number) => Fate }[] = [
  {
    share: 0.7,
    fate: (readyMs) => ({
      verdict: 'realized',
      answer: (since) =>
        exchange(200, since < readyMs ? IN_PROGRESS : { state: 'in_sync', details: [] }),
    }),
  },
  {
    share: 0.1,
    fate: () => ({ verdict: 'timed-out', answer: () => exchange(200, IN_PROGRESS) }),
  },
  {
    share: 0.1,
    fate: (readyMs) => ({
      verdict: 'failed',
      answer: (since) =>
        exchange(200, since < readyMs ? IN_PROGRESS : { state: 'error', details: [] }),
    }),
  },
  {
    share: 0.1,
    fate: (readyMs) => ({
      verdict: 'missing',
      answer: (since) => (since < readyMs ? exchange(200, IN_PROGRESS) : exchange(404, GONE)),
    }),
  },
];

function manager(index: number): Manager {
  return {
    id: ManagerId.parse(`manager-${index}`),
    name: `nsx-${index}`,
    address: `nsx-${index}.example`,
    environment: '',
    colour: 'slate',
    readOnly: false,
    trust: { kind: 'fingerprint', sha256: 'a'.repeat(64) as never },
    user: 'admin',
    auth: 'session',
    practice: false,
    createdAt: START,
  };
}

it('a day of 2,000 watches on 50 managers, with sleeps and outages: each ends as it must, and no manager is pressed', async () => {
  const clock = simClock(START, SEED, SLEEPS);
  const store = memoryStore();
  const vault = memoryVault();
  const managers = Array.from({ length: MANAGERS }, (_, index) => manager(index));
  for (const one of managers) {
    store.saveManager(one);
    await vault.keep(one.id, RIGHT_PASSWORD, 'keychain');
  }

  const fates = new Map<string, { fate: Fate; startedAt: number }>();
  /** Calls of each manager in each second; checks at once. */
  const perSecond = new Map<string, number>();
  const everySecond = new Map<number, number>();
  let mostInASecond = 0;
  let mostAtOnce = 0;
  let calls = 0;
  const nsx = fakeNsx();
  const budgets = new Map(managers.map(({ id }) => [id, createBudget(DEFAULT_BUDGET, clock)]));
  const atOnce = new Map<string, number>();
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  nsx.state = async ({ id, address }, sessionId, _requestId, options = {}) => {
    const budget = budgets.get(id);
    if (!budget) throw new Error('no such manager');
    const give = await budget.place({ urgent: false });
    try {
      await budget.token({ urgent: false });
      if (options.wanted && !options.wanted()) return fail({ kind: 'stale', detail: 'too late' });
      calls += 1;
      const second = Math.floor(clock.now() / SECOND);
      everySecond.set(second, (everySecond.get(second) ?? 0) + 1);
      const key = `${id}/${second}`;
      perSecond.set(key, (perSecond.get(key) ?? 0) + 1);
      mostInASecond = Math.max(mostInASecond, perSecond.get(key) ?? 0);
      atOnce.set(id, (atOnce.get(id) ?? 0) + 1);
      mostAtOnce = Math.max(mostAtOnce, atOnce.get(id) ?? 0);
      await wait(20 + 200 * clock.random());
      atOnce.set(id, (atOnce.get(id) ?? 0) - 1);
      const isAway =
        Number(id.split('-')[1]) % 5 === 0 && clock.now() >= OUTAGE.from && clock.now() < OUTAGE.to;
      if (isAway) return fail({ kind: 'unreachable', address, reason: 'timeout', detail: 'away' });
      const known = fates.get(sessionId);
      if (!known) throw new Error('no such session');
      return ok({
        ...known.fate.answer(clock.now() - known.startedAt),
        startedAt: Math.round(clock.now()),
      });
    } finally {
      give();
    }
  };

  const { product, call, bugs } = startProduct({ clock: clock as never, store, nsx, vault });
  for (let index = 0; index < WATCHES; index += 1) {
    const sessionId = `session-${index}`;
    const isBusy = index % 3 === 0;
    const managerId = managers[isBusy ? BUSY : index % MANAGERS]?.id as ManagerId;
    const rush = RUSH.from + clock.random() * RUSH.ms;
    clock.after(awake(index % 2 === 0 ? rush : clock.random() * LAST_START), () => {
      let share = clock.random();
      const kind = FATES.find((one) => {
        share -= one.share;
        return share < 0;
      });
      const ready = (2 + 300 * clock.random() ** 3) * SECOND;
      const fate = kind?.fate(ready) as Fate;
      fates.set(sessionId, { fate, startedAt: Math.round(clock.now()) });
      void call('watch.follow', {
        managerId,
        sessionId,
        nsxRequestId: `e550100d-f722-40cc-9de6-${String(index + 1).padStart(12, '0')}`,
        method: 'PUT',
      });
    });
  }
  await clock.runUntil(START + DAY);
  product.close();

  const summaries = store.newestRequests(WATCHES);
  expect(bugs).toEqual([]);
  expect(summaries).toHaveLength(WATCHES);
  const wrong = summaries.filter(({ entityId, verdict, open }) => {
    return open || verdict !== fates.get(entityId ?? '')?.fate.verdict;
  });
  expect(wrong.map(({ entityId, verdict }) => `${entityId}: ${verdict}`)).toEqual([]);

  // Pressed by nobody.
  expect(mostInASecond).toBeLessThanOrEqual(DEFAULT_BUDGET.callsPerSecond);
  expect(mostAtOnce).toBeLessThanOrEqual(DEFAULT_BUDGET.checksAtOnce);
  for (const { to } of SLEEPS) {
    const open = summaries.filter(({ request }) => {
      const lastAt = store.events(request.id).at(-1)?.at ?? 0;
      return request.writtenAt < to && lastAt >= to;
    }).length;
    const first = Array.from(
      { length: 5 },
      (_, s) => everySecond.get(Math.floor(to / SECOND) + s) ?? 0,
    );
    expect(Math.max(...first), `${open} open after a sleep`).toBeLessThanOrEqual(
      Math.max(12, open / 5),
    );
  }

  // Nothing is claimed of the time in which nobody could look, and none of it counts.
  for (const { request, verdict, entityId } of summaries) {
    const events = store.events(request.id);
    const ended = events.find(
      ({ fact }) => ['checked', 'timed-out'].includes(fact.type) && fact.type === 'timed-out',
    );
    const lastAt = events.filter(({ fact }) => fact.type !== 'tunnel').at(-1)?.at ?? 0;
    for (const sleep of SLEEPS.filter(({ from, to }) => to - from > MINUTE)) {
      if (request.writtenAt >= sleep.from || lastAt <= sleep.to) continue;
      const gaps = events.flatMap(({ fact }) =>
        fact.type === 'gap' && fact.reason === 'asleep' ? [fact] : [],
      );
      const covers = gaps.some((gap) => gap.from <= sleep.from + 10 * SECOND && gap.to >= sleep.to);
      expect(covers, `${entityId} slept`).toBe(true);
    }
    if (verdict !== 'timed-out' || !ended) continue;
    const asked = events.filter(({ fact }) => fact.type === 'checked').length;
    // 1+2+4+8 s, then every 10 to 11 s, and an answer's time: as many as fit into the askable time.
    // The busy manager is asked as its budget allows: each watch less often, and each in its turn.
    const least = request.managerId === managers[BUSY]?.id ? 20 : DEADLINE / (11.5 * SECOND) - 8;
    expect(asked).toBeGreaterThan(least);
    expect(asked).toBeLessThan(DEADLINE / (10 * SECOND) + 5);
  }
  console.log(
    `${calls} checks; at most ${mostInASecond} a second and ${mostAtOnce} at once of one manager`,
  );
}, 120_000);
