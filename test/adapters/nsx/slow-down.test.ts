import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { retryAfterOf } from '../../../electron/adapters/nsx/retry-after.ts';
import { ManagerId } from '../../../shared/ids.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, signingIn, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;

beforeEach(async () => {
  server = await startRawServer();
  nsx = createNsx();
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

const TOO_MANY = JSON.stringify({
  module_name: 'common-services',
  error_code: 102,
  error_message: "Client 'admin' exceeded request rate of 100 per second",
});
const aWrite = {
  method: 'PUT',
  kind: 'sessions',
  entityId: 's',
  body: { a: 1 },
  ereqId: 'e',
} as const;

describe.each([
  [429, TOO_MANY, 'rate-limited'],
  [503, '<html><h1>Service Unavailable</h1></html>', 'busy'],
] as const)('after a %i that names a pause', (status, body, kind) => {
  test('nothing goes out to that manager before it is over: no check, no click, no write, no sign-in', async () => {
    const connection = connectionTo(server);
    server.reply(signingIn(() => {}));
    await nsx.facts(connection);
    server.reply((socket) => answer(socket, status, body, { 'Retry-After': '60' }));
    expect(await nsx.state(connection, 's', null)).toMatchObject({
      failure: { kind, retryAfterMs: 60_000 },
    });
    const reached = server.requests.length;
    const paused = { failure: { kind, retryAfterMs: expect.any(Number) } };
    expect(await nsx.state(connection, 's', null)).toMatchObject(paused);
    expect(await nsx.state(connection, 's', null, { urgent: true })).toMatchObject(paused);
    expect(await nsx.facts({ ...connection, id: ManagerId.parse('m-2') })).toMatchObject(paused);
    nsx.forget(connection.id);
    expect(await nsx.write(connection, aWrite, () => {})).toMatchObject({
      end: 'not-sent',
      ...paused,
    });
    expect(server.requests).toHaveLength(reached);
  });

  test('another manager is asked as before', async () => {
    const other = await startRawServer();
    server.reply((socket) => answer(socket, status, body, { 'Retry-After': '60' }));
    other.reply(signingIn(() => {}));
    await nsx.facts(connectionTo(server));
    const fine = connectionTo(other, { id: ManagerId.parse('m-2') });
    expect(await nsx.facts(fine)).toMatchObject({ ok: true });
    await other.close();
  });
});

test('a write that is answered with a pause is heard by the checks as well', async () => {
  const connection = connectionTo(server);
  server.reply(signingIn((socket) => answer(socket, 429, TOO_MANY, { 'Retry-After': '60' })));
  expect(await nsx.write(connection, aWrite, () => {})).toMatchObject({ end: 'answered' });
  expect(await nsx.state(connection, 's', null)).toMatchObject({
    failure: { kind: 'rate-limited' },
  });
});

/** A budget's time that stands still until the test moves it. */
function stillTime() {
  let at = 0;
  let due = () => {};
  let waits = 0;
  return {
    now: () => at,
    /** How often somebody had to wait. */
    waits: () => waits,
    after(_ms: number, run: () => void) {
      waits += 1;
      due = run;
      return () => {};
    },
    pass(ms: number) {
      at += ms;
      due();
    },
  };
}

test('twenty reads at once reach the manager ten in a second, the sign-in among them', async () => {
  const budgetTime = stillTime();
  const still = createNsx({ budgetTime });
  server.reply(signingIn(() => {}));
  const ids = Array.from({ length: 20 }, (_, n) => `s-${n}`);
  const urgent = true;
  const all = Promise.all(ids.map((id) => still.state(connectionTo(server), id, null, { urgent })));
  for (const reached of [10, 20]) {
    await expect.poll(() => server.requests.length).toBe(reached);
    budgetTime.pass(1_000);
  }
  await all;
  expect(server.requests).toHaveLength(21);
  still.close();
});

test('a password that is refused stops those as well that only wait for their turn to be sent', async () => {
  const budgetTime = stillTime();
  const slow = createNsx({ budgetTime, budget: { callsPerSecond: 1 } });
  const connection = connectionTo(server, { auth: 'basic' });
  const signedIn = slow.tunnel(connection, 's-0');
  await expect.poll(() => budgetTime.waits()).toBe(1);
  budgetTime.pass(1_000);
  await signedIn;
  const refused = JSON.stringify({ module_name: 'common-services', error_code: 403 });
  server.reply((socket) => answer(socket, 403, refused));
  const [first, second] = ['s-1', 's-2'].map((id) => slow.tunnel(connection, id));
  await expect.poll(() => budgetTime.waits()).toBe(3);
  budgetTime.pass(1_000);
  expect(await first).toMatchObject({ failure: { kind: 'unauthorized' } });
  budgetTime.pass(1_000);
  expect(await second).toMatchObject({ failure: { kind: 'halted' } });
  expect(server.requests).toHaveLength(3);
  slow.close();
});

test('closing answers whoever waits for a turn', async () => {
  server.reply(signingIn(() => {}));
  const ids = Array.from({ length: 30 }, (_, n) => `s-${n}`);
  const all = Promise.all(ids.map((id) => nsx.state(connectionTo(server), id, null)));
  await expect.poll(() => server.requests.length).toBe(10);
  nsx.close();
  const ends = await all;
  const closed = ends.filter((end) => !end.ok && end.failure.kind === 'unreachable');
  expect(closed.length).toBeGreaterThanOrEqual(20);
});

describe('Retry-After', () => {
  const AT = Date.parse('2026-11-20T10:00:00Z');
  const asks = (headers: Record<string, string>) =>
    retryAfterOf({ headers, startedAt: AT, durationMs: 0 });
  test.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['none at all', {}, undefined],
    ['a word', { 'retry-after': 'soon' }, undefined],
    ['a date, by our clock', { 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' }, 30_000],
    [
      'a date, by the clock that wrote it',
      { 'retry-after': 'Fri, 20 Nov 2026 11:00:30 GMT', date: 'Fri, 20 Nov 2026 11:00:00 GMT' },
      30_000,
    ],
    ['a date that is over', { 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT' }, 0],
    ['a year', { 'retry-after': '31536000' }, 3_600_000],
  ])('is read: %s', (_how, headers, ms) => expect(asks(headers)).toBe(ms));
});

test('a check that nobody wants any more when its turn has come is not sent', async () => {
  const connection = connectionTo(server);
  server.reply(signingIn((socket) => answer(socket, 200, '{"state":"in_sync"}')));
  await nsx.facts(connection);
  const reached = server.requests.length;
  const asked = await nsx.state(connection, 's', null, { wanted: () => false });
  expect(asked).toMatchObject({ failure: { kind: 'stale' } });
  expect(server.requests).toHaveLength(reached);
});
