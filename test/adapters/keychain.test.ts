import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { createVault } from '../../electron/adapters/keychain.ts';
import { ManagerId } from '../../shared/ids.ts';

const id = ManagerId.parse('m-1');
const other = ManagerId.parse('m-2');

type Load = NonNullable<NonNullable<Parameters<typeof createVault>[1]>['load']>;
type Keytar = Awaited<ReturnType<Load>>;

function unavailable(): Keytar {
  const no = () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY'));
  return {
    getPassword: no,
    setPassword: no,
    deletePassword: no,
    findPassword: no,
    findCredentials: no,
  };
}

describe('with no keychain', () => {
  const vault = () => createVault('none', { load: () => Promise.resolve(unavailable()) });

  test('says so, with the reason', async () => {
    expect(await vault().status()).toMatchObject({
      available: false,
      detail: 'There is no D-Bus session here in which a keychain could answer.',
    });
  });

  test('a password for this session is kept in memory, and gone with it', async () => {
    const kept = vault();
    expect(await kept.keep(id, 'secret', 'session-only')).toEqual({ ok: true, value: null });
    expect(await kept.place(id)).toBe('session-only');
    expect(await kept.password(id)).toEqual({ ok: true, value: 'secret' });
    expect(await kept.place(other)).toBe('none');
    expect(await kept.remove(id)).toEqual({ ok: true, value: null });
    expect(await kept.place(id)).toBe('none');
    expect(await vault().password(id)).toMatchObject({ failure: { kind: 'keychain' } });
  });

  test('a password that was to go into the keychain is not kept anywhere', async () => {
    const kept = vault();
    expect(await kept.keep(id, 'secret', 'keychain')).toMatchObject({
      failure: { kind: 'keychain' },
    });
    expect(await kept.place(id)).toBe('none');
  });
});

test('no error tells the password, even where the keychain repeats it', async () => {
  const leaky = {
    ...unavailable(),
    setPassword: () => Promise.reject(new Error('cannot store hunter22')),
  };
  const end = await createVault('leaky', { load: () => Promise.resolve(leaky) }).keep(
    id,
    'hunter22',
    'keychain',
  );
  expect(JSON.stringify(end)).toContain('cannot store');
  expect(JSON.stringify(end)).not.toContain('hunter22');
});

test('a keychain that never answers is a failure, not a wait', async () => {
  const silent = {
    ...unavailable(),
    getPassword: () => new Promise<string | null>(() => {}),
    findCredentials: () => new Promise<[]>(() => {}),
  };
  const vault = createVault('silent', {
    load: () => Promise.resolve(silent),
    quietMs: 10,
    promptMs: 10,
  });
  expect(await vault.status()).toMatchObject({
    available: false,
    detail: expect.stringContaining('no answer'),
  });
  expect(await vault.password(id)).toMatchObject({ failure: { kind: 'keychain' } });
});

test('a keychain whose library is missing is a failure, not a crash', async () => {
  const load = () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'));
  expect(await createVault('missing', { load }).status()).toMatchObject({
    available: false,
    detail: expect.stringContaining('libsecret'),
  });
});

const service = `spanwatch-test-${randomUUID()}`;
const real = await createVault(service).status();
if (!real.available)
  console.warn(`skipped: the tests of the real keychain, for there is none here (${real.detail})`);

describe.skipIf(!real.available)('in the real keychain', () => {
  afterEach(async () => {
    for (const one of [id, other]) await createVault(service).remove(one);
  });

  test('a password is kept beyond this session, for its manager alone', async () => {
    expect(await createVault(service).keep(id, 'pässword "1"', 'keychain')).toEqual({
      ok: true,
      value: null,
    });
    const later = createVault(service);
    expect(await later.password(id)).toEqual({ ok: true, value: 'pässword "1"' });
    expect(await later.place(id)).toBe('keychain');
    expect(await later.password(other)).toEqual({ ok: true, value: null });
    expect(await later.place(other)).toBe('none');
  });

  test('a new choice replaces what was there in either place', async () => {
    const vault = createVault(service);
    await vault.keep(id, 'first', 'keychain');
    await vault.keep(id, 'second', 'session-only');
    expect(await vault.password(id)).toEqual({ ok: true, value: 'second' });
    expect(await createVault(service).password(id)).toEqual({ ok: true, value: null });
    await vault.keep(id, 'third', 'keychain');
    expect(await vault.place(id)).toBe('keychain');
    expect(await createVault(service).password(id)).toEqual({ ok: true, value: 'third' });
  });

  test('removing it leaves nothing, and may be done twice', async () => {
    const vault = createVault(service);
    await vault.keep(id, 'first', 'keychain');
    expect(await vault.remove(id)).toEqual({ ok: true, value: null });
    expect(await vault.remove(id)).toEqual({ ok: true, value: null });
    expect(await createVault(service).place(id)).toBe('none');
  });
});
