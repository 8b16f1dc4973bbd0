import { describe, expect, it } from 'vitest';
import { createRetention } from '../../electron/domain/history/retention.ts';
import type { Dropping, ExportedTo } from '../../electron/domain/ports.ts';
import type { Input } from '../../shared/contract.ts';
import type { ProvenPack } from '../../shared/evidence/files.ts';
import { PlanId, RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { DropProgress } from '../../shared/retention-contract.ts';
import { must } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aRequest } from '../support/request-events.ts';
import { stepClock } from '../support/step-clock.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_790_000_000_000;
const BEFORE = NOW - 30 * DAY;
const ids = ['old', 'older', 'open', 'doubt', 'planned', 'young'].map((id) => RequestId.parse(id));
const [OLD, OLDER, OPEN, DOUBT, PLANNED, YOUNG] = ids as [RequestId, ...RequestId[]] as [
  RequestId,
  RequestId,
  RequestId,
  RequestId,
  RequestId,
  RequestId,
];
const PACK = { file: 'old.zip', bytes: 9, sha256: 'ab'.repeat(32), requests: 2, redacted: {} };
const headsOf = (...some: RequestId[]) => new Map(some.map((id) => [id, `head of ${id}`]));
const PROVEN: ProvenPack = { outcome: 'proven', pack: PACK, heads: headsOf(OLD, OLDER) };

type Exported = (
  some: readonly RequestId[],
  tell: (progress: DropProgress) => void,
) => Promise<Result<ProvenPack>>;

function world(exported: Exported = async () => ok(PROVEN)) {
  const store = memoryStore();
  for (const id of ids) {
    const age = id === YOUNG ? 2 * DAY : id === OLDER ? 50 * DAY : 40 * DAY;
    store.addRequest({ ...aRequest({ writtenAt: NOW - age }), id });
  }
  store.addPlan({
    id: PlanId.parse('p-1'),
    steps: [{ draftId: 'd-1', requestId: PLANNED }],
  } as never);
  const gone: RequestId[][] = [];
  const told: [string, unknown][] = [];
  const asked: RequestId[][] = [];
  const to: (ExportedTo | null | undefined)[] = [];
  const open = new Set([OPEN]);
  const remarks = new Map<RequestId, Partial<RequestSummary>>();
  const summaryOf = (id: RequestId) =>
    ({
      ...{ open: open.has(id), verdict: 'realized', request: aRequest({ id }) },
      ...remarks.get(id),
    }) as RequestSummary;
  const { dropping } = store;
  store.dropping = (some, at, before, pack) => {
    to.push(pack);
    return dropping(some, at, before, pack);
  };
  let stopped = 0;
  const { clock, take, stretches } = stepClock(NOW);
  const retention = createRetention(
    { store, clock, notify: (...all) => void told.push(all as [string, unknown]) },
    {
      summary: summaryOf,
      isUnresolved: ({ request }) => request.id === DOUBT,
      gone: (some) => void gone.push([...some]),
      async exported(some, tell) {
        asked.push([...some]);
        return exported(some, tell);
      },
      stopExport: () => {
        stopped += 1;
      },
    },
  );
  const drop = (more: Partial<Input<'record.drop'>> = {}) =>
    retention.drop({ days: 30, before: BEFORE, count: 2, first: 'nothing', leave: [], ...more });
  const here = () => store.requests().map(({ id }) => id);
  const stops = () => stopped;
  return {
    store,
    retention,
    drop,
    gone,
    told,
    asked,
    to,
    here,
    open,
    remarks,
    stops,
    take,
    stretches,
  };
}

const events = (told: [string, unknown][], name: string) =>
  told.flatMap(([event, payload]) => (event === name ? [payload] : []));

describe('requests that are older', () => {
  it('are counted, the oldest are named, and those that stay all the same are counted too', async () => {
    const { retention } = world();
    const old = must(await retention.old({ days: 30 }));
    expect(old).toMatchObject({ count: 2, before: BEFORE });
    expect(old.stay).toEqual({ open: 1, inDoubt: 1, planned: 1 });
    expect(old.shown.map(({ id }) => id)).toEqual([OLD, OLDER]);
    expect(old.shown[0]).toMatchObject({ method: 'PUT', verdict: 'realized' });
    expect(old.said).toEqual({ questioned: 0, noted: 0, tagged: 0 });
  });

  it('of which somebody said something are named first, and counted by what was said', async () => {
    const { retention, remarks } = world();
    remarks.set(OLDER, { mark: { mark: 'questioned', by: 'nora', at: 1 }, notes: 2, tags: ['a'] });
    const old = must(await retention.old({ days: 30 }));
    expect(old.shown.map(({ id }) => id)).toEqual([OLDER, OLD]);
    expect(old.shown[0]).toMatchObject({ mark: 'questioned', notes: 2, tags: ['a'] });
    expect(old.said).toEqual({ questioned: 1, noted: 1, tagged: 1 });
  });

  it('are dropped when they are confirmed; what is open, in doubt, in a plan or younger stays', async () => {
    const { drop, gone, told, here, to } = world();
    expect(must(await drop())).toEqual({
      outcome: 'dropped',
      dropped: 2,
      stayed: 0,
      rest: 0,
      stopped: false,
      pack: null,
    });
    expect(gone).toEqual([[OLD, OLDER]]);
    expect(events(told, 'record.dropped')).toEqual([{ requestIds: [OLD, OLDER] }]);
    expect(here()).toEqual([OPEN, DOUBT, PLANNED, YOUNG]);
    expect(to).toEqual([null]);
  });

  it.each([
    ['another count than was confirmed', { count: 3 }],
    ['a time that is later than the days allow', { before: NOW, count: 3 }],
  ])('are not dropped for %s', async (_name, input) => {
    const { drop, here } = world();
    expect(await drop(input)).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(here()).toEqual(ids);
  });

  it('are told to be gone where the disk fails after that, and that it failed', async () => {
    const { store, drop, gone, told } = world();
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
    await expect(drop()).rejects.toThrow('disk I/O error');
    expect(gone).toEqual([[OLD, OLDER]]);
    expect(events(told, 'record.dropped')).toEqual([{ requestIds: [OLD, OLDER] }]);
    // The next one may begin all the same.
    await expect(drop()).resolves.toMatchObject({ failure: { kind: 'stale' } });
  });

  it('are dropped in one go at a time', async () => {
    const { drop } = world();
    const first = drop();
    expect(await drop()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(must(await first)).toMatchObject({ dropped: 2 });
  });
});

/** Requests that go one by one, each step taking its time. */
function oneByOne(some: readonly RequestId[], onStep: (done: number) => void): Dropping {
  const done: RequestId[] = [];
  let isStopped = false;
  return {
    step() {
      const next = some[done.length];
      if (isStopped || next === undefined) return false;
      done.push(next);
      onStep(done.length);
      return true;
    },
    stop() {
      isStopped = true;
    },
    dropped: () => done,
  };
}

describe('thousands of them', () => {
  it('go in small stretches between which everything else has its turn, and it is told how far it is', async () => {
    const app = world();
    const many = Array.from({ length: 3000 }, (_, at) => RequestId.parse(`r-${at}`));
    app.store.requestsBefore = (_before, after, limit) => {
      const from = after === null ? 0 : many.indexOf(after) + 1;
      return many.slice(from, from + limit);
    };
    app.store.dropping = (some) => oneByOne(some, () => app.take(1.5));
    expect(must(await app.drop({ count: 3000 }))).toMatchObject({ dropped: 3000 });
    expect(app.stretches.length).toBeGreaterThan(100);
    expect(Math.max(...app.stretches)).toBeLessThanOrEqual(20);
    const told = events(app.told, 'record.dropping') as DropProgress[];
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(100);
    expect(told.at(-1)).toEqual({ stage: 'dropping', done: 3000, total: 3000 });
  });

  it('stop when a person says so: what has gone is gone, and the others stay', async () => {
    const app = world();
    app.store.dropping = (some) => oneByOne(some, () => app.retention.stop());
    expect(must(await app.drop())).toMatchObject({ dropped: 1, stayed: 1, stopped: true });
    expect(app.gone).toEqual([[OLD]]);
    // Another export, if there is one, is not touched.
    expect(app.stops()).toBe(0);
  });
});

describe('exported first', () => {
  it('only those go that are in the pack, and the register is told which pack and where each chain ends', async () => {
    const app = world();
    const done = must(await app.drop({ first: 'export' }));
    expect(done).toMatchObject({ outcome: 'dropped', dropped: 2, stayed: 0, rest: 0, pack: PACK });
    expect(app.asked).toEqual([[OLD, OLDER]]);
    expect(app.to).toEqual([{ pack: PACK.sha256, heads: headsOf(OLD, OLDER) }]);
    expect(app.here()).toEqual([OPEN, DOUBT, PLANNED, YOUNG]);
  });

  it.each<[string, Result<ProvenPack>]>([
    ['the person cancels the save dialog', ok({ outcome: 'cancelled' })],
    ['the pack can’t be written', fail({ kind: 'file', file: 'x', reason: 'full', detail: '' })],
    ['something looks like a secret', ok({ outcome: 'suspect', suspects: [], others: [OLD] })],
  ])('nothing goes where %s', async (_why, exported) => {
    const app = world(async () => exported);
    expect(await app.drop({ first: 'export' })).toEqual(exported);
    expect(app.here()).toEqual(ids);
    expect(app.to).toEqual([]);
    expect(events(app.told, 'record.dropped')).toEqual([]);
  });

  it('what was opened again while the pack was written stays', async () => {
    const app = world(async () => {
      app.open.add(OLDER);
      return ok(PROVEN);
    });
    expect(must(await app.drop({ first: 'export' }))).toMatchObject({ dropped: 1, stayed: 1 });
    expect(app.here()).toContain(OLDER);
    expect(app.here()).not.toContain(OLD);
  });

  it('what there was no room for in the pack stays, and is counted as the rest', async () => {
    const app = world(async () => ok({ ...PROVEN, heads: headsOf(OLD) }));
    const done = must(await app.drop({ first: 'export' }));
    expect(done).toMatchObject({ dropped: 1, stayed: 0, rest: 1 });
    expect(app.here()).toContain(OLDER);
  });

  it('those that a person leaves stay, and are not in the pack', async () => {
    const app = world(async () => ok({ ...PROVEN, heads: headsOf(OLDER) }));
    const done = must(await app.drop({ first: 'export', leave: [OLD] }));
    expect(done).toMatchObject({ dropped: 1, rest: 0 });
    expect(app.asked).toEqual([[OLDER]]);
    expect(app.here()).toContain(OLD);
    const none = await app.drop({ first: 'export', count: 1, leave: [OLD] });
    expect(none).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.here()).toContain(OLD);
  });

  it('stopped meanwhile, the export is given up and nothing goes, the pack that was written or not', async () => {
    const app = world(async () => {
      app.retention.stop();
      return ok(PROVEN);
    });
    const done = must(await app.drop({ first: 'export' }));
    expect(done).toEqual({ outcome: 'cancelled', file: 'old.zip' });
    expect(app.stops()).toBe(1);
    expect(app.here()).toEqual(ids);
  });

  it('tells how far it is', async () => {
    const app = world(async (_some, tell) => {
      for (let done = 0; done < 50; done += 1) tell({ stage: 'reading', done, total: 50 });
      tell({ stage: 'writing', done: 50, total: 50 });
      return ok(PROVEN);
    });
    await app.drop({ first: 'export' });
    const stages = (events(app.told, 'record.dropping') as DropProgress[]).map(
      ({ stage }) => stage,
    );
    expect(stages).toEqual(['reading', 'writing', 'dropping']);
  });
});
