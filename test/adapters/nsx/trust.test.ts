import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { judge, type Presented } from '../../../electron/adapters/nsx/tls.ts';
import { newCertificate } from '../../../electron/practice/certificate.ts';
import type { Trust } from '../../../shared/manager.ts';
import { connectionTo } from './connections.ts';
import { type RawServer, signingIn, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;

beforeEach(async () => {
  server = await startRawServer();
  server.reply(signingIn((socket) => socket.destroy()));
  nsx = createNsx();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  nsx.close();
  await server.close();
});

const read = (trust?: Trust, address = server.address) =>
  nsx.tunnel(connectionTo(server, { address, ...(trust ? { trust } : {}) }), 's-1');

/** Reached over HTTP: the empty object that it answers is not a tunnel's status. */
const REACHED = { ok: false, failure: { kind: 'malformed' } };

describe('a pinned fingerprint', () => {
  test('lets calls through, whatever the name and the issuer of the certificate', async () => {
    expect(await read()).toMatchObject(REACHED);
    expect(server.requests.map((r) => r.line)).toEqual([
      'POST /api/session/create HTTP/1.1',
      'GET /api/v1/vpn/ipsec/sessions/s-1/status?source=realtime HTTP/1.1',
    ]);
  });

  test('refuses another certificate before any byte of HTTP, and says both fingerprints', async () => {
    const sha256 = '0'.repeat(64);
    expect(await read({ kind: 'fingerprint', sha256 })).toMatchObject({
      failure: { kind: 'untrusted', expected: sha256, presented: server.fingerprint },
    });
    expect(server.handshakes() + server.connections()).toBeGreaterThan(0);
    expect(server.received()).toBe('');
  });

  test.each([['session'], ['basic']] as const)(
    'refuses a certificate that was swapped between two %s calls, without a credential leaving',
    async (auth) => {
      const connection = connectionTo(server, { auth });
      await nsx.tunnel(connection, 's-1');
      const before = server.received();
      const next = await newCertificate();
      server.swap(next);
      nsx.forget(connection.id);
      const end = await nsx.tunnel(connection, 's-1');
      expect(end).toMatchObject({ failure: { kind: 'untrusted', expected: server.fingerprint } });
      if (!end.ok && end.failure.kind === 'untrusted') {
        expect(end.failure.presented).not.toBe(server.fingerprint);
        expect(end.failure.presented).toMatch(/^[0-9a-f]{64}$/);
      }
      expect(server.received()).toBe(before);
    },
  );

  test('is looked at in every handshake: no TLS session is ever resumed', async () => {
    const resumed: boolean[] = [];
    server.onSecure((socket) => resumed.push(socket.isSessionReused()));
    const connection = connectionTo(server);
    for (let i = 0; i < 3; i++) {
      await nsx.tunnel(connection, 's-1');
      nsx.forget(connection.id);
    }
    expect(resumed.length).toBeGreaterThanOrEqual(3);
    expect(new Set(resumed)).toEqual(new Set([false]));
  });

  test('holds for a write too: nothing is sent and the write is not on its way', async () => {
    const connection = connectionTo(server);
    await nsx.tunnel(connection, 's-1');
    const before = server.received();
    server.swap(await newCertificate());
    const onSent = vi.fn();
    const write = {
      method: 'DELETE',
      kind: 'sessions',
      entityId: 's-1',
      body: null,
      ereqId: 'e',
    } as const;
    const end = await nsx.write(connection, write, onSent);
    expect(end).toMatchObject({ end: 'not-sent', failure: { kind: 'untrusted' } });
    expect(onSent).not.toHaveBeenCalled();
    expect(server.received()).toBe(before);
  });
});

describe('a CA file', () => {
  const ca = (pem: string): Trust => ({ kind: 'ca', name: 'ca.pem', pem });

  test('lets a certificate through that it vouches for, under a name that is in it', async () => {
    expect(await read(ca(server.pem))).toMatchObject(REACHED);
    const byName = server.address.replace('127.0.0.1', 'localhost');
    nsx.forget(connectionTo(server).id);
    expect(await read(ca(server.pem), byName)).toMatchObject(REACHED);
  });

  test('refuses a certificate of someone else, and shows its fingerprint', async () => {
    const other = await newCertificate();
    expect(await read(ca(other.cert))).toMatchObject({
      failure: { kind: 'untrusted', expected: null, presented: server.fingerprint },
    });
    expect(server.received()).toBe('');
  });

  test('refuses a certificate that is for another name', async () => {
    const pems = await generate([{ name: 'commonName', value: 'elsewhere.example' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'elsewhere.example' }] }],
    });
    const elsewhere = await startRawServer({ key: pems.private, cert: pems.cert });
    try {
      const end = await read(ca(pems.cert), elsewhere.address);
      expect(end).toMatchObject({
        failure: {
          kind: 'untrusted',
          presented: elsewhere.fingerprint,
          detail: 'ERR_TLS_CERT_ALTNAME_INVALID',
        },
      });
      expect(elsewhere.received()).toBe('');
      nsx.forget(connectionTo(server).id);
      const pinned = { kind: 'fingerprint', sha256: elsewhere.fingerprint } as const;
      await read(pinned, elsewhere.address);
      expect(elsewhere.received()).not.toBe('');
    } finally {
      await elsewhere.close();
    }
  });

  test.each([[''], ['no certificate']])(
    'that holds no certificate (%j) trusts nobody',
    async (pem) => {
      expect(await read(ca(pem))).toMatchObject({ failure: { kind: 'untrusted' } });
      expect(server.connections()).toBe(0);
    },
  );
});

describe("the system's CAs", () => {
  test('do not vouch for a self-signed certificate', async () => {
    expect(await read({ kind: 'system' })).toMatchObject({
      failure: { kind: 'untrusted', expected: null, presented: server.fingerprint },
    });
    expect(server.received()).toBe('');
  });

  test('let a certificate through that is among them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spanwatch-cas-'));
    try {
      writeFileSync(join(folder, 'bundle.pem'), server.pem);
      vi.stubEnv('SSL_CERT_FILE', join(folder, 'bundle.pem'));
      expect(await read({ kind: 'system' })).toMatchObject(REACHED);
      expect(await nsx.probe(server.address)).toMatchObject({ value: { systemTrusted: true } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the decision', () => {
  const leaf = Buffer.from('a leaf');
  const fine: Presented = { leaf, verified: true, problem: null, resumed: false };
  const system: Trust = { kind: 'system' };
  const pin: Trust = { kind: 'fingerprint', sha256: 'f'.repeat(64) };

  test.each([
    ['verified by CAs', system, fine, true],
    ['not verified', system, { ...fine, verified: false }, false],
    ['no certificate', system, { ...fine, leaf: null }, false],
    ['a resumed session', system, { ...fine, resumed: true }, false],
    ['verified, but not the pinned one', pin, fine, false],
  ] as const)('%s', (_name, trust, presented, trusted) => {
    expect(judge(trust, 'a', presented) === null).toBe(trusted);
  });
});

describe('a look at the certificate', () => {
  test('shows it in words and sends no HTTP', async () => {
    const seen = await nsx.probe(server.address);
    expect(seen).toMatchObject({
      ok: true,
      value: {
        sha256: server.fingerprint,
        subject: 'CN=practice.spanwatch.test',
        issuer: 'CN=practice.spanwatch.test',
        names: expect.arrayContaining(['localhost', '127.0.0.1']),
        selfSigned: true,
        systemTrusted: false,
      },
    });
    if (seen.ok) expect(seen.value.validFrom).toBeLessThan(seen.value.validTo);
    expect(server.received()).toBe('');
  });

  test.each([
    ['no-such-host.invalid', { kind: 'unreachable', reason: 'dns' }],
    ['127.0.0.1:1', { kind: 'unreachable', reason: 'refused' }],
    ['127.0.0.1:99999', { kind: 'invalid' }],
    ['not an address', { kind: 'invalid' }],
  ])('says why %s has none', async (address, failure) => {
    expect(await nsx.probe(address)).toMatchObject({ ok: false, failure });
  });

  test('says that the manager hung up, or never spoke', async () => {
    server.refuseHandshakes();
    expect(await nsx.probe(server.address)).toMatchObject({
      failure: { kind: 'unreachable', reason: 'reset' },
    });
    const { createServer } = await import('node:net');
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const at = silent.address();
    const impatient = createNsx({ limits: { connectMs: 50 } });
    const end = await impatient.probe(`127.0.0.1:${typeof at === 'object' ? at?.port : 0}`);
    expect(end).toMatchObject({ failure: { kind: 'unreachable', reason: 'timeout' } });
    silent.close();
  });
});
