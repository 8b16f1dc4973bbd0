import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayBefore, usedTime } from '../../electron/domain/realization/schedule.ts';
import { RequestId } from '../../shared/ids.ts';
import { GAP_WORDS } from '../../shared/lane.ts';
import type { RequestEvent, RequestFact } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import {
  exchange,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  must,
  startProduct,
  withDraft,
} from '../support/fakes.ts';

const stateCalls = (calls: string[]) => calls.filter((call) => call.startsWith('state')).length;
const IN_PROGRESS = ok(exchange(200, { state: 'in_progress', details: [] }));
const IN_SYNC = ok(exchange(200, { state: 'in_sync', details: [] }));
const UNKNOWN = ok(
  exchange(200, { state: 'unknown', failure_message: 'Unable to get response from any CCP node.' }),
);
const NO_ROUTE = fail({
  kind: 'unreachable',
  address: 'nsx',
  reason: 'no-route',
  detail: 'no route',
});

async function watching(...states: (typeof IN_PROGRESS | typeof NO_ROUTE)[]) {
  const app = await withDraft();
  app.nsx.states = states;
  const { request } = must(await app.send());
  await app.clock.advance(0);
  const summary = async () =>
    must(await app.call('history.get', { requestId: request.id })).summary;
  const facts = () => app.store.events(request.id).map((event) => event.fact);
  return { ...app, requestId: request.id, summary, facts };
}

describe('the schedule', () => {
  it('asks after 1, 2, 4, 8, 10, 10 … seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((asked) => delayBefore(asked, 0) / 1000)).toEqual([
      1, 2, 4, 8, 10, 10, 10,
    ]);
  });

  it('adds jitter and never more than a tenth', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 0.999, noNaN: true }), (asked, random) => {
        const plain = delayBefore(asked, 0);
        const delay = delayBefore(asked, random);
        expect(delay).toBeGreaterThanOrEqual(plain);
        expect(delay).toBeLessThanOrEqual(plain * 1.1);
      }),
    );
  });
});

describe('the deadline', () => {
  const id = RequestId.parse('r');
  const events = (...list: [number, RequestFact][]): RequestEvent[] =>
    list.map(([at, fact], index) => ({ requestId: id, seq: index + 1, at, fact }));
  const started: RequestFact = {
    type: 'watch-started',
    sessionId: 's',
    nsxRequestId: null,
    deadlineMs: 1,
  };

  it.each([
    ['plain time', events([0, started]), 100, 100],
    ['not the time before the watch', events([50, started]), 60, 10],
    [
      'not a gap',
      events([0, started], [100, { type: 'gap', from: 10, to: 100, reason: 'closed' }]),
      110,
      20,
    ],
    [
      'not the time after a check that could not be made',
      events(
        [0, started],
        [10, { type: 'not-asked', startedAt: 10, failure: NO_ROUTE.failure, nextAt: 20 }],
      ),
      500,
      10,
    ],
    [
      'from new when resumed',
      events([0, started], [90, { type: 'stopped' }], [100, { type: 'resumed' }]),
      105,
      5,
    ],
  ])('counts %s', (_name, list, now, used) => {
    expect(usedTime(list, now)).toBe(used);
  });
});

describe('a watch', () => {
  it('asks for the session’s state with the request id that NSX gave, until it is realized', async () => {
    const app = await watching(IN_PROGRESS, UNKNOWN, IN_SYNC);
    await app.clock.advance(60_000);
    expect((await app.summary()).verdict).toBe('realized');
    const asked = app.nsx.calls.filter((call) => call.startsWith('state'));
    expect(asked).toEqual(Array(3).fill(`state ${GUIDE_SESSION} ${GUIDE_REQUEST}`));
  });

  it('reads the tunnel once after Realized, as a fact of its own', async () => {
    const app = await watching(IN_SYNC);
    await app.clock.advance(60_000);
    expect(app.nsx.calls.filter((call) => call === 'tunnel')).toHaveLength(1);
    expect(app.facts().map((fact) => fact.type)).toContain('tunnel');
  });

  it('goes on asking while nothing can be asked, and says so, without a verdict of NSX', async () => {
    const app = await watching(NO_ROUTE);
    await app.clock.advance(60_000);
    const summary = await app.summary();
    expect(summary.open).toBe(true);
    expect(summary.checks).toBe(0);
    app.nsx.states = [IN_SYNC];
    await app.clock.advance(60_000);
    expect((await app.summary()).verdict).toBe('realized');
  });

  it('ends as timed out when the deadline has passed, and can be resumed', async () => {
    const app = await watching(IN_PROGRESS);
    await app.clock.advance(21 * 60_000);
    expect(await app.summary()).toMatchObject({ verdict: 'timed-out', open: false });
    const asked = stateCalls(app.nsx.calls);
    await app.clock.advance(3_600_000);
    expect(stateCalls(app.nsx.calls)).toBe(asked);
    app.nsx.states = [IN_SYNC];
    must(await app.call('watch.resume', { requestId: app.requestId }));
    await app.clock.advance(5_000);
    expect((await app.summary()).verdict).toBe('realized');
  });

  it('counts no offline time against the deadline', async () => {
    const app = await watching(NO_ROUTE);
    await app.clock.advance(60 * 60_000);
    expect((await app.summary()).open).toBe(true);
  });

  it('asks nothing after it was stopped', async () => {
    const app = await watching(IN_PROGRESS);
    await app.clock.advance(1500);
    must(await app.call('watch.stop', { requestId: app.requestId }));
    const asked = stateCalls(app.nsx.calls);
    await app.clock.advance(600_000);
    expect(stateCalls(app.nsx.calls)).toBe(asked);
    expect((await app.summary()).verdict).toBe('stopped');
  });

  it('drops an answer that arrives after it was stopped', async () => {
    let answer: (value: typeof IN_SYNC) => void = () => {};
    const app = await watching(IN_PROGRESS);
    app.nsx.states = [() => new Promise((resolve) => (answer = resolve))];
    await app.clock.advance(1500);
    must(await app.call('watch.stop', { requestId: app.requestId }));
    answer(IN_SYNC);
    await app.clock.advance(10);
    expect((await app.summary()).verdict).toBe('stopped');
  });

  it('goes on after a restart, the time between on record as a gap', async () => {
    const app = await watching(IN_PROGRESS);
    await app.clock.advance(1500);
    app.product.close();
    app.clock.jump(3_600_000);
    const again = startProduct({ ...app, store: app.store });
    again.nsx.states = [IN_SYNC];
    again.product.recover();
    await again.clock.advance(5_000);
    const facts = app.facts();
    const gap = facts.find((fact) => fact.type === 'gap');
    expect(gap).toMatchObject({ reason: 'closed' });
    expect(gap && gap.to - gap.from).toBeGreaterThanOrEqual(3_600_000);
    const summary = must(await again.call('history.list', null))[0];
    expect(summary).toMatchObject({ verdict: 'realized', checks: 2 });
  });

  it('puts a sleep of the computer on record where a timer fires far too late', async () => {
    const app = await watching(IN_PROGRESS, IN_PROGRESS, IN_SYNC);
    await app.clock.advance(1500);
    app.clock.jump(7_200_000);
    await app.clock.advance(20_000);
    expect(app.facts().find((fact) => fact.type === 'gap')).toMatchObject({ reason: 'asleep' });
    expect((await app.summary()).verdict).toBe('realized');
  });

  it('does not call a clock that was set forward a sleep', async () => {
    const app = await watching(IN_PROGRESS, IN_PROGRESS, IN_SYNC);
    await app.clock.advance(1500);
    app.clock.set(7_200_000);
    await app.clock.advance(20_000);
    const gap = app.facts().find((fact) => fact.type === 'gap');
    expect(gap).toMatchObject({ reason: 'clock' });
    expect(GAP_WORDS.clock).toBe('not running, or the clock was changed');
    expect((await app.summary()).verdict).toBe('realized');
  });

  it('calls it a sleep where the system has said that it goes to sleep, though time itself stood still', async () => {
    const app = await watching(IN_PROGRESS, IN_PROGRESS, IN_SYNC);
    await app.clock.advance(1500);
    app.product.suspend();
    app.clock.set(7_200_000);
    await app.clock.advance(20_000);
    expect(app.facts().find((fact) => fact.type === 'gap')).toMatchObject({ reason: 'asleep' });
  });

  it('stops at a disabled service, and is realized when resumed after it was enabled', async () => {
    const disabled = {
      httpStatus: 'BAD_REQUEST',
      error_code: 110199,
      module_name: 'VPN',
      error_message: 'VPN service x is disabled.',
    };
    const app = await watching(ok(exchange(400, disabled)));
    await app.clock.advance(600_000);
    expect(await app.summary()).toMatchObject({ verdict: 'service-disabled', checks: 1 });
    app.nsx.states = [IN_SYNC];
    must(await app.call('watch.resume', { requestId: app.requestId }));
    await app.clock.advance(5_000);
    expect((await app.summary()).verdict).toBe('realized');
  });
});
