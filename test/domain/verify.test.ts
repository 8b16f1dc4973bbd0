import { describe, expect, it } from 'vitest';
import { createRetention } from '../../electron/domain/history/retention.ts';
import { createVerify } from '../../electron/domain/history/verify.ts';
import type { Store, Verification } from '../../electron/domain/ports.ts';
import { PlanId, RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import type { VerifyReport } from '../../shared/verify-contract.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aRequest } from '../support/request-events.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_790_000_000_000;

/** A clock that goes on by what a step is said to take, and notes for how long nothing else could run. */
function stepClock() {
  let now = 0;
  let since = 0;
  const stretches: number[] = [];
  return {
    stretches,
    take: (ms: number) => {
      now += ms;
    },
    clock: {
      now: () => NOW,
      ticks: () => now,
      after(_ms: number, run: () => void) {
        stretches.push(now - since);
        since = now;
        void Promise.resolve().then(run);
        return () => {};
      },
      random: () => 0,
    },
  };
}

const REPORT: VerifyReport = {
  requestId: null,
  requests: 1,
  events: 0,
  dropped: 0,
  dropRunCount: 0,
  dropRuns: [],
  problems: [],
  problemCount: 0,
  head: null,
  cancelled: false,
};

function verifyOf(steps: number, stepMs: number, problems: VerifyReport['problems'] = []) {
  const { clock, take, stretches } = stepClock();
  const told: unknown[] = [];
  let done = 0;
  const verification: Verification = {
    step() {
      if (done === steps) return null;
      done += 1;
      take(stepMs);
      return { done, total: steps };
    },
    report: () => ({ ...REPORT, events: done, problems }),
  };
  const store = { verifying: () => verification } as unknown as Store;
  const retold: string[] = [];
  const verify = createVerify(
    { store, clock, notify: (name, payload) => void told.push([name, payload]) },
    (id) => void retold.push(id),
  );
  return { verify, stretches, told, retold, done: () => done };
}

describe('verifying', () => {
  it('works at most 20 ms at a stretch, and tells how far it is', async () => {
    const { verify, stretches, told } = verifyOf(2000, 1.5);
    const answer = await verify.verify(null);
    expect(answer).toEqual(ok({ ...REPORT, events: 2000 }));
    expect(stretches.length).toBeGreaterThan(100);
    expect(Math.max(...stretches)).toBeLessThanOrEqual(20);
    expect(told.length).toBeGreaterThan(5);
    expect(told[0]).toEqual(['record.progress', expect.objectContaining({ total: 2000 })]);
  });

  it('can be stopped, and says that the rest was not looked at', async () => {
    const { verify, done } = verifyOf(2000, 1.5);
    const answer = verify.verify(null);
    verify.cancel();
    expect(await answer).toMatchObject({ ok: true, value: { cancelled: true } });
    expect(done()).toBeLessThan(20);
  });

  it('tells anew what a request comes to where its summary was found forged', async () => {
    const nothing = { name: null, seq: null, at: null, detail: null };
    const { verify, retold } = verifyOf(1, 1, [
      { ...nothing, what: 'summary-changed', requestId: 'r-1' },
      { ...nothing, what: 'summary-changed', requestId: null },
      { ...nothing, what: 'event-changed', requestId: 'r-2' },
    ]);
    expect(await verify.verify(null)).toMatchObject({ ok: true });
    expect(retold).toEqual(['r-1']);
  });

  it('goes on one at a time', async () => {
    const { verify } = verifyOf(100, 1.5);
    const first = verify.verify(null);
    expect(await verify.verify(null)).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(await first).toMatchObject({ ok: true });
    expect(await verify.verify(null)).toMatchObject({ ok: true });
  });
});

describe('dropping by age', () => {
  const ids = ['old', 'open', 'doubt', 'planned', 'young'].map((id) => RequestId.parse(id));
  const [OLD, OPEN, DOUBT, PLANNED, YOUNG] = ids as [RequestId, ...RequestId[]];

  function retentionOf(
    exported?: () => Promise<ReturnType<typeof ok<null>> | ReturnType<typeof fail>>,
  ) {
    const store = memoryStore();
    for (const id of ids) {
      const age = id === YOUNG ? 2 * DAY : 40 * DAY;
      store.addRequest({ ...aRequest({ writtenAt: NOW - age }), id });
    }
    store.addPlan({
      id: PlanId.parse('p-1'),
      steps: [{ draftId: 'd-1', requestId: PLANNED }],
    } as never);
    const gone: RequestId[][] = [];
    const told: unknown[] = [];
    const retention = createRetention(
      { store, clock: stepClock().clock, notify: (...all) => void told.push(all) },
      {
        summary: (id) => ({ open: id === OPEN, request: { id } }) as unknown as RequestSummary,
        isUnresolved: ({ request }) => request.id === DOUBT,
        gone: (some) => void gone.push([...some]),
        ...(exported ? { exported } : {}),
      },
    );
    return { store, retention, gone, told };
  }

  it('counts ended requests that are older, and drops those when they are confirmed', async () => {
    const { store, retention, gone, told } = retentionOf();
    const old = await retention.old({ days: 30 });
    expect(old).toEqual(ok({ count: 1, before: NOW - 30 * DAY }));
    const answer = await retention.drop({ days: 30, before: NOW - 30 * DAY, count: 1 });
    expect(answer).toEqual(ok({ dropped: 1 }));
    expect(gone).toEqual([[OLD]]);
    expect(told).toEqual([['record.dropped', { requestIds: [OLD] }]]);
    expect(store.requests().map(({ id }) => id)).toEqual([OPEN, DOUBT, PLANNED, YOUNG]);
  });

  it.each([
    ['another count than was confirmed', { days: 30, before: NOW - 30 * DAY, count: 2 }],
    ['a time that is later than the days allow', { days: 30, before: NOW, count: 2 }],
  ])('drops nothing for %s', async (_name, input) => {
    const { store, retention } = retentionOf();
    expect(await retention.drop(input)).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(store.requests()).toHaveLength(ids.length);
  });

  it('tells what is gone where the disk fails after that, and says that it failed', async () => {
    const { store, retention, gone, told } = retentionOf();
    const { dropping } = store;
    store.dropping = (...given) => {
      const work = dropping(...given);
      return {
        ...work,
        step() {
          work.step();
          throw new Error('disk I/O error');
        },
      };
    };
    const answer = retention.drop({ days: 30, before: NOW - 30 * DAY, count: 1 });
    await expect(answer).rejects.toThrow('disk I/O error');
    expect(gone).toEqual([[OLD]]);
    expect(told).toEqual([['record.dropped', { requestIds: [OLD] }]]);
  });

  it('hands on the age at which they go, so that what is said of one meanwhile keeps it', async () => {
    const { store, retention } = retentionOf();
    const { dropping } = store;
    const asked: unknown[] = [];
    store.dropping = (...given) => {
      asked.push(given);
      return dropping(...given);
    };
    await retention.drop({ days: 30, before: NOW - 30 * DAY, count: 1 });
    expect(asked).toEqual([[[OLD], expect.any(Number), NOW - 30 * DAY]]);
  });

  it('drops nothing where they could not be exported before', async () => {
    const { store, retention } = retentionOf(async () => fail({ kind: 'bug', detail: 'no room' }));
    const answer = await retention.drop({ days: 30, before: NOW - 30 * DAY, count: 1 });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    expect(store.requests()).toHaveLength(ids.length);
  });
});
