import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { type Clock, call, type Reply, stillClock } from './client.ts';

const USER_INFO = '/api/v1/aaa/user-info';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const WRONG = {
  module_name: 'common-services',
  error_message: 'The credentials were incorrect or the account specified has been locked.',
  error_code: 403,
};

let clock: Clock;
let manager: PracticeManager;

beforeEach(async () => {
  clock = stillClock();
  manager = await startPracticeManager({ password: 'a&b =ü%', now: clock.now });
});
afterEach(() => manager.close());

function signIn(password = manager.password): Promise<Reply> {
  const raw = `j_username=${encodeURIComponent(manager.user)}&j_password=${encodeURIComponent(password)}`;
  return call(manager, 'POST', '/api/session/create', { raw, headers: FORM, signIn: 'none' });
}

function tokens(reply: Reply): { Cookie: string; 'X-XSRF-TOKEN': string } {
  return {
    Cookie: reply.headers['set-cookie']?.split(';')[0] ?? '',
    'X-XSRF-TOKEN': reply.headers['x-xsrf-token'] ?? '',
  };
}

const withSession = (headers: Record<string, string>): Promise<Reply> =>
  call(manager, 'GET', USER_INFO, { headers, signIn: 'none' });

describe('a session', () => {
  test('is made from form-encoded credentials and needs its cookie and its XSRF token', async () => {
    const reply = await signIn();
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('');
    expect(reply.headers['set-cookie']).toMatch(
      /^JSESSIONID=[0-9A-F]{32}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(reply.headers['x-xsrf-token']).toMatch(/^[0-9a-f-]{36}$/);
    const whole = await withSession(tokens(reply));
    expect(whole.status).toBe(200);
    expect(whole.json.user_name).toBe('admin');
    const { Cookie } = tokens(reply);
    const incomplete: Record<string, string>[] = [{ Cookie }, { Cookie, 'X-XSRF-TOKEN': 'not-it' }];
    for (const headers of incomplete) {
      const refused = await withSession(headers);
      expect(refused.status).toBe(403);
      expect(refused.json.error_code).toBe(98);
    }
  });

  test('ends after its idle time, which every use starts anew', async () => {
    const headers = tokens(await signIn());
    clock.forward(1799);
    expect((await withSession(headers)).status).toBe(200);
    clock.forward(1799);
    expect((await withSession(headers)).status).toBe(200);
    clock.forward(1800);
    const expired = await withSession(headers);
    expect([expired.status, expired.json.error_code]).toEqual([403, 98]);
  });

  test('ends when it is destroyed, or expired from outside', async () => {
    const first = tokens(await signIn());
    expect(
      (await call(manager, 'POST', '/api/session/destroy', { headers: first, signIn: 'none' }))
        .status,
    ).toBe(200);
    expect((await withSession(first)).json.error_code).toBe(98);
    const second = tokens(await signIn());
    manager.control.expireSessions();
    expect((await withSession(second)).json.error_code).toBe(98);
  });

  test('is not made from a JSON body or a body that is not encoded', async () => {
    const json = await call(manager, 'POST', '/api/session/create', {
      body: { j_username: manager.user, j_password: manager.password },
      signIn: 'none',
    });
    expect(json.status).toBe(403);
    const raw = `j_username=${manager.user}&j_password=${manager.password}`;
    const unescaped = await call(manager, 'POST', '/api/session/create', {
      raw,
      headers: FORM,
      signIn: 'none',
    });
    expect(unescaped.status).toBe(403);
  });
});

describe('credentials', () => {
  test('are accepted as Basic, with a fresh cookie on each answer', async () => {
    const first = await call(manager, 'GET', USER_INFO);
    const second = await call(manager, 'GET', USER_INFO);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toMatch(/^JSESSIONID=/);
    expect(second.headers['set-cookie']).not.toBe(first.headers['set-cookie']);
  });

  test('that are wrong or missing get the 403 of the documentation, word for word', async () => {
    expect(await signIn('wrong')).toMatchObject({ status: 403, json: WRONG });
    const basic = await call(manager, 'GET', USER_INFO, {
      signIn: 'none',
      headers: { Authorization: 'Basic YWRtaW46eA==' },
    });
    expect(basic.json).toEqual(WRONG);
    expect((await call(manager, 'GET', USER_INFO, { signIn: 'none' })).json).toEqual(WRONG);
  });

  test('lock the account after 5 failures for 900 seconds, even for the right password', async () => {
    for (let failure = 1; failure <= 4; failure += 1) await signIn('wrong');
    expect(manager.control.lockState()).toMatchObject({ locked: false, failures: 4 });
    await signIn('wrong');
    expect(manager.control.lockState().locked).toBe(true);
    const right = await signIn();
    expect([right.status, right.json]).toEqual([403, WRONG]);
    clock.forward(899);
    expect((await call(manager, 'GET', USER_INFO)).json).toEqual(WRONG);
    // That attempt was made during the lock-out and started it anew.
    clock.forward(899);
    expect(manager.control.lockState().locked).toBe(true);
    clock.forward(1);
    expect((await signIn()).status).toBe(200);
  });

  test('lock nothing when failures are more than 900 seconds apart or a success comes between', async () => {
    for (let failure = 1; failure <= 4; failure += 1) await signIn('wrong');
    clock.forward(901);
    await signIn('wrong');
    expect(manager.control.lockState()).toMatchObject({ locked: false, failures: 1 });
    expect((await signIn()).status).toBe(200);
    for (let failure = 1; failure <= 4; failure += 1) await signIn('wrong');
    expect((await signIn()).status).toBe(200);
  });

  test('leave an open session alone while the account is locked', async () => {
    const headers = tokens(await signIn());
    for (let failure = 1; failure <= 5; failure += 1) await signIn('wrong');
    expect((await withSession(headers)).status).toBe(200);
    manager.control.unlock();
    expect((await signIn()).status).toBe(200);
  });

  test('fail the way that is switched off', async () => {
    manager.control.offerSignIn({ session: false });
    expect((await signIn()).status).toBe(403);
    expect((await call(manager, 'GET', USER_INFO)).status).toBe(200);
    manager.control.offerSignIn({ session: true, basic: false });
    expect((await signIn()).status).toBe(200);
    expect((await call(manager, 'GET', USER_INFO)).status).toBe(403);
  });
});

test('an auditor may read and not write, nor read a peer configuration', async () => {
  const auditor = await startPracticeManager({ role: 'auditor' });
  try {
    const sessions = await call(auditor, 'GET', '/api/v1/vpn/ipsec/sessions');
    expect(sessions.status).toBe(200);
    const path = '/api/v1/vpn/ipsec/sessions/8dd1c386-9b2c-4448-85b8-51ff649fae4f';
    expect((await call(auditor, 'DELETE', path)).status).toBe(403);
    expect((await call(auditor, 'GET', `${path}/peer-config`)).status).toBe(403);
    expect((await call(auditor, 'GET', USER_INFO)).json.roles).toEqual([{ role: 'auditor' }]);
  } finally {
    await auditor.close();
  }
});
