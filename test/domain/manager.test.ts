import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../shared/result.ts';
import {
  exchange,
  GUIDE_SESSION,
  MANAGER_INPUT,
  memoryVault,
  must,
  RIGHT_PASSWORD,
  startProduct,
  withDraft,
} from '../support/fakes.ts';

describe('adding a manager', () => {
  it('tries the password once and keeps nothing when NSX refuses it', async () => {
    const app = startProduct();
    const result = await app.call('manager.add', { ...MANAGER_INPUT, password: 'wrong' });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
    expect(app.nsx.calls.filter((call) => call === 'facts')).toHaveLength(1);
    expect(must(await app.call('manager.list', null))).toEqual([]);
  });

  it('keeps the password in the vault, and no answer or event holds it', async () => {
    const app = startProduct();
    const view = must(await app.call('manager.add', MANAGER_INPUT));
    expect(view.credential).toBe('keychain');
    expect(must(await app.vault.password(view.manager.id))).toBe(RIGHT_PASSWORD);
    expect(JSON.stringify([view, app.told, [...app.store.copy().managers]])).not.toContain(
      RIGHT_PASSWORD,
    );
  });

  it('refuses the same address and user a second time', async () => {
    const app = startProduct();
    must(await app.call('manager.add', MANAGER_INPUT));
    const again = await app.call('manager.add', MANAGER_INPUT);
    expect(again).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });
});

describe('a refused credential', () => {
  async function halted() {
    const app = await withDraft();
    const view = must(await app.call('manager.list', null))[0];
    app.nsx.password = 'changed elsewhere';
    await app.call('inventory.refresh', { managerId: app.managerId });
    return { ...app, view };
  }

  it('stops every call to that manager after the first refusal', async () => {
    const app = await halted();
    const before = app.nsx.calls.length;
    const refresh = await app.call('inventory.refresh', { managerId: app.managerId });
    must(await app.send());
    await app.clock.advance(60_000);
    expect(refresh).toMatchObject({ ok: false, failure: { kind: 'halted' } });
    expect(app.nsx.calls.slice(before)).toEqual([]);
  });

  it('stays halted after a restart', async () => {
    const app = await halted();
    const again = startProduct({ ...app, store: app.store });
    const result = await again.call('inventory.refresh', { managerId: app.managerId });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'halted' } });
    expect(must(await again.call('manager.list', null))[0]?.link.state).toBe('halted');
  });

  it('is tried once more when a person asks, and opens the way when it is right', async () => {
    const app = await halted();
    app.nsx.password = RIGHT_PASSWORD;
    const view = must(await app.call('manager.check', { managerId: app.managerId }));
    expect(view.link.state).toBe('reachable');
    expect(view.manager.halted).toBeUndefined();
  });

  it('wakes the watches that stood still once the user has signed in again', async () => {
    const app = await withDraft();
    app.nsx.states = [
      ok(exchange(200, { state: 'in_progress' })),
      ok(exchange(200, { state: 'in_sync' })),
    ];
    const sent = must(await app.send());
    await app.clock.advance(1500);
    app.nsx.password = 'changed elsewhere';
    await app.clock.advance(600_000);
    const asked = app.nsx.calls.filter((call) => call.startsWith(`state ${GUIDE_SESSION}`)).length;
    expect(asked).toBe(2);
    const input = {
      managerId: app.managerId,
      user: 'admin',
      auth: 'session',
      password: 'changed elsewhere',
      keep: 'keychain',
    } as const;
    must(await app.call('manager.sign-in', input));
    await app.clock.advance(5_000);
    const { summary } = must(await app.call('history.get', { requestId: sent.request.id }));
    expect(summary.verdict).toBe('realized');
  });
});

describe('a manager that can’t be reached', () => {
  const away = fail({ kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' });

  it('is asked again by itself, more and more rarely, until it answers', async () => {
    const app = await withDraft();
    const { facts, list } = app.nsx;
    let asked = 0;
    app.nsx.list = async () => away;
    app.nsx.facts = async () => {
      asked += 1;
      return away;
    };
    await app.call('inventory.refresh', { managerId: app.managerId });
    await app.clock.advance(3_600_000);
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(20);
    Object.assign(app.nsx, { facts, list });
    await app.clock.advance(300_000);
    expect(must(await app.call('manager.list', null))[0]?.link.state).toBe('reachable');
  });

  it('is not asked any more once it was removed', async () => {
    const app = await withDraft();
    app.nsx.list = async () => away;
    await app.call('inventory.refresh', { managerId: app.managerId });
    must(await app.call('manager.remove', { managerId: app.managerId }));
    const calls = app.nsx.calls.length;
    await app.clock.advance(3_600_000);
    expect(app.nsx.calls).toHaveLength(calls);
  });
});

describe('a manager that is reachable', () => {
  it('is asked once a minute when nothing else asks it, and never after a refusal', async () => {
    const app = await withDraft();
    const asked = () => app.nsx.calls.filter((call) => call === 'facts').length;
    const before = asked();
    await app.clock.advance(10 * 60_000);
    expect(asked() - before).toBe(10);
    app.nsx.password = 'changed elsewhere';
    await app.clock.advance(60_000);
    const refused = asked();
    await app.clock.advance(3_600_000);
    expect(asked()).toBe(refused);
  });
});

describe('removing a manager', () => {
  it('takes its password out of the vault and leaves its requests', async () => {
    const vault = memoryVault();
    const app = await withDraft({ vault });
    app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    must(await app.send());
    await app.clock.advance(5_000);
    must(await app.call('manager.remove', { managerId: app.managerId }));
    expect(await vault.place(app.managerId)).toBe('none');
    expect(must(await app.call('history.list', null))).toHaveLength(1);
  });
});
