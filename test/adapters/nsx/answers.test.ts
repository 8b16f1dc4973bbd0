import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { clockOffset } from '../../../shared/clock-offset.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, type Reply, signingIn, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;

beforeEach(async () => {
  server = await startRawServer();
  nsx = createNsx({ limits: { headersMs: 300, bodyMs: 300, maxBodyBytes: 20_000 } });
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

/** Answers reads with `reply`, sign-ins with a session. */
function reads(reply: Reply): void {
  const others = signingIn(() => {});
  server.reply((socket, request) =>
    request.line.startsWith('GET ') ? reply(socket, request) : others(socket, request),
  );
}
const respond = (status: number, body: string) => reads((socket) => answer(socket, status, body));
const words = (error_code: number, error_message = 'words') =>
  JSON.stringify({ error_code, error_message });

describe('an answer to a check', () => {
  test.each([
    [200, '{"state":"in_sync"}'],
    [200, 'not json'],
    [400, words(110199)],
    [404, words(600)],
  ])('%i %s is a value', async (status, body) => {
    respond(status, body);
    expect(await nsx.state(connectionTo(server), 's', 'r')).toMatchObject({
      ok: true,
      value: { status },
    });
  });

  test.each([
    [401, words(401), 'unauthorized'],
    [403, words(403), 'unauthorized'],
    [403, words(98), 'forbidden'],
    [403, words(505), 'forbidden'],
    [403, words(401, 'User account locked'), 'unauthorized'],
    [429, words(102), 'rate-limited'],
    [503, '', 'busy'],
    [500, words(98), 'refused'],
    [404, '<html>a proxy</html>', 'malformed'],
    [302, '', 'malformed'],
  ])('%i %s is the failure %s', async (status, body, kind) => {
    respond(status, body);
    expect(await nsx.state(connectionTo(server), 's', 'r')).toMatchObject({ failure: { kind } });
  });
});

test.each([
  ['session', 98, 2, 2],
  ['session', 403, 1, 1],
] as const)(
  '%s: a read that is answered 403/%i is sent %i times in all, with %i sign-ins',
  async (auth, code, gets, ins) => {
    respond(403, words(code));
    await nsx.state(connectionTo(server, { auth }), 's', null);
    expect(server.requests.filter((r) => r.line.startsWith('GET ')).length).toBe(gets);
    expect(server.requests.filter((r) => r.line.startsWith('POST ')).length).toBe(ins);
  },
);

test.each([
  ['session', 403, words(403)],
  ['basic', 403, words(403)],
  ['basic', 401, ''],
] as const)(
  '%s: a credential that is refused later on (%i) stops every call before the network',
  async (auth, status, body) => {
    const connection = connectionTo(server, { auth });
    respond(200, '{}');
    await nsx.tunnel(connection, 's');
    respond(status, body);
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'unauthorized' } });
    const before = server.requests.length;
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'halted' } });
    expect(await nsx.state(connection, 's', null)).toMatchObject({ failure: { kind: 'halted' } });
    expect(server.requests).toHaveLength(before);
  },
);

test('a read over an idle socket that the manager has just closed is put once more, over a new one', async () => {
  respond(200, '{}');
  await nsx.tunnel(connectionTo(server), 's');
  let torn = false;
  reads((socket) => {
    if (torn) return answer(socket, 200, '{"session_status":"UP"}');
    torn = true;
    socket.destroy();
  });
  const end = await nsx.tunnel(connectionTo(server), 's');
  expect(end).toMatchObject({ ok: true, value: { session: 'UP' } });
});

describe('a read', () => {
  test.each<[string, Reply, object]>([
    ['an answer that is no JSON', (s) => answer(s, 200, 'hello'), { kind: 'malformed' }],
    ['a list where an object should be', (s) => answer(s, 200, '[]'), { kind: 'malformed' }],
    [
      'an answer beyond the limit',
      (s) => answer(s, 200, `"${'x'.repeat(30_000)}"`),
      { kind: 'malformed' },
    ],
    ['no answer', () => {}, { kind: 'unreachable', reason: 'timeout' }],
    [
      'half an answer',
      (s) => s.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'),
      { kind: 'unreachable', reason: 'timeout' },
    ],
    ['a connection that breaks', (s) => s.destroy(), { kind: 'unreachable', reason: 'reset' }],
    [
      'a refusal',
      (s) => answer(s, 400, words(7, 'no')),
      { kind: 'refused', status: 400, error: { code: 7, message: 'no' } },
    ],
  ])('fails on %s', async (_what, reply, failure) => {
    reads(reply);
    expect(await nsx.read(connectionTo(server), 'sessions', 's')).toMatchObject({ failure });
  });

  test('never shows what we signed in with, even where an error page echoes it', async () => {
    const connection = connectionTo(server);
    respond(500, `echo: COOKIE-SECRET XSRF-SECRET ${connection.password}`);
    const end = JSON.stringify(await nsx.read(connection, 'sessions', 's'));
    expect(end).toContain('echo');
    for (const secret of ['COOKIE-SECRET', 'XSRF-SECRET', connection.password])
      expect(end).not.toContain(secret);
  });
});

describe('a list', () => {
  test('goes on through all pages, to the cursor that is empty or begins with 0000', async () => {
    const pages: Record<string, string> = {
      first: '{"results":[{"id":"1"}],"cursor":"next +/="}',
      'next +/=': '{"results":[{"id":"2","psk":"S3CRET"}],"cursor":"0000x"}',
    };
    reads((socket, request) => {
      const url = new URL(request.line.split(' ')[1] ?? '', 'https://x');
      answer(socket, 200, pages[url.searchParams.get('cursor') ?? 'first'] ?? '{}');
    });
    const list = await nsx.list(connectionTo(server), 'peer-endpoints');
    expect(list).toMatchObject({ ok: true, value: [{ id: '1' }, { id: '2' }] });
    expect(JSON.stringify(list)).not.toContain('S3CRET');
  });

  test.each([
    ['that leads round in circles', '{"results":[],"cursor":"again"}'],
    ['without results', '{"items":[]}'],
    ['of something else than objects', '{"results":[1]}'],
  ])('%s is malformed', async (_what, body) => {
    respond(200, body);
    expect(await nsx.list(connectionTo(server), 'sessions')).toMatchObject({
      failure: { kind: 'malformed' },
    });
  });
});

describe('the facts', () => {
  test('are there where all but the version is refused to the role', async () => {
    reads((socket, request) =>
      request.line.includes('/node/version')
        ? answer(socket, 200, '{"product_version":"3.2.0"}', {
            Date: 'Tue, 15 Nov 1994 08:12:31 GMT',
          })
        : answer(socket, 403, words(401, 'not authorized')),
    );
    expect(await nsx.facts(connectionTo(server))).toMatchObject({
      ok: true,
      value: {
        version: '3.2.0',
        hostname: null,
        cluster: null,
        roles: [],
        clockOffsetMs: expect.any(Number),
      },
    });
  });

  test('tell the clock’s offset from the middle of the round trip', () => {
    const startedAt = Date.parse('2026-01-01T00:00:10.000Z');
    const headers = { date: 'Thu, 01 Jan 2026 00:00:20 GMT' };
    expect(clockOffset({ headers, startedAt, durationMs: 2000 })).toBe(9500);
    expect(clockOffset({ headers: {}, startedAt, durationMs: 2000 })).toBeNull();
  });
});

test('after a manager is forgotten its sockets are closed', async () => {
  const connection = connectionTo(server);
  const closed: Promise<void>[] = [];
  server.onSecure((socket) =>
    closed.push(new Promise((resolve) => socket.once('close', () => resolve()))),
  );
  await nsx.tunnel(connection, 's');
  expect(closed.length).toBeGreaterThan(0);
  nsx.forget(connection.id);
  await Promise.all(closed);
});
