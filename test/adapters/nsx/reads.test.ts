import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS } from '../../../shared/nsx/kinds.ts';
import { connectionTo } from './connections.ts';

let manager: PracticeManager;
let nsx: ReturnType<typeof createNsx>;

beforeAll(async () => {
  manager = await startPracticeManager({ pace: 0.02, rateLimit: { perSecond: 0, atOnce: 0 } });
});
afterAll(() => manager.close());
beforeEach(() => {
  manager.control.reset();
  nsx = createNsx();
});
afterEach(() => nsx.close());

const signIns = () =>
  manager.control.requests().filter((r) => r.path.startsWith('/api/session/create')).length;
const aSession = () => {
  const id = manager.control.entities('sessions')[0]?.id;
  if (typeof id !== 'string') throw new Error('no session in the estate');
  return id;
};

describe.each([['session'], ['basic']] as const)('signed in by %s', (auth) => {
  const connection = () => connectionTo(manager, { auth });

  test('the facts of a manager are read', async () => {
    expect(await nsx.facts(connection())).toMatchObject({
      ok: true,
      value: {
        version: expect.stringMatching(/^4\.2\.1/),
        hostname: expect.any(String),
        cluster: 'STABLE',
        controlCluster: 'STABLE',
        roles: ['enterprise_admin'],
        clockOffsetMs: expect.any(Number),
      },
    });
  });

  test('a wrong password is tried once, however many calls come at once, until it is forgotten', async () => {
    const wrong = { ...connection(), password: 'wrong' };
    const first = await Promise.all([1, 2, 3, 4, 5, 6].map(() => nsx.tunnel(wrong, 's')));
    const kinds = new Set(first.map((end) => (end.ok ? 'ok' : end.failure.kind)));
    expect(kinds.has('unauthorized')).toBe(true);
    expect([...kinds].every((kind) => kind === 'unauthorized' || kind === 'halted')).toBe(true);
    expect(manager.control.lockState().failures).toBe(1);
    expect(await nsx.facts(wrong)).toMatchObject({ failure: { kind: 'halted', managerId: 'm-1' } });
    expect(manager.control.lockState().failures).toBe(1);
    nsx.forget(wrong.id);
    expect(await nsx.facts(wrong)).toMatchObject({ failure: { kind: 'unauthorized' } });
    expect(manager.control.lockState().failures).toBe(2);
  });

  test('the right password works after a wrong one, and the wrong one stays halted beside it', async () => {
    const wrong = { ...connection(), password: 'wrong' };
    await nsx.facts(wrong);
    expect(await nsx.facts(connection())).toMatchObject({ ok: true });
    expect(await nsx.facts(wrong)).toMatchObject({ failure: { kind: 'halted' } });
  });
});

test('an expired session is renewed once for a read, in silence', async () => {
  await nsx.facts(connectionTo(manager));
  manager.control.expireSessions();
  expect(await nsx.facts(connectionTo(manager))).toMatchObject({ ok: true });
  expect(signIns()).toBe(2);
  expect(manager.control.lockState().failures).toBe(0);
});

test('many calls at once share one sign-in', async () => {
  await Promise.all(ENTITY_KINDS.map((kind) => nsx.list(connectionTo(manager), kind)));
  expect(signIns()).toBe(1);
});

test('a password with signs that a form or a header gives a meaning to signs in both ways', async () => {
  const other = await startPracticeManager({ password: 'a&b=c+d %2B"ü:', pace: 0.02 });
  try {
    for (const auth of ['session', 'basic'] as const) {
      expect(await nsx.facts(connectionTo(other, { auth }))).toMatchObject({ ok: true });
    }
  } finally {
    await other.close();
  }
});

test('every kind is listed, gateways and edge nodes too, and no pre-shared key is among it', async () => {
  for (const kind of ENTITY_KINDS) {
    const list = await nsx.list(connectionTo(manager), kind);
    expect(list.ok && list.value.length).toBe(manager.control.entities(kind).length);
  }
  const keys = manager.control
    .entities('peer-endpoints')
    .map((peer) => (peer as { psk?: string }).psk);
  const peers = JSON.stringify(await nsx.list(connectionTo(manager), 'peer-endpoints'));
  for (const key of keys.filter(Boolean)) expect(peers).not.toContain(key);
  for (const kind of ['logical-routers', 'transport-nodes'] as const) {
    const list = await nsx.list(connectionTo(manager), kind);
    expect(list.ok && list.value.length).toBeGreaterThan(0);
  }
});

test('an object is read, and that one is not there is an answer too', async () => {
  const read = await nsx.read(connectionTo(manager), 'sessions', aSession());
  expect(read).toMatchObject({
    ok: true,
    value: { body: { id: aSession() }, exchange: { status: 200 } },
  });
  const none = await nsx.read(connectionTo(manager), 'sessions', 'no-such');
  expect(none).toMatchObject({
    ok: true,
    value: { body: null, exchange: { status: 404, body: expect.stringContaining('600') } },
  });
});

test('the whole way: change a session, ask for its realization until it is realized, read the tunnel', async () => {
  const connection = connectionTo(manager);
  const read = await nsx.read(connection, 'sessions', aSession());
  if (!read.ok) throw new Error(read.failure.kind);
  const end = await nsx.write(
    connection,
    {
      method: 'PUT',
      kind: 'sessions',
      entityId: aSession(),
      body: { ...read.value.body, description: 'changed' },
      ereqId: 'our-id-1',
    },
    () => {},
  );
  if (end.end !== 'answered') throw new Error(JSON.stringify(end));
  expect(end).toMatchObject({
    answer: { exchange: { status: 200 } },
    body: { description: 'changed' },
  });
  expect(end.answer.nsxRequestId).toMatch(/^[0-9a-f-]{36}$/);
  const put = manager.control.requests().find((r) => r.method === 'PUT');
  expect(put?.externalRequestId).toBe('our-id-1');
  await expect
    .poll(
      async () => {
        const state = await nsx.state(connection, aSession(), end.answer.nsxRequestId);
        return state.ok && JSON.parse(state.value.body).state;
      },
      { timeout: 10_000 },
    )
    .toBe('in_sync');
  const tunnel = await nsx.tunnel(connection, aSession());
  expect(tunnel).toMatchObject({
    ok: true,
    value: { session: expect.stringMatching(/^(UP|DOWN|DEGRADED)$/) },
  });
});

test('404 and 400 in NSX’s words are answers to a check', async () => {
  const none = await nsx.state(connectionTo(manager), 'no-such', 'r-1');
  expect(none).toMatchObject({
    ok: true,
    value: { status: 404, body: expect.stringContaining('600') },
  });
});

test('an answer that breaks off leaves the write in doubt, and the change is there', async () => {
  const connection = connectionTo(manager);
  const id = aSession();
  const read = await nsx.read(connection, 'sessions', id);
  if (!read.ok) throw new Error(read.failure.kind);
  manager.control.dropNextAnswer();
  const body = { ...read.value.body, description: 'in doubt' };
  const end = await nsx.write(
    connection,
    { method: 'PUT', kind: 'sessions', entityId: id, body, ereqId: 'e' },
    () => {},
  );
  expect(end).toMatchObject({ end: 'lost', failure: { kind: 'unreachable', reason: 'reset' } });
  expect(manager.control.requests().filter((r) => r.method === 'PUT')).toHaveLength(1);
  const after = await nsx.read(connection, 'sessions', id);
  expect(after).toMatchObject({ value: { body: { description: 'in doubt' } } });
});

test('a list of several pages tells with each how far it is, and of how many', async () => {
  const large = await startPracticeManager({ sessions: 2100 });
  try {
    const pages: [number, number | null][] = [];
    const list = await nsx.list(connectionTo(large), 'sessions', undefined, (objects, expected) =>
      pages.push([objects, expected]),
    );
    expect(list.ok && new Set(list.value.map((one) => one.id)).size).toBe(2100);
    expect(pages).toEqual([
      [1000, 2100],
      [2000, 2100],
      [2100, 2100],
    ]);
  } finally {
    await large.close();
  }
});

test('a list that is no longer wanted is broken off', async () => {
  await nsx.facts(connectionTo(manager));
  manager.control.clearRequests();
  const release = manager.control.stall();
  const abort = new AbortController();
  const end = nsx.list(connectionTo(manager), 'sessions', abort.signal);
  await expect.poll(() => manager.control.requests().length).toBe(1);
  abort.abort();
  expect(await end).toMatchObject({ failure: { kind: 'unreachable', reason: 'closed' } });
  release();
});

test('a certificate that is changed between two calls is refused at the next call, and nothing is sent', async () => {
  const fresh = await startPracticeManager({ pace: 0.02 });
  try {
    const connection = connectionTo(fresh);
    expect(await nsx.facts(connection)).toMatchObject({ ok: true });
    fresh.control.clearRequests();
    const { fingerprint } = await fresh.control.rotateCertificate();
    expect(await nsx.facts(connection)).toMatchObject({
      failure: {
        kind: 'untrusted',
        expected: expect.not.stringMatching(fingerprint),
        presented: fingerprint,
      },
    });
    expect(fresh.control.requests()).toEqual([]);
  } finally {
    await fresh.close();
  }
});
