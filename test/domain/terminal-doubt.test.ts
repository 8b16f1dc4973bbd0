import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { ok } from '../../shared/result.ts';
import {
  exchange,
  fakeClock,
  GUIDE_SESSION,
  must,
  SESSION_BODY,
  startProduct,
  withManager,
} from '../support/fakes.ts';

const writes = (calls: string[]) => calls.filter((call) => call.startsWith('write'));
const LOST = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: 'late' } as const;
const { id: _id, _revision, ...NEW } = SESSION_BODY;

type App = Awaited<ReturnType<typeof withManager>>;
const post = (app: Pick<App, 'product' | 'managerId'>, body: JsonObject = NEW) =>
  app.product.terminal.send({
    managerId: app.managerId,
    method: 'POST',
    kind: 'sessions',
    entityId: null,
    body,
    follow: true,
  });
const put = (app: Pick<App, 'product' | 'managerId'>) =>
  app.product.terminal.send({
    managerId: app.managerId,
    method: 'PUT',
    kind: 'sessions',
    entityId: GUIDE_SESSION,
    body: { ...SESSION_BODY, description: 'from a terminal' },
    follow: true,
  });

describe('a command after one whose write is in doubt', () => {
  it('does not make a session a second time: the doubt of the earlier process is settled first', async () => {
    const first = await withManager();
    first.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return { end: 'lost', failure: LOST };
    };
    must(await post(first));
    first.product.close();
    // A later process of the same command, which has not looked through the history; NSX still works on it.
    first.nsx.live = null;
    const next = startProduct(first);
    const second = await post({ product: next.product, managerId: first.managerId });
    expect(writes(first.nsx.calls)).toHaveLength(1);
    expect(second).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  });

  it('sends once the object was read back and the earlier write was seen not to have arrived', async () => {
    const first = await withManager();
    const usual = first.nsx.onWrite;
    first.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return { end: 'lost', failure: LOST };
    };
    must(await put(first));
    first.product.close();
    await first.clock.advance(120_000);
    first.nsx.onWrite = usual;
    first.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    const next = startProduct(first);
    const second = must(await put({ product: next.product, managerId: first.managerId }));
    expect(second.verdict).toBe('accepted');
    expect(writes(first.nsx.calls)).toHaveLength(2);
    const [old] = next.product.terminal.list();
    expect(old?.verdict).toBe('not-sent');
  });

  it('finds the write of a process that was killed before its answer, and settles it', async () => {
    const first = await withManager();
    first.nsx.onWrite = (_write, onSent) => {
      onSent();
      return new Promise(() => {});
    };
    void put(first);
    await first.clock.advance(0);
    const clock = fakeClock(first.clock.now() + 120_000);
    const usual = startProduct().nsx;
    const next = startProduct({ store: first.store, vault: first.vault, clock, nsx: usual });
    usual.states = [ok(exchange(200, { state: 'in_sync' }))];
    usual.live = { ...SESSION_BODY, description: 'from a terminal', _revision: 4 };
    const second = await put({ product: next.product, managerId: first.managerId });
    const [old] = next.product.terminal.list();
    // What was sent is there: the earlier write had arrived, and is followed as one that did.
    expect(old?.verdict).toBe('accepted');
    expect(second.ok).toBe(true);
  });
});

describe('two processes and one write', () => {
  it('is not sent where another process has taken it for one of the dead, before it was claimed', async () => {
    const app = await withManager();
    const keep = app.store.addRequest;
    app.store.addRequest = (request) => {
      keep(request);
      app.store.addFact(request.id, app.clock.now(), { type: 'not-sent', failure: LOST });
    };
    const sent = must(await put(app));
    expect(writes(app.nsx.calls)).toEqual([]);
    expect(sent.verdict).toBe('not-sent');
  });

  it('is settled by a window that runs on when the process that sent it dies', async () => {
    const window = await withManager();
    window.product.recover();
    const other = startProduct({ ...window, clock: fakeClock(window.clock.now()) });
    window.nsx.onWrite = (_write, onSent) => {
      onSent();
      return new Promise(() => {});
    };
    void put({ product: other.product, managerId: window.managerId });
    await other.clock.advance(0);
    const [request] = window.store.requests();
    if (!request) throw new Error('nothing is on record');
    window.store.taken.add(request.id);
    window.store.other.requests.push(request.id);
    await window.clock.advance(10_000);
    expect(must(await window.call('history.list', null))[0]).toMatchObject({ open: true });
    window.store.taken.delete(request.id);
    await window.clock.advance(10_000);
    expect(must(await window.call('history.list', null))[0]).toMatchObject({
      open: false,
      verdict: 'in-doubt',
    });
  });
});
