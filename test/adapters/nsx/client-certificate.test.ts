import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import type { Connection } from '../../../electron/domain/ports.ts';
import { newClientCertificate } from '../../../electron/practice/certificate.ts';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../../electron/practice/practice-manager.ts';
import { connectionTo } from './connections.ts';
import { startRawServer } from './raw-server.ts';

const NAME = 'spanwatch-automation';
const PASSPHRASE = 'a passphrase';

let folder: string;
let manager: PracticeManager;
let nsx: ReturnType<typeof createNsx>;

const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-client-'));
  manager = await startPracticeManager({ rateLimit: { perSecond: 0, atOnce: 0 } });
  const plain = await newClientCertificate(NAME);
  const locked = await newClientCertificate(NAME, PASSPHRASE);
  writeFileSync(file('plain.pem'), plain.cert);
  writeFileSync(file('plain.key'), plain.key);
  writeFileSync(file('locked.pem'), locked.cert);
  writeFileSync(file('locked.key'), locked.key);
  writeFileSync(file('none.pem'), 'no certificate at all');
});
afterAll(async () => {
  await manager.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  manager.control.reset();
  nsx = createNsx();
});
afterEach(() => nsx.close());

function by(certificate: string, key: string, password = ''): Connection {
  return connectionTo(manager, {
    auth: 'certificate',
    user: NAME,
    password,
    clientCertificate: { certificateFile: file(certificate), keyFile: file(key) },
  });
}
function register(...names: string[]): void {
  for (const name of names) manager.control.registerPrincipal(NAME, pemOf(name));
}
const pemOf = (name: string) => readFileSync(file(name), 'utf8');
const way = (server: { address: string; fingerprint: string }): Partial<Connection> => ({
  address: server.address,
  trust: { kind: 'fingerprint', sha256: server.fingerprint },
});

/** TLS record of a fatal alert: "unknown CA", a server's word for a client certificate that it does not take. */
const UNKNOWN_CA = Buffer.from([0x15, 3, 3, 0, 2, 2, 48]);

/** Answers every handshake with that alert. */
async function startStrictServer() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.once('data', () => socket.end(UNKNOWN_CA));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('a principal identity', () => {
  test.each([
    ['whose key has no passphrase', 'plain.pem', 'plain.key', ''],
    ['whose key has one', 'locked.pem', 'locked.key', PASSPHRASE],
  ])('%s reads and writes with its certificate alone', async (_what, cert, key, passphrase) => {
    register(cert);
    const connection = by(cert, key, passphrase);
    expect(await nsx.facts(connection)).toMatchObject({ ok: true });
    const [session] = manager.control.entities('sessions');
    if (!session) throw new Error('no session in the estate');
    const id = String(session.id);
    const read = await nsx.read(connection, 'sessions', id);
    const body = read.ok ? { ...read.value.body, description: 'by certificate' } : {};
    const write = { method: 'PUT', kind: 'sessions', entityId: id, body, ereqId: 'e' } as const;
    expect(await nsx.write(connection, write, () => {})).toMatchObject({
      end: 'answered',
      body: { description: 'by certificate', _last_modified_user: NAME },
    });
    const paths = manager.control.requests().map((r) => r.path);
    expect(paths.filter((path) => path.includes('session/create'))).toEqual([]);
  });

  test('sends neither a password nor a cookie, and its passphrase never leaves', async () => {
    const raw = await startRawServer();
    await nsx.tunnel({ ...by('locked.pem', 'locked.key', PASSPHRASE), ...way(raw) }, 's');
    await nsx.tunnel({ ...by('locked.pem', 'locked.key', PASSPHRASE), ...way(raw) }, 's');
    expect(raw.requests.length).toBeGreaterThan(1);
    expect(raw.received()).not.toMatch(/^(authorization|cookie|x-xsrf-token):/im);
    expect(raw.received()).not.toContain(PASSPHRASE);
    await raw.close();
  });

  test('that the manager does not know is tried once, and then everything stands still', async () => {
    const connection = by('plain.pem', 'plain.key');
    expect(await nsx.facts(connection)).toMatchObject({
      failure: { kind: 'unauthorized', error: { code: 99 }, otherWays: ['session', 'basic'] },
    });
    const asked = manager.control.requests().length;
    expect(await nsx.facts(connection)).toMatchObject({ failure: { kind: 'halted' } });
    expect(manager.control.requests()).toHaveLength(asked);
  });

  test('that is removed between two calls halts the manager as well', async () => {
    register('plain.pem');
    const connection = by('plain.pem', 'plain.key');
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'refused' } });
    manager.control.reset();
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'unauthorized' } });
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'halted' } });
  });

  test('whose certificate the handshake itself turns away is unauthorized, not unreachable', async () => {
    const strict = await startStrictServer();
    const connection = { ...by('plain.pem', 'plain.key'), address: strict.address };
    expect(await nsx.tunnel(connection, 's')).toMatchObject({
      failure: { kind: 'unauthorized', error: { message: 'tlsv1 alert unknown ca' } },
    });
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'halted' } });
    expect(strict.connections()).toBe(1);
    await strict.close();
  });
});

describe('files that can’t be used are said before anything is asked', () => {
  test.each([
    ['a file that is not there', 'gone.pem', 'plain.key', '', /no file .*gone\.pem/],
    ['a passphrase that is wrong', 'locked.pem', 'locked.key', 'wrong', /passphrase/],
    ['a passphrase that is missing', 'locked.pem', 'locked.key', '', /passphrase/],
    ['a key of another certificate', 'plain.pem', 'locked.key', PASSPHRASE, /does not belong/],
    ['a file that is no certificate', 'none.pem', 'plain.key', '', /not in PEM/],
  ])('%s', async (_what, cert, key, passphrase, words) => {
    manager.control.clearRequests();
    expect(await nsx.facts(by(cert, key, passphrase))).toMatchObject({
      failure: { kind: 'no-credential', detail: expect.stringMatching(words) },
    });
    expect(manager.control.requests()).toEqual([]);
  });

  test('and mended files are read at the next call: nothing was halted', async () => {
    register('plain.pem');
    const connection = by('renewed.pem', 'plain.key');
    expect(await nsx.facts(connection)).toMatchObject({ failure: { kind: 'no-credential' } });
    writeFileSync(file('renewed.pem'), pemOf('plain.pem'));
    expect(await nsx.facts(connection)).toMatchObject({ ok: true });
  });
});

describe('a way of signing in that is turned off on the manager', () => {
  test.each([
    ['session', 'basic'],
    ['basic', 'session'],
  ] as const)(
    '%s is refused once, and %s is named as the way that may work',
    async (off, other) => {
      manager.control.offerSignIn({ [off]: false });
      expect(await nsx.facts(connectionTo(manager, { auth: off }))).toMatchObject({
        failure: { kind: 'unauthorized', otherWays: [other] },
      });
      expect(manager.control.lockState().failures).toBe(0);
      expect(await nsx.facts(connectionTo(manager, { auth: other }))).toMatchObject({ ok: true });
    },
  );

  test('is told from a wrong password where the sign-in opens no session', async () => {
    const raw = await startRawServer();
    expect(await nsx.facts(connectionTo(raw))).toMatchObject({
      failure: { kind: 'unauthorized', off: 'session', otherWays: ['basic'] },
    });
    expect(await nsx.facts(connectionTo(raw))).toMatchObject({ failure: { kind: 'halted' } });
    expect(raw.requests).toHaveLength(1);
    await raw.close();
  });
});
