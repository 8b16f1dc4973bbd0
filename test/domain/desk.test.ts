import { expect, test } from 'vitest';
import { createDesk } from '../../electron/domain/desk.ts';
import type { Output } from '../../shared/contract.ts';
import { ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import {
  exchange,
  fakeNsx,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  memoryVault,
  must,
  startProduct,
  withManager,
} from '../support/fakes.ts';

const HOUR_MS = 3_600_000;

/** A desk with an open watch, over the record that it leaves behind. */
async function desk() {
  const nsx = fakeNsx();
  nsx.states = [ok(exchange(200, { state: 'in_progress', details: [] }))];
  const keychain: string[] = [];
  const vault = memoryVault();
  const watched = {
    ...vault,
    password: async (...given: Parameters<typeof vault.password>) => {
      keychain.push('password');
      return vault.password(...given);
    },
  };
  const before = await withManager({ nsx, vault: watched });
  const { clock, store, managerId } = before;
  const input = {
    managerId,
    sessionId: GUIDE_SESSION,
    nsxRequestId: GUIDE_REQUEST,
    method: 'PUT',
  } as const;
  const { request } = must(await before.call('watch.follow', input));
  before.product.close();
  const own = createDesk(
    () => startProduct({ clock, store, nsx, vault: watched }).product,
    (where, error) => {
      throw new Error(`${where}: ${error}`);
    },
  );
  own.recover();
  await clock.advance(60_000);
  return { own, nsx, keychain, clock, store, id: request.id };
}

test('a desk at rest asks no manager and no keychain, however long a watch is open', async () => {
  const { own, nsx, keychain, clock } = await desk();
  expect(nsx.calls.filter((call) => call.startsWith('state')).length).toBeGreaterThan(1);
  own.rest();
  const asked = nsx.calls.length;
  const opened = keychain.length;
  await clock.advance(HOUR_MS);
  expect(nsx.calls.length).toBe(asked);
  expect(keychain.length).toBe(opened);
  expect(await own.dispatch('manager.list', null)).toEqual({
    ok: false,
    failure: { kind: 'reviewing' },
  });
  own.close();
});

test('a desk that begins anew follows on, and the time between is a gap on record', async () => {
  const { own, nsx, clock, store, id } = await desk();
  own.rest();
  await clock.advance(HOUR_MS);
  const asked = nsx.calls.length;
  own.begin();
  own.begin();
  await clock.advance(60_000);
  expect(nsx.calls.slice(asked).some((call) => call.startsWith('state'))).toBe(true);
  const gaps = store.events(id).filter(({ fact }) => fact.type === 'gap');
  expect(gaps).toHaveLength(2);
  own.close();
});

test('settings that were saved while it rested are its settings afterwards', async () => {
  const { own, store } = await desk();
  const settings = async () =>
    must(
      (await own.dispatch('settings.get', null)) as ReturnType<typeof ok<Output<'settings.get'>>>,
    );
  expect((await settings()).person).toBe('');
  own.rest();
  store.saveSettings({ ...DEFAULT_SETTINGS, person: 'reviewer' });
  own.begin();
  expect((await settings()).person).toBe('reviewer');
  own.close();
});
