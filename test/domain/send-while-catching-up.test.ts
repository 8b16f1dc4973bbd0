import { describe, expect, test } from 'vitest';
import type { Store } from '../../electron/domain/ports.ts';
import { startProduct, withDraft } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

const LOST = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: 'late' } as const;

/** The next process after an update: the write of the one before is in doubt, and has no summary yet. */
async function afterAnUpdate(byOther: boolean) {
  const first = await withDraft();
  first.nsx.onWrite = async (_write, onSent) => {
    onSent();
    return { end: 'lost', failure: LOST };
  };
  await first.send();
  await first.clock.advance(10);
  const [doubt] = first.store.unfinished().inDoubt;
  if (!doubt) throw new Error('the write is not in doubt');
  first.product.close();
  const store = memoryStore(first.store.copy());
  const { catchUp, unfinished } = store;
  const at = { isDone: false };
  const late: Partial<Store> = {
    unfinished: () => (at.isDone ? unfinished() : { open: [], inDoubt: [], cutOff: [] }),
    // Whoever has made the summary was told what it is of: nobody else is.
    catchUp: (ms) => ({ ...catchUp(ms), ...at, unfinished: at.isDone && !byOther ? [doubt] : [] }),
  };
  // Settles nothing by itself: the manager is away.
  const nsx = { ...first.nsx, calls: first.nsx.calls };
  const next = startProduct({ store: Object.assign(store, late), nsx, clock: first.clock });
  next.product.recover();
  const draft = store.drafts().find(({ id }) => id === first.draftId);
  const send = () =>
    next.call('send.draft', {
      draftId: first.draftId,
      version: draft?.version ?? 0,
      typedName: null,
    });
  const writes = () => first.nsx.calls.filter((call) => call.startsWith('write')).length;
  return { ...next, at, doubt, send, writes };
}

describe('while summaries are made of a record of before', () => {
  test('how far that is is told each second, and once that all are made', async () => {
    const app = await afterAnUpdate(false);
    const far = () =>
      app.told.filter(({ name }) => name === 'record.catching-up').map(({ payload }) => payload);
    const HALF = { done: 41_000, total: 100_000 };
    expect(far()).toEqual([HALF]);
    await app.clock.advance(2_500);
    expect(far()).toEqual([HALF, HALF, HALF]);
    app.at.isDone = true;
    await app.clock.advance(100);
    expect(far()).toEqual([HALF, HALF, HALF, null]);
    app.product.close();
  });

  test('nothing is sent, since an earlier write may be in doubt that is not known yet', async () => {
    const app = await afterAnUpdate(false);
    expect(await app.send()).toMatchObject({
      failure: { kind: 'stale', detail: expect.stringContaining('brought up to date') },
    });
    expect(app.writes()).toBe(1);
    app.at.isDone = true;
    expect(await app.send()).toMatchObject({
      failure: { kind: 'stale', detail: expect.stringContaining('in doubt') },
    });
    expect(app.writes()).toBe(1);
    app.product.close();
  });

  test('a write in doubt is known and shown here too where another process has made the last of them', async () => {
    const app = await afterAnUpdate(true);
    app.at.isDone = true;
    await app.clock.advance(10_000);
    const told = app.told.filter(({ name }) => name === 'request.changed');
    expect(JSON.stringify(told)).toContain(app.doubt);
    expect(await app.send()).toMatchObject({
      failure: { kind: 'stale', detail: expect.stringContaining('in doubt') },
    });
    expect(app.writes()).toBe(1);
    app.product.close();
  });
});
