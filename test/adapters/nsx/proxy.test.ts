import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseEndpoint } from '../../../electron/adapters/nsx/endpoint.ts';
import { createNsx, type NsxOptions } from '../../../electron/adapters/nsx/nsx.ts';
import { isExcepted, isLoopback, proxyFor } from '../../../electron/adapters/nsx/proxy.ts';
import { newCertificate } from '../../../electron/practice/certificate.ts';
import { Manager } from '../../../shared/manager.ts';
import { type ProxyChoice, proxyUrlError } from '../../../shared/proxy.ts';
import { type ConnectProxy, startConnectProxy } from '../../support/connect-proxy.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, signingIn, startRawServer } from './raw-server.ts';

/** A name that only the proxy can resolve. */
const ADDRESS = 'nsx.behind-the-proxy.test:8443';

let server: RawServer;
let proxy: ConnectProxy;
const open: { close(): void | Promise<void> }[] = [];

beforeEach(async () => {
  server = await startRawServer();
  server.reply(signingIn((socket) => answer(socket, 200, '{"id":"s"}')));
  proxy = await startConnectProxy(server.address);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of open.splice(0)) await one.close();
  await proxy.close();
  await server.close();
});

function client(options: NsxOptions = {}) {
  const nsx = createNsx({ env: {}, ...options });
  open.push(nsx);
  return nsx;
}
const manual = (url = `http://127.0.0.1:${proxy.port}`): ProxyChoice => ({ kind: 'manual', url });
const through = (choice: ProxyChoice = manual()) =>
  connectionTo({ ...server, address: ADDRESS }, { proxy: choice });
const REACHED = {
  ok: false,
  failure: { kind: 'malformed', detail: expect.stringMatching('session_status') },
};
const aWrite = {
  method: 'PUT',
  kind: 'sessions',
  entityId: 's',
  body: { a: 1 },
  ereqId: 'e',
} as const;

describe('through a proxy', () => {
  test('sign-in, reads and writes go in tunnels, and the proxy reads none of it', async () => {
    const nsx = client();
    expect(await nsx.tunnel(through(), 's')).toMatchObject(REACHED);
    expect(await nsx.write(through(), aWrite, () => {})).toMatchObject({ end: 'answered' });
    expect(proxy.heads.length).toBe(server.connections());
    for (const head of proxy.heads) {
      expect(head).toBe(`CONNECT ${ADDRESS} HTTP/1.1\r\nHost: ${ADDRESS}\r\n\r\n`);
    }
    expect(server.requests.map((r) => r.line.split(' ')[0])).toEqual(['POST', 'GET', 'PUT']);
    expect(proxy.seen()).not.toMatch(/j_password|JSESSIONID|HTTP\/1\.1/);
  });

  test('the pin is still what decides: another certificate in the tunnel gets no credential', async () => {
    server.swap(await newCertificate());
    expect(await client().tunnel(through(), 's')).toMatchObject({
      failure: { kind: 'untrusted', address: ADDRESS, expected: server.fingerprint },
    });
    expect(server.received()).toBe('');
  });

  test('a certificate is looked at through it before anything is trusted', async () => {
    expect(await client().probe(ADDRESS, manual())).toMatchObject({
      ok: true,
      value: { sha256: server.fingerprint },
    });
    expect(server.received()).toBe('');
  });

  test('a write that was cut off in the tunnel is lost, and was sent once', async () => {
    server.reply(signingIn((socket) => socket.destroy()));
    const nsx = client();
    expect(await nsx.write(through(), aWrite, () => {})).toMatchObject({ end: 'lost' });
    expect(server.requests.filter((r) => r.line.startsWith('PUT'))).toHaveLength(1);
  });

  test('closing for new settings lets a write under way end, with the tunnel under it', async () => {
    const nsx = client();
    let finish = () => {};
    server.reply(
      signingIn((socket) => {
        finish = () => answer(socket, 200, '{}');
      }),
    );
    const write = nsx.write(through(), aWrite, () => {});
    await expect.poll(() => server.requests.some((r) => r.line.startsWith('PUT'))).toBe(true);
    nsx.forget(through().id);
    finish();
    expect(await write).toMatchObject({ end: 'answered' });
  });

  test('its own TLS, for an https:// proxy, is the system’s CAs’ to judge', async () => {
    const own = await newCertificate();
    const secure = await startConnectProxy(server.address, own);
    open.push(secure);
    const choice = manual(`https://localhost:${secure.port}`);
    expect(await client().tunnel(through(choice), 's')).toMatchObject({
      failure: {
        kind: 'unreachable',
        reason: 'proxy',
        detail: expect.stringMatching(/localhost:\d+.*self.signed/),
      },
    });
    expect(secure.heads).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'spanwatch-proxy-'));
    writeFileSync(join(folder, 'ca.pem'), own.cert);
    vi.stubEnv('SSL_CERT_FILE', join(folder, 'ca.pem'));
    expect(await client().tunnel(through(choice), 's')).toMatchObject(REACHED);
    rmSync(folder, { recursive: true });
  });
});

describe('a proxy that lets nothing pass is named', () => {
  const fails = (detail: RegExp) => ({
    failure: {
      kind: 'unreachable',
      address: ADDRESS,
      reason: 'proxy',
      detail: expect.stringMatching(detail),
    },
  });
  test.each([
    [
      'it wants a sign-in',
      'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
      /127\.0\.0\.1:\d+ asks for a sign-in of its own \(407\)/,
    ],
    [
      'it refuses',
      'HTTP/1.1 403 Forbidden\r\n\r\n',
      /127\.0\.0\.1:\d+ does not connect to nsx\.behind.*: 403 Forbidden/,
    ],
    [
      'it can’t find the manager',
      'HTTP/1.0 502 Bad\x1b[31m Gateway\r\n\r\n',
      /: 502 Bad\[31m Gateway/,
    ],
    ['it is no proxy', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', /is not a proxy/],
    ['it hangs up', '', /can’t be used: the connection was closed/],
    ['it has no end', `HTTP/1.1 200 ${'x'.repeat(20_000)}`, /no end/],
  ])('%s', async (_what, words, detail) => {
    proxy.say(words);
    const nsx = client();
    expect(await nsx.tunnel(through(), 's')).toMatchObject(fails(detail));
    expect(await nsx.write(through(), aWrite, () => {})).toMatchObject({
      end: 'not-sent',
      ...fails(detail),
    });
    expect(server.connections()).toBe(0);
  });

  test('it is not there', async () => {
    const url = `http://127.0.0.1:${proxy.port}`;
    await proxy.close();
    expect(await client().tunnel(through(manual(url)), 's')).toMatchObject(fails(/ECONNREFUSED/));
  });

  test('it says nothing: the time for connecting is its time too', async () => {
    proxy.stall();
    const nsx = client({ limits: { connectMs: 50 } });
    expect(await nsx.tunnel(through(), 's')).toMatchObject(fails(/no connection after 50 ms/));
  });
});

describe('which proxy', () => {
  const endpointOf = (address: string) => {
    const endpoint = parseEndpoint(address);
    if (!endpoint.ok) throw new Error(address);
    return endpoint.value;
  };
  const chosen = async (
    address: string,
    choice: ProxyChoice | undefined,
    env = {},
    pac?: string,
  ) => {
    const resolveProxy = pac === undefined ? undefined : async () => pac;
    const found = await proxyFor(endpointOf(address), choice, { env, resolveProxy });
    return found && `${found.secure ? 'https' : 'http'}://${found.host}:${found.port}`;
  };

  test.each([['localhost'], ['127.0.0.1:8443'], ['127.8.0.1'], ['[::1]:443'], ['a.localhost']])(
    'never one for %s: that is this computer',
    async (address) => {
      expect(isLoopback(endpointOf(address).host)).toBe(true);
      expect(await chosen(address, manual())).toBeNull();
      expect(await chosen(address, undefined, { HTTPS_PROXY: 'http://p:1' })).toBeNull();
    },
  );

  test.each([
    ['none', { kind: 'none' }, { HTTPS_PROXY: 'http://p:1' }, null],
    [
      'set by hand, whatever the system says',
      { kind: 'manual', url: 'http://p.test' },
      { HTTPS_PROXY: 'http://q:1', NO_PROXY: '*' },
      'http://p.test:80',
    ],
    ['the system’s', { kind: 'system' }, { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128'],
    [
      'the system’s, in lower case',
      { kind: 'system' },
      { https_proxy: 'https://p' },
      'https://p:443',
    ],
    [
      'the system’s, without a scheme',
      { kind: 'system' },
      { HTTPS_PROXY: 'p:3128' },
      'http://p:3128',
    ],
    [
      'the system’s, where nothing was chosen',
      undefined,
      { ALL_PROXY: 'http://p:1' },
      'http://p:1',
    ],
    ['none, where the system has none', { kind: 'system' }, {}, null],
    [
      'none, where the system excepts it',
      { kind: 'system' },
      { HTTPS_PROXY: 'http://p:1', no_proxy: 'x, .example.net' },
      null,
    ],
  ] as const)('%s', async (_what, choice, env, proxied) => {
    expect(await chosen('nsx.example.net', choice as ProxyChoice | undefined, env)).toBe(proxied);
  });

  test.each([
    ['DIRECT', null],
    ['PROXY p:8080; DIRECT', 'http://p:8080'],
    ['SOCKS5 s:1080; HTTPS p:8443', 'https://p:8443'],
  ])('the one of Electron’s finding, before the environment’s: %s', async (pac, proxied) => {
    const env = { HTTPS_PROXY: 'http://env:1' };
    expect(await chosen('nsx.example.net', undefined, env, pac)).toBe(proxied);
  });

  test('none that we can’t speak to: a SOCKS proxy is said, not passed by', async () => {
    await expect(chosen('nsx.example.net', undefined, {}, 'SOCKS5 s:1080')).rejects.toMatchObject({
      failure: { kind: 'unreachable', reason: 'proxy', detail: expect.stringContaining('SOCKS5') },
    });
  });

  test.each([
    ['*', true],
    ['example.net', true],
    ['.example.net', true],
    ['*.example.net', true],
    ['NSX.example.net', true],
    ['nsx.example.net:443', true],
    ['nsx.example.net:8443', false],
    ['sx.example.net', false],
    ['other.test', false],
    ['', false],
  ])('NO_PROXY=%s excepts nsx.example.net: %s', (list, excepted) => {
    expect(isExcepted(endpointOf('nsx.example.net'), list)).toBe(excepted);
  });

  test.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '2.3', false],
    ['[fd00::1]:443', 'fd00::1', true],
    ['[fd00::1]:443', '[fd00::1]:443', true],
  ])('addresses are excepted as a whole: %s by %s: %s', (address, list, excepted) => {
    expect(isExcepted(endpointOf(address), list)).toBe(excepted);
  });

  test('the sign-in for a proxy may be in the environment, and goes to the proxy only', async () => {
    const env = { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${proxy.port}` };
    expect(await client({ env }).tunnel(through({ kind: 'system' }), 's')).toMatchObject(REACHED);
    const proof = Buffer.from('me:p@ss').toString('base64');
    expect(proxy.heads[0]).toContain(`Proxy-Authorization: Basic ${proof}\r\n`);
    expect(server.received()).not.toContain(proof);
  });
});

describe('what may be stored', () => {
  test.each([
    ['http://proxy.example:3128', null],
    ['https://[fd00::1]:8443/', null],
    ['http://me:secret@proxy:3128', /no secret/],
    ['http://me@proxy:3128', /no secret/],
    ['socks5://proxy:1080', /http:\/\/host:port/],
    ['proxy:3128', /http:\/\/host:port/],
    ['http://proxy/path', /http:\/\/host:port/],
    ['', /http:\/\/host:port/],
  ])('%s', (typed, error) => {
    const found = proxyUrlError(typed);
    if (error === null) expect(found).toBeNull();
    else expect(found).toMatch(error);
  });

  test('a manager from before there was a choice is read, and goes as the system says', () => {
    const old = {
      ...{ id: 'm', name: 'n', environment: '', colour: 'red', readOnly: false, address: 'a' },
      ...{ trust: { kind: 'system' }, user: 'u', auth: 'session', practice: false, createdAt: 1 },
    };
    expect(Manager.parse(old).proxy).toBeUndefined();
    const secret = { kind: 'manual', url: 'http://a:b@c' };
    expect(Manager.safeParse({ ...old, proxy: secret }).success).toBe(false);
  });
});
