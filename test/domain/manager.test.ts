import { describe, expect, it } from 'vitest';
import type { Connection } from '../../electron/domain/ports.ts';
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
  withManager,
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

describe('a client certificate', () => {
  const files = { certificateFile: '/tmp/me.pem', keyFile: '/tmp/me.key' };
  const byCertificate = {
    ...MANAGER_INPUT,
    auth: 'certificate' as const,
    clientCertificate: files,
    password: '',
  };
  /** A manager that takes a certificate, whatever the passphrase. */
  function app() {
    const started = startProduct();
    const { facts } = started.nsx;
    const seen: Connection[] = [];
    started.nsx.facts = (connection) => {
      seen.push(connection);
      const isKnown = connection.clientCertificate?.keyFile === files.keyFile;
      return facts({ ...connection, password: isKnown ? RIGHT_PASSWORD : 'wrong' });
    };
    return { ...started, seen };
  }

  it('whose key has no passphrase needs none: nothing is kept, and the manager is asked', async () => {
    const { call, seen, vault } = app();
    const view = must(await call('manager.add', byCertificate));
    expect(view.credential).toBe('not-needed');
    expect(must(await vault.password(view.manager.id))).toBeNull();
    const checked = must(await call('manager.check', { managerId: view.manager.id }));
    expect(checked.link.state).toBe('reachable');
    expect(seen.map(({ password, clientCertificate }) => [password, clientCertificate])).toEqual([
      ['', files],
      ['', files],
    ]);
  });

  it('keeps its passphrase where a password is kept, and nowhere else', async () => {
    const { call, told, store, vault } = app();
    const view = must(await call('manager.add', { ...byCertificate, password: 'pass phrase' }));
    expect(view.credential).toBe('keychain');
    expect(must(await vault.password(view.manager.id))).toBe('pass phrase');
    expect(JSON.stringify([view, told, [...store.copy().managers]])).not.toContain('pass phrase');
  });

  it('is given up for a password, and a password for it, with what was kept before', async () => {
    const { call, vault } = app();
    const { manager } = must(await call('manager.add', { ...byCertificate, password: 'pass' }));
    const { user, keep } = byCertificate;
    const signIn = { managerId: manager.id, user, keep };
    must(
      await call('manager.sign-in', {
        ...signIn,
        auth: 'certificate',
        clientCertificate: files,
        password: '',
      }),
    );
    expect(must(await vault.password(manager.id))).toBeNull();
    const wrong = await call('manager.sign-in', { ...signIn, auth: 'basic', password: 'x' });
    expect(wrong).toMatchObject({ failure: { kind: 'unauthorized' } });
    expect(must(await call('manager.list', null))[0]?.manager.auth).toBe('certificate');
  });

  it('without its files, or another way without a password, is not tried', async () => {
    const { call, seen } = app();
    const lacking = { ...byCertificate, clientCertificate: undefined };
    expect(await call('manager.add', lacking)).toMatchObject({ failure: { kind: 'invalid' } });
    const empty = { ...MANAGER_INPUT, password: '' };
    expect(await call('manager.add', empty)).toMatchObject({
      failure: { kind: 'invalid', issues: [{ message: 'Type the password' }] },
    });
    expect(seen).toEqual([]);
  });
});

describe('the way to a manager', () => {
  it('is asked at once when its proxy is changed, and kept as it is by an edit of the name', async () => {
    const app = startProduct();
    const { manager } = must(await app.call('manager.add', MANAGER_INPUT));
    const { name, environment, colour, readOnly } = manager;
    const settings = { name, environment, colour, readOnly };
    const facts = () => app.nsx.calls.filter((call) => call === 'facts').length;
    const before = facts();
    const proxy = { kind: 'manual' as const, url: 'http://proxy.example:3128' };
    const update = { managerId: manager.id, settings: { ...settings, proxy } };
    expect(must(await app.call('manager.update', update)).manager.proxy).toEqual(proxy);
    await app.clock.advance(0);
    expect(facts()).toBe(before + 1);
    const renamed = { managerId: manager.id, settings: { ...settings, name: 'other' } };
    expect(must(await app.call('manager.update', renamed)).manager.proxy).toEqual(proxy);
    await app.clock.advance(0);
    expect(facts()).toBe(before + 1);
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

  it('is on record beside what another process has changed meanwhile: nothing of that is undone', async () => {
    const app = await withManager();
    const { managerId } = app;
    const other = startProduct(app);
    must(await other.call('manager.list', null));
    const settings = { name: 'renamed', environment: '', colour: 'red', readOnly: true } as const;
    must(await app.call('manager.update', { managerId, settings }));
    app.nsx.password = 'another';
    await other.call('inventory.refresh', { managerId });
    expect(app.store.managers()).toMatchObject([
      { name: 'renamed', readOnly: true, halted: { code: 403 } },
    ]);
    app.nsx.password = RIGHT_PASSWORD;
    must(await app.call('manager.update', { managerId, settings: { ...settings, name: 'again' } }));
    must(await other.call('manager.check', { managerId }));
    const [stored] = app.store.managers();
    expect(stored).toMatchObject({ name: 'again', readOnly: true });
    expect(stored?.halted).toBeUndefined();
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

describe('another address of a manager', () => {
  const trust = { kind: 'fingerprint', sha256: 'b'.repeat(64) } as const;

  it('is taken with the trust in its certificate, and asked once; drafts stay', async () => {
    const app = await withDraft();
    const before = must(await app.call('draft.list', null));
    const asked = app.nsx.calls.filter((call) => call === 'facts').length;
    const address = 'nsx-new.example';
    const view = must(
      await app.call('manager.trust', { managerId: app.managerId, trust, address }),
    );
    expect(view.manager).toMatchObject({ id: app.managerId, address, trust });
    expect(app.nsx.calls.filter((call) => call === 'facts')).toHaveLength(asked + 1);
    expect(must(await app.call('draft.list', null))).toEqual(before);
  });

  it('is not one that another entry has with the same user', async () => {
    const app = await withDraft();
    const other = { ...MANAGER_INPUT, name: 'other', address: 'other.example' };
    must(await app.call('manager.add', other));
    const answer = await app.call('manager.trust', {
      managerId: app.managerId,
      trust,
      address: 'other.example',
    });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });
});
