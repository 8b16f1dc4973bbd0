import { describe, expect, it } from 'vitest';
import {
  isDue,
  STALE_AFTER_MS,
  TRY_AGAIN_AFTER_MS,
} from '../../electron/domain/inventory/reading.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../shared/nsx/kinds.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { fakeNsx, must, SESSION_BODY, startProduct, withManager } from '../support/fakes.ts';

type Answer = Result<JsonObject[]> | Promise<Result<JsonObject[]>>;

/** A manager with a whole copy, whose lists are answered by hand from then on. */
async function withAnswers(answer: (kind: InventoryKind, signal: AbortSignal) => Answer) {
  const nsx = fakeNsx();
  const app = await withManager({ nsx });
  const signals: AbortSignal[] = [];
  nsx.list = async (_connection, kind, signal, onPage) => {
    if (!signal) throw new Error('it was asked for without a way to stop');
    signals.push(signal);
    const end = await answer(kind, signal);
    if (end.ok) onPage?.(end.value.length, end.value.length + 7);
    return end;
  };
  const { managerId } = app;
  const names = () => app.store.inventory(managerId, 'sessions').entities.map((one) => one.name);
  return { ...app, nsx, signals, names };
}

const RENAMED = [{ ...SESSION_BODY, display_name: 'Renamed' }];
const unreachable: Failure = { kind: 'unreachable', address: 'x', reason: 'reset', detail: '' };
const forever = () => new Promise<never>(() => {});

describe('reading the inventory', () => {
  it('tells how far it is: kind by kind, with the objects so far and how many NSX says there are', async () => {
    const app = await withAnswers((kind) => ok(kind === 'sessions' ? RENAMED : []));
    app.told.length = 0;
    must(await app.call('inventory.refresh', { managerId: app.managerId }));
    const progress = app.told.filter(({ name }) => name === 'inventory.progress');
    expect(progress.map(({ payload }) => payload)).toEqual(
      KINDS_IN_ORDER.flatMap((kind, kindsRead) => {
        const at = { managerId: app.managerId, kind, kindsRead, kinds: KINDS_IN_ORDER.length };
        const objects = kind === 'sessions' ? 1 : 0;
        return [
          { ...at, objects: 0, expected: null },
          { ...at, objects, expected: objects + 7 },
        ];
      }),
    );
    expect(app.names()).toEqual(['Renamed']);
  });

  it('is ended at once by a cancel, though the manager does not answer; the copy stays as it was', async () => {
    const app = await withAnswers((kind) => (kind === 'services' ? forever() : ok(RENAMED)));
    const reading = app.call('inventory.refresh', { managerId: app.managerId });
    await expect.poll(() => app.signals.length).toBe(4);
    const after = must(await app.call('inventory.cancel', { managerId: app.managerId }));
    expect(after).toMatchObject({ reading: false, failure: null, progress: null });
    expect(await reading).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.signals.every((signal) => signal.aborted)).toBe(true);
    expect(app.names()).toEqual(['Test RZ']);
    // It says nothing about the manager, and asks nothing more.
    const [view] = must(await app.call('manager.list', null));
    expect(view?.link.state).toBe('reachable');
    expect(app.signals).toHaveLength(4);
    expect(app.bugs).toEqual([]);
  });

  it('can be cancelled while what was read is made ready to be saved; the copy stays as it was', async () => {
    const app = await withAnswers((kind) => ok(kind === 'sessions' ? RENAMED : []));
    const { stageInventory } = app.store;
    let pieces = 0;
    let given = 0;
    app.store.stageInventory = (...reading) => ({
      ...stageInventory(...reading),
      more() {
        pieces += 1;
        if (pieces === 2) void app.call('inventory.cancel', { managerId: app.managerId });
        return pieces < 9;
      },
      drop() {
        given += 1;
      },
    });
    const reading = app.call('inventory.refresh', { managerId: app.managerId });
    for (let turn = 0; turn < 40; turn += 1) await app.clock.advance(0);
    expect(await reading).toMatchObject({ failure: { kind: 'stale' } });
    expect({ pieces, given, names: app.names() }).toEqual({
      pieces: 2,
      given: 1,
      names: ['Test RZ'],
    });
  });

  it('that is cancelled says nothing about the manager, though its connection was cut for it', async () => {
    const app = await withAnswers(
      (_kind, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve(fail({ ...unreachable, reason: 'timeout' })),
          );
        }),
    );
    const reading = app.call('inventory.refresh', { managerId: app.managerId });
    await expect.poll(() => app.signals.length).toBe(1);
    must(await app.call('inventory.cancel', { managerId: app.managerId }));
    expect(await reading).toMatchObject({ failure: { kind: 'stale' } });
    await app.clock.advance(0);
    const [view] = must(await app.call('manager.list', null));
    expect(view?.link.state).toBe('reachable');
  });

  it('is not replaced by half of one: a kind that fails leaves the copy as it was, and is named', async () => {
    const app = await withAnswers((kind) =>
      kind === 'crls' ? fail(unreachable) : ok(kind === 'sessions' ? RENAMED : []),
    );
    expect((await app.call('inventory.refresh', { managerId: app.managerId })).ok).toBe(false);
    expect(app.names()).toEqual(['Test RZ']);
    const state = must(await app.call('inventory.state', { managerId: app.managerId }));
    expect(state).toMatchObject({ reading: false, failure: unreachable, failedKind: 'crls' });
  });

  it('leaves out what this user may not see, and says so', async () => {
    const error = { module: 'policy', code: 401, message: 'no' };
    const app = await withAnswers((kind) =>
      kind === 'certificates' ? fail({ kind: 'forbidden', error }) : ok([]),
    );
    const state = must(await app.call('inventory.refresh', { managerId: app.managerId }));
    expect(state.hidden).toEqual({ certificates: { kind: 'forbidden', error } });
    expect(state.failure).toBeNull();
  });

  it('begins anew after a cancel', async () => {
    let isHeld = true;
    const app = await withAnswers(() => (isHeld ? forever() : ok(RENAMED)));
    void app.call('inventory.refresh', { managerId: app.managerId });
    must(await app.call('inventory.cancel', { managerId: app.managerId }));
    isHeld = false;
    must(await app.call('inventory.refresh', { managerId: app.managerId }));
    expect(app.names()).toEqual(['Renamed']);
  });
});

describe('looking at a copy', () => {
  const NOW = 10_000_000;
  const stale = {
    now: NOW,
    asOf: NOW - STALE_AFTER_MS - 1,
    triedAt: null,
    reading: false,
    reachable: true,
  };
  it.each([
    ['stale, and the manager answers', stale, true],
    ['never read', { ...stale, asOf: null }, true],
    ['read from a clock that was ahead', { ...stale, asOf: NOW + 1 }, true],
    ['fresh', { ...stale, asOf: NOW - STALE_AFTER_MS }, false],
    ['being read', { ...stale, reading: true }, false],
    ['out of reach', { ...stale, reachable: false }, false],
    ['tried a moment ago', { ...stale, triedAt: NOW - TRY_AGAIN_AFTER_MS }, false],
    ['tried a while ago', { ...stale, triedAt: NOW - TRY_AGAIN_AFTER_MS - 1 }, true],
  ])('that is %s: read anew is %j', (_what, facts, due) => {
    expect(isDue(facts)).toBe(due);
  });

  it('reads it anew once it is stale, and not again after a cancel', async () => {
    const app = await withAnswers((kind) => (kind === 'sessions' ? ok(RENAMED) : ok([])));
    const look = async () => must(await app.call('inventory.look', { managerId: app.managerId }));
    expect((await look()).reading).toBe(false);
    app.clock.jump(STALE_AFTER_MS + 1);
    expect((await look()).reading).toBe(true);
    await expect.poll(app.names).toEqual(['Renamed']);

    app.clock.jump(STALE_AFTER_MS + 1);
    app.nsx.list = forever;
    await look();
    must(await app.call('inventory.cancel', { managerId: app.managerId }));
    expect((await look()).reading).toBe(false);
  });
});

it('after a start a stale copy is read anew; that the manager is out of reach is no failure of the copy', async () => {
  const before = await withManager();
  before.clock.jump(STALE_AFTER_MS + 1);
  const { store, clock, vault, managerId } = before;
  const app = startProduct({
    store,
    clock,
    vault,
    nsx: { ...fakeNsx(), list: async () => fail(unreachable) },
  });
  expect(must(await app.call('inventory.look', { managerId })).reading).toBe(true);
  await expect
    .poll(async () => must(await app.call('inventory.state', { managerId })).reading)
    .toBe(false);
  const state = must(await app.call('inventory.state', { managerId }));
  expect(state).toMatchObject({ failure: null, counts: { sessions: 1 } });
  const [view] = must(await app.call('manager.list', null));
  expect(view?.link.state).toBe('unreachable');
  // Asked for by a person, it is said.
  expect((await app.call('inventory.refresh', { managerId })).ok).toBe(false);
  expect(must(await app.call('inventory.state', { managerId })).failure).toEqual(unreachable);
});

describe('finding and showing', () => {
  it('finds over all kinds and all managers, kind by kind, a page at a time', async () => {
    const objects: Partial<Record<InventoryKind, JsonObject[]>> = {
      sessions: ['b', 'a', 'c'].map((id) => ({ id: `s-${id}`, display_name: `${id} Ōsaka` })),
      services: [{ id: 'v', display_name: 'vpn-osaka' }],
      crls: [{ id: 'r', display_name: 'other' }],
    };
    const app = await withAnswers((kind) => ok(objects[kind] ?? []));
    must(await app.call('inventory.refresh', { managerId: app.managerId }));
    const find = async (typed: string, offset: number, limit: number, locate: string | null) =>
      must(
        await app.call('inventory.find', {
          managerId: null,
          kind: null,
          typed,
          offset,
          limit,
          locate,
        }),
      );
    const page = await find('osaka', 2, 2, 's-c');
    expect(page.rows.map(({ entity }) => entity.id)).toEqual(['s-c', 'v']);
    expect(page).toMatchObject({
      total: 4,
      place: 2,
      counts: { sessions: 3, services: 1, crls: 0 },
    });
    expect((await find('', 4, 9, 'r')).rows.map(({ entity }) => entity.id)).toEqual(['r']);
    expect((await find('osaka', 0, 0, 'r')).place).toBeNull();
  });

  it('shows an object of any kind by its id, with what it uses and who uses it', async () => {
    const objects: Partial<Record<InventoryKind, JsonObject[]>> = {
      sessions: [{ id: 's', display_name: 'S', local_endpoint_id: 'l', peer_endpoint_id: 'p' }],
      'local-endpoints': [{ id: 'l', display_name: 'L', ipsec_vpn_service_id: { target_id: 'v' } }],
      'peer-endpoints': [{ id: 'p', display_name: 'P', ike_profile_id: 'gone' }],
      services: [{ id: 'v', display_name: 'V', logical_router_id: 'g' }],
      'logical-routers': [{ id: 'g', display_name: 'G' }],
    };
    const app = await withAnswers((kind) => ok(objects[kind] ?? []));
    must(await app.call('inventory.refresh', { managerId: app.managerId }));
    const details = async (id: string) =>
      must(await app.call('inventory.details', { managerId: app.managerId, id }));
    const session = await details('s');
    expect(session.uses.map(({ kind, name }) => [kind, name])).toEqual([
      ['local-endpoints', 'L'],
      ['peer-endpoints', 'P'],
    ]);
    // Down to the gateway, so that it can be described.
    expect(session.related.map(({ id }) => id).sort()).toEqual(['g', 'l', 'p', 'v']);
    const gateway = await details('g');
    expect(gateway).toMatchObject({
      sessions: 1,
      usedBy: [{ id: 'v', field: 'logical_router_id' }],
    });
    expect((await details('p')).uses).toEqual([
      { field: 'ike_profile_id', kind: 'ike-profiles', id: 'gone', name: null },
    ]);
    expect((await details('nobody')).entity).toBeNull();
  });
});
