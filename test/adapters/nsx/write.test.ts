import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import type { Write, WriteEnd } from '../../../electron/domain/ports.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, type Reply, signingIn, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;
let now: number;

beforeEach(async () => {
  now = 1_790_000_000_000;
  server = await startRawServer();
  nsx = createNsx({
    limits: { headersMs: 400, bodyMs: 400, maxBodyBytes: 20_000 },
    clock: { now: () => now },
  });
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

const WRITES: Record<string, Write> = {
  POST: { method: 'POST', kind: 'sessions', entityId: null, body: { a: 1 }, ereqId: 'e-1' },
  PUT: { method: 'PUT', kind: 'sessions', entityId: 's-1', body: { a: 1 }, ereqId: 'e-1' },
  DELETE: { method: 'DELETE', kind: 'sessions', entityId: 's-1', body: null, ereqId: 'e-1' },
};

async function send(method: keyof typeof WRITES, auth: 'session' | 'basic' = 'session') {
  const onSent = vi.fn();
  const write = WRITES[method];
  if (!write) throw new Error('no such write');
  const end: WriteEnd = await nsx.write(connectionTo(server, { auth }), write, onSent);
  return { end, onSent };
}

/** Requests on the server that are neither a read nor a sign-in. */
const writesSeen = () =>
  server.requests.filter((r) => !/^(GET |POST \/api\/session\/create)/.test(r.line));

/** A moment in which a second sending would show: a whole exchange on the same manager. */
async function another(): Promise<void> {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  await nsx.tunnel(connectionTo(server), 's-1');
}

const TORN: [string, Reply][] = [
  ['before it answers', (socket) => socket.destroy()],
  ['politely, before it answers', (socket) => socket.end()],
  ['within the first line', (socket) => socket.end('HTTP/1.1 20')],
  ['within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nX-NSX-')],
  ['after the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n')],
  [
    'in the middle of the body',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"id":'),
  ],
  [
    'within a chunk',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"i'),
  ],
];

describe.each(Object.keys(WRITES))('a %s', (method) => {
  test('is sent once, and answered with what NSX said', async () => {
    server.reply(
      signingIn((socket) =>
        answer(socket, 201, '{"id":"new"}', { 'X-Nsx-RequestId': 'nsx-1', Server: 'NSX' }),
      ),
    );
    const { end, onSent } = await send(method);
    expect(onSent).toHaveBeenCalledTimes(1);
    expect(end).toMatchObject({
      end: 'answered',
      body: { id: 'new' },
      answer: {
        nsxRequestId: 'nsx-1',
        exchange: { method, status: 201, headers: { server: 'NSX', 'x-nsx-requestid': 'nsx-1' } },
      },
    });
    const [seen] = writesSeen();
    expect(seen?.head).toMatch(/^x-nsx-ereqid: e-1$/im);
    expect(seen?.head).not.toMatch(/allow-overwrite|force/i);
    expect(seen?.body).toBe(method === 'DELETE' ? '' : '{"a":1}');
  });

  test.each(TORN)(
    'is lost, and never sent again, where the manager hangs up %s',
    async (_when, reply) => {
      server.reply(signingIn(reply));
      const { end, onSent } = await send(method);
      expect(end).toMatchObject({ end: 'lost', failure: { kind: 'unreachable' } });
      expect(onSent).toHaveBeenCalledTimes(1);
      await another();
      expect(writesSeen()).toHaveLength(1);
    },
  );

  test('is lost where no answer comes in time', async () => {
    server.reply(signingIn(() => {}));
    const { end } = await send(method);
    expect(end).toMatchObject({ end: 'lost', failure: { kind: 'unreachable', reason: 'timeout' } });
    await another();
    expect(writesSeen()).toHaveLength(1);
  });

  test('is lost where the manager hangs up before it has read a byte', async () => {
    server.reply(signingIn(() => {}));
    await nsx.tunnel(connectionTo(server), 's-1');
    // The next connection is closed as soon as it is there: whether our bytes got through can't be told.
    server.onSecure((socket) => socket.destroy());
    const { end, onSent } = await send(method);
    expect(end.end).toBe(onSent.mock.calls.length === 0 ? 'not-sent' : 'lost');
    server.onSecure(() => {});
    await another();
    expect(writesSeen().length).toBeLessThanOrEqual(1);
  });

  test('is not sent where the manager is gone', async () => {
    server.reply(signingIn(() => {}));
    await nsx.tunnel(connectionTo(server), 's-1');
    await server.close();
    const { end, onSent } = await send(method);
    expect(end).toMatchObject({
      end: 'not-sent',
      failure: { kind: 'unreachable', reason: 'refused' },
    });
    expect(onSent).not.toHaveBeenCalled();
  });

  test('that is answered with an expired session is answered: it is not sent again', async () => {
    const body = '{"error_code":98,"error_message":"expired"}';
    server.reply(signingIn((socket) => answer(socket, 403, body)));
    const { end } = await send(method);
    expect(end).toMatchObject({ end: 'answered', answer: { exchange: { status: 403 } } });
    await another();
    expect(writesSeen()).toHaveLength(1);
  });
});

test('the record is made before a byte of the write is out, and on a socket that is not used for anything else', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  let before: string | null = null;
  const end = await nsx.write(connectionTo(server), WRITES.PUT as Write, () => {
    before = server.received();
  });
  expect(end.end).toBe('answered');
  expect(before).not.toContain('PUT ');
  const [seen] = writesSeen();
  expect(seen?.head).toMatch(/^connection: close$/im);
});

test('a write whose record cannot be made is not sent', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  const broken = () => {
    throw new Error('disk full');
  };
  await expect(nsx.write(connectionTo(server), WRITES.PUT as Write, broken)).rejects.toThrow(
    'disk full',
  );
  await another();
  expect(writesSeen()).toEqual([]);
});

test('after five quiet minutes a write is preceded by a read that shows whether the session is alive', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  await send('PUT');
  await send('PUT');
  const gets = () => server.requests.filter((r) => r.line.startsWith('GET ')).length;
  expect(gets()).toBe(0);
  now += 5 * 60_000 + 1;
  await send('PUT');
  expect(gets()).toBe(1);
  expect(writesSeen()).toHaveLength(3);
});

test.each([
  [429, 'rate-limited'],
  [503, 'busy'],
  [500, 'refused'],
])('a write is not sent where that read is answered %i', async (status, kind) => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  await send('PUT');
  now += 5 * 60_000 + 1;
  server.reply((socket) => answer(socket, status, '{"error_message":"later"}'));
  const { end, onSent } = await send('PUT');
  expect(end).toMatchObject({ end: 'not-sent', failure: { kind } });
  expect(onSent).not.toHaveBeenCalled();
  expect(writesSeen()).toHaveLength(1);
});

test('an answer whose body is cut off is lost, but not the id that NSX gave the request', async () => {
  server.reply(
    signingIn((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nX-Nsx-RequestId: nsx-7\r\nContent-Length: 20\r\n\r\n{"id":'),
    ),
  );
  const { end } = await send('PUT');
  expect(end).toMatchObject({ end: 'lost', nsxRequestId: 'nsx-7', status: 200 });
  server.reply(signingIn((socket) => socket.destroy()));
  expect((await send('PUT')).end).toMatchObject({ end: 'lost', nsxRequestId: null, status: null });
});

test('the object in an answer keeps its texts to the letter: it may be written back', async () => {
  const object = { id: 's-1', description: 'psk: see the vault' };
  server.reply(signingIn((socket) => answer(socket, 200, JSON.stringify(object))));
  expect((await send('PUT')).end).toMatchObject({ body: object });
});

test('an answer that is too large leaves the write in doubt', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, `"${'x'.repeat(30_000)}"`)));
  const { end } = await send('PUT');
  expect(end).toMatchObject({ end: 'lost', failure: { kind: 'malformed' } });
});

test.each([['session'], ['basic']] as const)(
  'a write under a refused credential (%s) is not sent, and the manager is asked once',
  async (auth) => {
    const body = '{"error_code":403,"error_message":"The credentials were incorrect"}';
    server.reply((socket) => answer(socket, 403, body));
    const first = await send('PUT', auth);
    expect(first.end).toMatchObject({ end: 'not-sent', failure: { kind: 'unauthorized' } });
    const second = await send('PUT', auth);
    expect(second.end).toMatchObject({ end: 'not-sent', failure: { kind: 'halted' } });
    expect(server.requests).toHaveLength(1);
    expect(first.onSent).not.toHaveBeenCalled();
  },
);

test('a write under way is let end when the manager is forgotten', async () => {
  server.reply(
    signingIn((socket) => {
      nsx.forget(connectionTo(server).id);
      answer(socket, 200, '{}');
    }),
  );
  expect((await send('PUT')).end).toMatchObject({ end: 'answered' });
});

test('a refusal is an answer, its body kept but for what is secret', async () => {
  const body = JSON.stringify({
    error_code: 289,
    error_message: 'not the owner',
    psk: 'S3CRET',
    echo: 'XSRF-SECRET',
  });
  server.reply(
    signingIn((socket) => answer(socket, 400, body, { 'Set-Cookie': 'JSESSIONID=S3CRET' })),
  );
  const { end } = await send('PUT');
  expect(end).toMatchObject({ end: 'answered', answer: { exchange: { status: 400 } } });
  const kept = JSON.stringify(end);
  expect(kept).toContain('not the owner');
  expect(kept).not.toMatch(/S3CRET|XSRF-SECRET/);
});

test.each([
  ['only where a person said so', { allowOverwrite: true } as const, true],
  ['and never by itself', {}, false],
])('another principal’s object is overwritten %s', async (_, said, isSaid) => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  await nsx.write(connectionTo(server), { ...(WRITES.PUT as Write), ...said }, () => {});
  const [write] = writesSeen();
  expect(write?.line).toMatch(/^PUT /);
  expect(/^x-allow-overwrite: true\r?$/im.test(write?.head ?? '')).toBe(isSaid);
});

test('the URL of a write is the one that is sent', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, '{}')));
  const write = { ...(WRITES.PUT as Write), entityId: 'a/b?c' };
  const end = await nsx.write(connectionTo(server), write, () => {});
  const url = nsx.writeUrl(connectionTo(server), write);
  expect(url).toBe(`https://${server.address}/api/v1/vpn/ipsec/sessions/a%2Fb%3Fc`);
  expect(end).toMatchObject({ answer: { exchange: { url } } });
  expect(nsx.writeUrl(connectionTo(server), { kind: 'services', entityId: null })).toMatch(
    /\/ipsec\/services$/,
  );
});
