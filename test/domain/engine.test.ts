import { describe, expect, it } from 'vitest';
import type { RequestFact } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import {
  exchange,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  must,
  SESSION_BODY,
  startProduct,
  withDraft,
} from '../support/fakes.ts';

const IN_PROGRESS = ok(exchange(200, { state: 'in_progress', details: [] }));
const IN_SYNC = ok(exchange(200, { state: 'in_sync', details: [] }));
const AWAY = fail({ kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' });

const typesOf = (facts: { fact: RequestFact }[]) => facts.map(({ fact }) => fact.type);

describe('a request that was made elsewhere', () => {
  async function followed() {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS, IN_SYNC];
    const input = {
      managerId: app.managerId,
      sessionId: GUIDE_SESSION,
      nsxRequestId: GUIDE_REQUEST,
      method: 'PUT',
    } as const;
    return { ...app, input, summary: must(await app.call('watch.follow', input)) };
  }

  it('is followed by its ids until its verdict, without a write', async () => {
    const app = await followed();
    await app.clock.advance(30_000);
    const { summary } = must(await app.call('history.get', { requestId: app.summary.request.id }));
    expect(summary).toMatchObject({ verdict: 'realized', nsxRequestId: GUIDE_REQUEST });
    expect(summary.request).toMatchObject({ origin: 'elsewhere', entityName: 'Test RZ' });
    expect(app.nsx.calls).toContain(`state ${GUIDE_SESSION} ${GUIDE_REQUEST}`);
    expect(app.nsx.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  });

  it.each([
    ['words', 'not-there'],
    ['too short', 'e550100d'],
    ['zeros', '00000000-0000-0000-0000-000000000000'],
    ['a UUID with more behind it', `${GUIDE_REQUEST}x`],
  ])(
    'is not followed by what can be no request id (%s): it is refused at its field',
    async (_, id) => {
      const app = await withDraft();
      const input = { managerId: app.managerId, sessionId: GUIDE_SESSION, nsxRequestId: id };
      const answer = await app.call('watch.follow', { ...input, method: 'PUT' });
      expect(answer).toMatchObject({
        ok: false,
        failure: {
          kind: 'invalid',
          issues: [{ path: ['nsxRequestId'], message: expect.stringContaining('x-nsx-requestid') }],
        },
      });
      expect(app.store.requests()).toEqual([]);
    },
  );

  it('is given back where it is followed already', async () => {
    const app = await followed();
    const again = must(await app.call('watch.follow', app.input));
    expect(again.request.id).toBe(app.summary.request.id);
  });

  it('goes on after a restart', async () => {
    const app = await followed();
    app.product.close();
    app.clock.jump(60_000);
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    await again.clock.advance(60_000);
    expect(must(await again.call('history.list', null))[0]).toMatchObject({ verdict: 'realized' });
  });
});

describe('a request that NSX lists as pending though every node has it', () => {
  it('is in progress, says why, and is realized once it is listed no more', async () => {
    const app = await withDraft();
    const details = [{ sub_system_id: 'n-1', state: 'in_sync' }];
    const pending = { state: 'in_sync', details, pending_change_list: [GUIDE_REQUEST] };
    app.nsx.states = [ok(exchange(200, pending))];
    const { request } = must(await app.send());
    await app.clock.advance(2_000);
    const got = must(await app.call('history.get', { requestId: request.id }));
    expect(got.summary).toMatchObject({ verdict: 'in-progress', open: true });
    expect(sentenceOf(got.summary, got.events, {})).toContain(
      '1 of 1 transport node has it, but NSX still lists this request as pending',
    );
    app.nsx.states = [ok(exchange(200, { ...pending, pending_change_list: [] }))];
    await app.clock.advance(30_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('realized');
  });
});

describe('a watch that another process ends at the moment at which this one takes it up', () => {
  it('is not asked again', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    const { request } = must(await app.send());
    await app.clock.advance(1_500);
    app.product.close();
    const { claim } = app.store;
    let isEnded = false;
    app.store.claim = (id, now) => {
      if (!isEnded) {
        isEnded = true;
        const seen = { rawState: 'in_sync', message: null, nodes: [] };
        const answer = exchange(200, { state: 'in_sync' }, now);
        app.store.addFact(id, now, {
          type: 'checked',
          exchange: answer,
          verdict: 'realized',
          ...seen,
        });
      }
      return claim(id, now);
    };
    app.nsx.calls.length = 0;
    const again = startProduct({ ...app, store: app.store });
    must(await again.call('history.list', null));
    again.product.share();
    await again.clock.advance(10_000);
    expect(isEnded).toBe(true);
    expect(app.nsx.calls.filter((call) => call.startsWith('state'))).toEqual([]);
    const { summary } = must(await again.call('history.get', { requestId: request.id }));
    expect(summary).toMatchObject({ verdict: 'realized', open: false });
  });
});

describe('a write in doubt', () => {
  /** The answer is lost; `isThere`: the manager made the change all the same. */
  async function inDoubt(isThere: boolean) {
    const app = await withDraft();
    app.nsx.onWrite = async (write, onSent) => {
      onSent();
      if (isThere) app.nsx.live = { ...SESSION_BODY, ...write.body, _revision: 4 };
      return { end: 'lost', failure: AWAY.failure };
    };
    app.nsx.states = [IN_SYNC];
    const { facts } = app.nsx;
    app.nsx.facts = async () => AWAY;
    const { request } = must(await app.send());
    await app.clock.advance(0);
    const summary = async () =>
      must(await app.call('history.get', { requestId: request.id })).summary;
    return { ...app, request, summary, back: () => Object.assign(app.nsx, { facts }) };
  }

  it('stays in doubt while the manager can’t be reached', async () => {
    const app = await inDoubt(true);
    await app.clock.advance(600_000);
    expect(await app.summary()).toMatchObject({ verdict: 'in-doubt', open: false });
  });

  it('is settled by itself when the manager answers again, and followed without a request id', async () => {
    const app = await inDoubt(true);
    await app.clock.advance(60_000);
    app.back();
    await app.clock.advance(600_000);
    expect(await app.summary()).toMatchObject({ verdict: 'realized', nsxRequestId: null });
    expect(app.nsx.calls).toContain(`state ${GUIDE_SESSION} null`);
    expect(app.nsx.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('is not sent where the object shows no trace of it, with the evidence', async () => {
    const app = await inDoubt(false);
    app.back();
    await app.clock.advance(600_000);
    expect(await app.summary()).toMatchObject({ verdict: 'not-sent' });
    const settled = app.store.events(app.request.id).find(({ fact }) => fact.type === 'settled');
    expect(settled?.fact).toMatchObject({ outcome: 'not-applied', evidence: expect.any(String) });
  });

  it('is not asked about without end where the reading itself is refused', async () => {
    const app = await inDoubt(true);
    let reads = 0;
    app.nsx.read = async () => {
      reads += 1;
      const error = { module: 'policy', code: 289, message: 'no right' };
      return fail({ kind: 'forbidden', error });
    };
    app.back();
    await app.clock.advance(3_600_000);
    expect(reads).toBeGreaterThan(1);
    expect(reads).toBeLessThanOrEqual(61);
  });
});

describe('the pace that a manager asks for', () => {
  it('is kept: nothing is asked before its Retry-After is over', async () => {
    const app = await withDraft();
    const error = { module: null, code: 102, message: 'slow down' };
    app.nsx.states = [fail({ kind: 'rate-limited', error, retryAfterMs: 45_000 }), IN_SYNC];
    const { request } = must(await app.send());
    const asked = () => app.nsx.calls.filter((call) => call.startsWith('state')).length;
    await app.clock.advance(40_000);
    expect(asked()).toBe(1);
    await app.clock.advance(20_000);
    expect(asked()).toBe(2);
    const { summary } = must(await app.call('history.get', { requestId: request.id }));
    expect(summary.verdict).toBe('realized');
  });

  it('does not let a check go out after the deadline, though it waited for its turn', async () => {
    const app = await withDraft();
    let waits = true;
    app.nsx.state = async (_connection, _session, _id, options) => {
      if (waits) await new Promise<void>((resolve) => app.clock.after(25 * 60_000, resolve));
      if (options?.wanted?.() === false) return fail({ kind: 'stale', detail: 'not wanted' });
      app.nsx.calls.push('asked');
      return IN_PROGRESS;
    };
    const { request } = must(await app.send());
    await app.clock.advance(26 * 60_000);
    waits = false;
    const { summary } = must(await app.call('history.get', { requestId: request.id }));
    expect(summary).toMatchObject({ verdict: 'timed-out', open: false });
    expect(app.nsx.calls).not.toContain('asked');
    expect(must(await app.call('manager.list', null))[0]?.link.state).toBe('reachable');
  });
});

describe('sleep', () => {
  async function watching(count: number) {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    for (let at = 0; at < count; at += 1) {
      must(
        await app.call('watch.follow', {
          managerId: app.managerId,
          sessionId: `s${at}`,
          nsxRequestId: GUIDE_REQUEST,
          method: 'PUT',
        }),
      );
    }
    await app.clock.advance(60_000);
    return app;
  }

  it('is one gap on each timeline, and the checks after it come spread', async () => {
    const app = await watching(50);
    app.clock.jump(3_600_000);
    let random = 0;
    app.clock.random = () => {
      random = (random + 0.37) % 1;
      return random;
    };
    const from = app.clock.now();
    const at: number[] = [];
    app.nsx.state = async () => {
      at.push(app.clock.now() - from);
      return IN_PROGRESS;
    };
    await app.clock.advance(10_000);
    const gaps = app.store
      .requests()
      .map((request) => typesOf(app.store.events(request.id)).filter((type) => type === 'gap'));
    expect(gaps).toEqual(Array(50).fill(['gap']));
    const first = at.slice(0, 50);
    expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(3_000);
  });

  it('that the system announced but did not keep ends with the next beat', async () => {
    const app = await watching(1);
    app.product.suspend();
    const asked = app.nsx.calls.length;
    await app.clock.advance(30_000);
    expect(app.nsx.calls.length).toBeGreaterThan(asked);
  });
});

describe('two processes on one record', () => {
  it('never both follow a request: what another has is left alone', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    const { request } = must(await app.send());
    await app.clock.advance(2_000);
    app.product.close();
    app.store.taken.add(request.id);
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    const asked = again.nsx.calls.length;
    await again.clock.advance(60_000);
    expect(again.nsx.calls.slice(asked).filter((call) => call.startsWith('state'))).toEqual([]);
  });

  it('hand over: what the other has let go is taken up', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    const { request } = must(await app.send());
    await app.clock.advance(2_000);
    app.product.close();
    app.store.taken.add(request.id);
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    await again.clock.advance(60_000);
    app.store.taken.delete(request.id);
    again.nsx.states = [IN_SYNC];
    await again.clock.advance(60_000);
    expect(must(await again.call('history.list', null))[0]).toMatchObject({ verdict: 'realized' });
  });

  it('a watch that another process has taken stops here, and says nothing on record', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    const { request } = must(await app.send());
    await app.clock.advance(2_000);
    app.store.taken.add(request.id);
    await app.clock.advance(20_000);
    const facts = app.store.events(request.id).length;
    await app.clock.advance(600_000);
    expect(app.store.events(request.id)).toHaveLength(facts);
  });

  it('what the other has put on record is told like our own', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_PROGRESS];
    const { request } = must(await app.send());
    app.product.recover();
    await app.clock.advance(2_000);
    app.told.length = 0;
    app.store.taken.add(request.id);
    app.store.addFact(request.id, app.clock.now(), { type: 'stopped' });
    app.store.other.requests.push(request.id);
    await app.clock.advance(1_500);
    expect(app.told.map(({ name }) => name)).toContain('request.event');
    expect(must(await app.call('history.list', null))[0]).toMatchObject({ verdict: 'stopped' });
  });
});
