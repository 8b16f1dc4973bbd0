import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readArguments } from '../../electron/practice/cli-options.ts';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { call, change, GUIDE_SESSION, type Reply, VPN } from './client.ts';

const path = `${VPN}/sessions/${GUIDE_SESSION}`;
let manager: PracticeManager;
beforeEach(async () => {
  manager = await startPracticeManager();
});
afterEach(() => manager.close());

const description = (): unknown =>
  manager.control.entities('sessions').find((entity) => entity.id === GUIDE_SESSION)?.description;

describe('every answer', () => {
  test('carries a request id of its own and the headers of NSX, good or bad', async () => {
    const replies = [
      await call(manager, 'GET', path),
      await call(manager, 'GET', '/nothing/here'),
      await call(manager, 'GET', path, { signIn: 'none' }),
      await change(manager, path, {}),
      await call(manager, 'DELETE', path),
    ];
    const ids = replies.map((reply) => reply.headers['x-nsx-requestid']);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(replies.length);
    for (const { rawHeaders, headers } of replies) {
      expect(rawHeaders).toEqual(
        expect.arrayContaining(['Server', 'NSX', 'Strict-Transport-Security', 'x-nsx-requestid']),
      );
      expect(headers['cache-control']).toContain('no-store');
    }
  });
});

test('closing ends a connection that is still in its handshake, too', async () => {
  const other = await startPracticeManager();
  const socket = connectPlain(Number(other.address.split(':')[1]), '127.0.0.1');
  await once(socket, 'connect');
  const ended = once(socket, 'close');
  await other.close();
  await ended;
});

describe('the line', () => {
  test('breaks before the answer: the write was made', async () => {
    manager.control.dropNextAnswer();
    await expect(change(manager, path, { description: 'made' })).rejects.toThrow();
    expect(description()).toBe('made');
    expect((await change(manager, path, { description: 'next' })).status).toBe(200);
  });

  test('breaks before the request: the write was not made', async () => {
    manager.control.dropNextRequest();
    await expect(change(manager, path, { description: 'lost' })).rejects.toThrow();
    expect(description()).toBeUndefined();
    expect((await change(manager, path, { description: 'next' })).status).toBe(200);
  });

  test('breaks so in the two scenarios, too, and only for one write', async () => {
    manager.control.scenario('answer-lost');
    await expect(change(manager, path, { description: 'made' })).rejects.toThrow();
    expect(description()).toBe('made');
    manager.control.scenario('request-lost');
    await expect(change(manager, path, { description: 'lost' })).rejects.toThrow();
    expect(description()).toBe('made');
    expect((await change(manager, path, { description: 'next' })).status).toBe(200);
  });

  test('stalls until it is let go', async () => {
    const letGo = manager.control.stall();
    let done = false;
    const waiting = call(manager, 'GET', path).then((reply) => {
      done = true;
      return reply;
    });
    await expect.poll(() => manager.control.requests().length).toBe(1);
    expect(done).toBe(false);
    letGo();
    expect((await waiting).status).toBe(200);
  });
});

describe('limits', () => {
  test('over the rate: 429/102 with the documented words, per client, until the second is over', async () => {
    let ms = 0;
    const limited = await startPracticeManager({
      rateLimit: { perSecond: 3 },
      rateClock: () => ms,
    });
    try {
      for (let at = 0; at < 3; at += 1) expect((await call(limited, 'GET', path)).status).toBe(200);
      const over = await call(limited, 'GET', path);
      expect([over.status, over.json.error_code]).toEqual([429, 102]);
      expect(over.json.error_message).toContain(
        "Client 'admin' exceeded request rate of 3 per second",
      );
      expect(over.headers).not.toHaveProperty('retry-after');
      expect((await call(limited, 'GET', path, { signIn: 'none' })).status).toBe(403);
      ms = 1000;
      expect((await call(limited, 'GET', path)).status).toBe(200);
    } finally {
      await limited.close();
    }
  });

  test('over 40 at once: 503 for the one too many', async () => {
    const letGo = manager.control.stall();
    const waiting: Promise<Reply>[] = [];
    for (let at = 0; at < 40; at += 1) waiting.push(call(manager, 'GET', path));
    await expect.poll(() => manager.control.requests().length).toBe(40);
    expect((await call(manager, 'GET', path)).status).toBe(503);
    letGo();
    expect((await Promise.all(waiting)).every((reply) => reply.status === 200)).toBe(true);
    expect((await call(manager, 'GET', path)).status).toBe(200);
  });
});

describe('the certificate', () => {
  const presented = (): Promise<X509Certificate> =>
    new Promise((resolve, reject) => {
      const [host, port] = manager.address.split(':');
      const ca = manager.certificatePem;
      const socket = connect({ host, port: Number(port), ca }, () => {
        const raw = socket.getPeerCertificate().raw;
        socket.destroy();
        resolve(new X509Certificate(raw));
      });
      socket.on('error', reject);
    });

  test('is the one whose SHA-256 is shown, for 127.0.0.1 and localhost', async () => {
    const certificate = await presented();
    expect(manager.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(createHash('sha256').update(certificate.raw).digest('hex')).toBe(manager.fingerprint);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
  });

  test('is another one after rotation, on the same port, and the manager says so', async () => {
    const { fingerprint, address } = manager;
    const rotated = await manager.control.rotateCertificate();
    expect(rotated.fingerprint).not.toBe(fingerprint);
    expect(manager.fingerprint).toBe(rotated.fingerprint);
    expect(manager.address).toBe(address);
    expect(
      createHash('sha256')
        .update((await presented()).raw)
        .digest('hex'),
    ).toBe(rotated.fingerprint);
    expect((await call(manager, 'GET', path)).status).toBe(200);
  });

  test('is the one that is given', async () => {
    const { newCertificate } = await import('../../electron/practice/certificate.ts');
    const certificate = await newCertificate();
    const given = await startPracticeManager({ certificate });
    try {
      expect(given.certificatePem).toBe(certificate.cert);
      expect((await call(given, 'GET', path)).status).toBe(200);
    } finally {
      await given.close();
    }
  });
});

test('the log has each request with its outcome, the caller’s own id, and no proof of who called', async () => {
  await call(manager, 'GET', `${path}?a=b`, {
    headers: { 'X-NSX-EREQID': 'mine-1', Cookie: 'JSESSIONID=SECRET1', 'X-XSRF-TOKEN': 'SECRET2' },
  });
  const [entry] = manager.control.requests();
  expect(entry).toMatchObject({
    method: 'GET',
    path: `${path}?a=b`,
    externalRequestId: 'mine-1',
    status: 200,
  });
  expect(entry?.headers).toMatchObject({
    authorization: '(present)',
    cookie: '(present)',
    'x-xsrf-token': '(present)',
  });
  expect(JSON.stringify(manager.control.requests())).not.toMatch(/SECRET/);
});

test('reset brings back the estate, the scenarios and the log, and keeps certificate and password', async () => {
  const before = { fingerprint: manager.fingerprint, password: manager.password };
  manager.control.defaultScenario('never-ends');
  await call(manager, 'DELETE', path);
  manager.control.reset();
  expect(manager.control.requests()).toEqual([]);
  expect((await change(manager, path, {})).status).toBe(200);
  expect({ fingerprint: manager.fingerprint, password: manager.password }).toEqual(before);
});

describe('the control over HTTPS', () => {
  const post = (name: string, body: object): Promise<Reply> =>
    call(manager, 'POST', `/practice/${name}`, { body });

  test('chooses scenarios and changes entities for whoever is signed in', async () => {
    expect((await call(manager, 'GET', '/practice/scenarios', { signIn: 'none' })).status).toBe(
      403,
    );
    const { json } = await call(manager, 'GET', '/practice/scenarios');
    expect(json.results).toEqual(manager.control.scenarios());
    expect((await post('scenario', { id: 'no-ccp' })).status).toBe(200);
    const reply = await change(manager, path, {});
    const state = await call(
      manager,
      'GET',
      `${path}/state?request_id=${reply.headers['x-nsx-requestid']}`,
    );
    expect(state.json).not.toHaveProperty('details');
    expect((await post('scenario', { id: 'nonsense' })).status).toBe(400);
    expect(
      (
        await post('mutate', {
          kind: 'sessions',
          id: GUIDE_SESSION,
          patch: { description: 'theirs' },
        })
      ).json.description,
    ).toBe('theirs');
    expect((await post('reset', {})).status).toBe(200);
    expect(description()).toBeUndefined();
  });
});

describe('the terminal’s arguments', () => {
  test('become options', () => {
    expect(readArguments(['--port', '8443', '--scenario', 'no-ccp', '--pace', '0.5'])).toEqual({
      kind: 'start',
      options: { port: 8443, scenario: 'no-ccp', pace: 0.5 },
    });
    expect(readArguments(['--sessions', '2000'])).toEqual({
      kind: 'start',
      options: { sessions: 2000 },
    });
    expect(readArguments(['--sessions', 'many'])).toMatchObject({ kind: 'refused' });
    expect(readArguments([])).toEqual({ kind: 'start', options: {} });
    expect(readArguments(['-h'])).toEqual({ kind: 'help' });
  });

  test.each([
    [['--port', 'x'], '--port'],
    [['--port', '70000'], '--port'],
    [['--pace', '0'], '--pace'],
    [['--pace', 'fast'], '--pace'],
    [['--scenario', 'none'], '--scenario must be one of normal,'],
    [['--colour'], '--colour'],
    [['extra'], 'extra'],
  ])('%j are refused in one line that names the wrong one', (args, says) => {
    const request = readArguments(args);
    expect(request).toMatchObject({ kind: 'refused', reason: expect.stringContaining(says) });
    expect(JSON.stringify(request)).not.toContain('\\n');
  });
});
