import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { withoutSent } from '../../../electron/adapters/nsx/sent-secrets.ts';
import { ManagerId } from '../../../shared/ids.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, signingIn, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;
let now = 1_790_000_000_000;

beforeEach(async () => {
  server = await startRawServer();
  nsx = createNsx({ clock: { now: () => now } });
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

const words = (error_code: number) =>
  JSON.stringify({ module_name: 'common-services', error_code, error_message: 'words' });

describe('a sign-in that is turned away is not tried again', () => {
  test.each([
    ['session', 403, ''],
    ['session', 403, '<html>You are no longer authenticated. Please login again</html>'],
    ['session', 403, words(505)],
    ['session', 403, words(98)],
    ['session', 401, ''],
    ['basic', 403, ''],
    ['basic', 403, '<html>Forbidden</html>'],
    ['basic', 403, words(98)],
    ['basic', 401, words(1)],
  ] as const)('%s: %i %s', async (auth, status, body) => {
    server.reply((socket) => answer(socket, status, body));
    const connection = connectionTo(server, { auth });
    expect(await nsx.state(connection, 's', null)).toMatchObject({
      failure: { kind: 'unauthorized' },
    });
    const asked = server.requests.length;
    expect(await nsx.state(connection, 's', null)).toMatchObject({ failure: { kind: 'halted' } });
    expect(server.requests).toHaveLength(asked);
    expect(asked).toBe(1);
  });

  test('but with basic sign-in a role may be refused one thing and granted another', async () => {
    server.reply((socket, request) =>
      request.line.includes('user-info')
        ? answer(socket, 403, words(505))
        : answer(socket, 200, '{"session_status":"UP"}'),
    );
    expect(await nsx.tunnel(connectionTo(server, { auth: 'basic' }), 's')).toMatchObject({
      ok: true,
    });
  });
});

test.each([[''], ['<html>Forbidden</html>'], [words(98)]])(
  'with basic sign-in a later 403 that does not show who was known stops every call too: %s',
  async (body) => {
    const connection = connectionTo(server, { auth: 'basic' });
    await nsx.tunnel(connection, 's');
    server.reply((socket) => answer(socket, 403, body));
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'unauthorized' } });
    expect(await nsx.tunnel(connection, 's')).toMatchObject({ failure: { kind: 'halted' } });
  },
);

test('a password that was changed costs one failure, however many reads come at once after a pause', async () => {
  const connection = connectionTo(server, { auth: 'basic' });
  server.reply((socket) => answer(socket, 200, '{"session_status":"UP"}'));
  await nsx.tunnel(connection, 's');
  now += 5 * 60_000 + 1;
  server.requests.length = 0;
  server.reply((socket) => answer(socket, 403, words(403)));
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => nsx.tunnel(connection, 's')));
  expect(server.requests).toHaveLength(1);
});

test('a password that was changed just now fails three times at most, however many reads are under way', async () => {
  const connection = connectionTo(server, { auth: 'basic' });
  server.reply((socket) => answer(socket, 200, '{"session_status":"UP"}'));
  await nsx.tunnel(connection, 's');
  server.requests.length = 0;
  const held: (() => void)[] = [];
  server.reply((socket) => void held.push(() => answer(socket, 403, words(403))));
  const reads = [1, 2, 3, 4, 5, 6, 7].map(() => nsx.tunnel(connection, 's'));
  // Other calls of the same client go and come meanwhile: whatever more was to arrive has arrived.
  const other = await startRawServer();
  other.reply((socket) => answer(socket, 200, '{"session_status":"UP"}'));
  const elsewhere = connectionTo(other, { auth: 'basic', id: ManagerId.parse('m-2') });
  while (held.length < 3) await nsx.tunnel(elsewhere, 's');
  for (let round = 0; round < 3; round += 1) await nsx.tunnel(elsewhere, 's');
  for (const refuse of held.splice(0)) refuse();
  await Promise.all(reads);
  expect(server.requests).toHaveLength(3);
  await other.close();
});

test('a sign-in that is tried under an id of its own leaves the manager’s own calls alone', async () => {
  server.reply((socket, request) =>
    request.line.startsWith('POST ') && !request.body.includes('j_password=right')
      ? answer(socket, 403, words(403))
      : signingIn(() => {})(socket, request),
  );
  const own = connectionTo(server, { password: 'right' });
  await nsx.facts(own);
  const tried = {
    ...own,
    id: ManagerId.parse('00000000-0000-4000-8000-00000000007e'),
    password: 'mistyped',
  };
  const [, during] = await Promise.all([nsx.facts(tried), nsx.state(own, 's', null)]);
  expect(during).toMatchObject({ ok: true });
  expect(await nsx.facts(tried)).toMatchObject({ failure: { kind: 'halted' } });
  nsx.forget(tried.id);
  expect(await nsx.state(own, 's', null)).toMatchObject({ ok: true });
  // The manager's session is the one from before the try.
  const signIns = server.requests.filter((r) => r.line.startsWith('POST '));
  expect(signIns.filter((r) => r.body.includes('right'))).toHaveLength(1);
  expect(signIns).toHaveLength(2);
});

describe('a password that an error page echoes', () => {
  const password = 'pa"ss\\w <ö>&\'/+ 1';
  const html = password.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const named = password.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const ascii = JSON.stringify(password).replace('ö', '\\u00f6').replaceAll('/', '\\/');
  test.each([
    ['as it is', password],
    ['in JSON', JSON.stringify(password)],
    ['in JSON of ASCII', ascii],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(password))],
    ['in a URL', encodeURIComponent(password)],
    ['in a URL, in lower case', encodeURIComponent(password).toLowerCase()],
    ['in a form', new URLSearchParams({ p: password }).toString()],
    ['in HTML', html],
    ['in HTML by name', named],
  ])('%s is replaced', (_where, echo) => {
    const text = withoutSent(`before ${echo} behind`, [password]);
    expect(text).toMatch(/^before (p=|"|\\|«)*redacted»["\\]* behind$/);
    expect(text).toContain(REDACTED);
  });

  test('is in neither the failure nor the kept answer', async () => {
    const echo = {
      error_code: 1,
      error_message: `no: ${password}; ${encodeURIComponent(password)}`,
    };
    server.reply(signingIn((socket) => answer(socket, 400, JSON.stringify(echo))));
    const connection = connectionTo(server, { password });
    const write = {
      method: 'PUT',
      kind: 'sessions',
      entityId: 's',
      body: {},
      ereqId: 'e',
    } as const;
    const kept = await nsx.write(connection, write, () => {});
    expect(kept).toMatchObject({ end: 'answered' });
    if (kept.end !== 'answered') return;
    const { error_message } = JSON.parse(kept.answer.exchange.body);
    expect(error_message).toBe(`no: ${REDACTED}; ${REDACTED}`);
    server.reply((socket) => answer(socket, 400, JSON.stringify(echo)));
    nsx.forget(connection.id);
    expect(await nsx.tunnel(connection, 's')).toMatchObject({
      failure: { error: { message: `no: ${REDACTED}; ${REDACTED}` } },
    });
  });

  test('a pre-shared key in the words of a refusal is replaced as well', async () => {
    const error_message = 'could not read {"psk":"two S3CRET words"}';
    server.reply((socket) => answer(socket, 400, JSON.stringify({ error_code: 1, error_message })));
    const end = await nsx.tunnel(connectionTo(server), 's');
    expect(JSON.stringify(end)).not.toContain('S3CRET');
  });
});

describe('a session that the manager no longer knows', () => {
  /** Signs everybody in, and turns `times` calls away like an old session. */
  function forgetful(times: number, status: number, body: string) {
    let left = times;
    const fine = signingIn((socket) => answer(socket, 200, '{}'));
    server.reply((socket, request) => {
      const isSignIn = request.line.startsWith('POST /api/session/create');
      if (isSignIn || left === 0) return fine(socket, request);
      left -= 1;
      answer(socket, status, body);
    });
  }
  const signIns = () => server.requests.filter((r) => r.line.includes('session/create')).length;

  test.each([
    [403, words(98)],
    [401, ''],
  ])('is renewed exactly once for a read: %i %s', async (status, body) => {
    forgetful(1, status, body);
    expect(await nsx.state(connectionTo(server), 's', null)).toMatchObject({ ok: true });
    expect([signIns(), server.requests.length]).toEqual([2, 4]);
  });

  test.each([
    [403, words(98), 'forbidden'],
    [401, '', 'unauthorized'],
  ])(
    'is not renewed a second time where the new one is turned away too: %i %s',
    async (status, body, kind) => {
      forgetful(9, status, body);
      expect(await nsx.state(connectionTo(server), 's', null)).toMatchObject({ failure: { kind } });
      expect([signIns(), server.requests.length]).toEqual([2, 4]);
    },
  );

  test('is not renewed for a write that was turned away: the answer stands', async () => {
    const seen: string[] = [];
    server.reply(
      signingIn((socket, request) => {
        seen.push(request.line);
        answer(socket, 403, words(98));
      }),
    );
    const write = {
      method: 'PUT',
      kind: 'sessions',
      entityId: 's',
      body: {},
      ereqId: 'e',
    } as const;
    const end = await nsx.write(connectionTo(server), write, () => {});
    expect(end).toMatchObject({ end: 'answered', answer: { exchange: { status: 403 } } });
    expect(seen).toHaveLength(1);
  });
});

test('with basic sign-in a cookie that the manager gives is never sent back', async () => {
  server.reply((socket) =>
    answer(socket, 200, '{"session_status":"UP"}', { 'Set-Cookie': 'JSESSIONID=ANOTHER; Path=/' }),
  );
  const connection = connectionTo(server, { auth: 'basic' });
  await nsx.tunnel(connection, 's');
  await nsx.tunnel(connection, 's');
  expect(server.requests).toHaveLength(3);
  expect(server.received()).not.toMatch(/^cookie:/im);
});
