import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, signingIn, startRawServer } from './raw-server.ts';

const MAX_BODY_BYTES = 100_000;
const STATUS = '{"session_status":"UP","note":"ä"}';
const aWrite = {
  method: 'PUT',
  kind: 'sessions',
  entityId: 's',
  body: { a: 1 },
  ereqId: 'e',
} as const;

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;

beforeEach(async () => {
  server = await startRawServer();
  nsx = createNsx({ limits: { maxBodyBytes: MAX_BODY_BYTES, bodyMs: 300 } });
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

/** Signs in, and answers all else with these bytes, packed so. */
function answerWith(body: Buffer, encoding: string, length = body.length): void {
  const fine = signingIn(() => {});
  server.reply((socket, request) => {
    if (request.line.startsWith('POST /api/session')) return fine(socket, request);
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${length}\r\n\r\n`,
    );
    socket.write(body);
    if (length > body.length) socket.end();
  });
}
const read = () => nsx.tunnel(connectionTo(server), 's');

test.each([
  ['gzip', gzipSync(STATUS)],
  ['GZIP', gzipSync(STATUS)],
  ['x-gzip', gzipSync(STATUS)],
  ['deflate', deflateSync(STATUS)],
  ['br', brotliCompressSync(STATUS)],
  ['identity', Buffer.from(STATUS)],
])('an answer that is packed by %s is read', async (encoding, body) => {
  answerWith(body, encoding);
  expect(await read()).toMatchObject({ ok: true, value: { session: 'UP' } });
  expect(server.requests.at(-1)?.head).toMatch(/^accept-encoding: gzip, deflate, br$/im);
});

test.each([
  ['gzip', gzipSync('x'.repeat(50_000_000))],
  ['deflate', deflateSync('x'.repeat(50_000_000))],
  ['br', brotliCompressSync('x'.repeat(50_000_000))],
])('a small answer that unpacks to 50 MB by %s is stopped at the limit', async (encoding, body) => {
  expect(body.length).toBeLessThan(MAX_BODY_BYTES);
  answerWith(body, encoding);
  expect(await read()).toMatchObject({
    failure: { kind: 'malformed', detail: `The answer is larger than ${MAX_BODY_BYTES} bytes.` },
  });
});

describe('an answer that can’t be unpacked', () => {
  test.each([
    ['is not what it says', Buffer.from('{"session_status":"UP"}'), 'gzip', /unpacked \(gzip\)/],
    ['ends too early', gzipSync(STATUS).subarray(0, 20), 'gzip', /unpacked \(gzip\)/],
    ['is packed in a way of its own', Buffer.from(STATUS), 'zstd', /not asked for \(zstd\)/],
    ['is packed twice', gzipSync(gzipSync(STATUS)), 'gzip, gzip', /not asked for/],
  ])('is malformed where it %s', async (_how, body, encoding, words) => {
    answerWith(body, encoding);
    expect(await read()).toMatchObject({
      failure: { kind: 'malformed', status: 200, detail: expect.stringMatching(words) },
    });
  });

  test('is a connection that broke where it breaks off', async () => {
    const whole = gzipSync('[1,2,3]'.repeat(5_000));
    answerWith(whole.subarray(0, 40), 'gzip', whole.length);
    expect(await read()).toMatchObject({ failure: { kind: 'unreachable', reason: 'reset' } });
  });

  test('leaves a write in doubt, sent once', async () => {
    const seen: string[] = [];
    server.reply(
      signingIn((socket, request) => {
        seen.push(request.line);
        answer(socket, 200, 'no gzip', { 'Content-Encoding': 'gzip', 'X-NSX-RequestId': 'nsx-1' });
      }),
    );
    expect(await nsx.write(connectionTo(server), aWrite, () => {})).toMatchObject({
      end: 'lost',
      nsxRequestId: 'nsx-1',
      status: 200,
      failure: { kind: 'malformed' },
    });
    expect(seen).toHaveLength(1);
  });
});

test('an answer in which nothing is packed is an answer: a write that was taken is not in doubt', async () => {
  server.reply(signingIn((socket) => answer(socket, 200, '', { 'Content-Encoding': 'gzip' })));
  const gone = {
    method: 'DELETE',
    kind: 'sessions',
    entityId: 's',
    body: null,
    ereqId: 'e',
  } as const;
  expect(await nsx.write(connectionTo(server), gone, () => {})).toMatchObject({ end: 'answered' });
});
