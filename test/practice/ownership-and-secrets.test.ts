import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { call, change, type Json, type Reply, rows, VPN } from './client.ts';

let manager: PracticeManager;
beforeAll(async () => {
  manager = await startPracticeManager({ rateLimit: { perSecond: 0 } });
});
beforeEach(() => manager.control.reset());
afterAll(() => manager.close());

const get = (path: string): Promise<Reply> => call(manager, 'GET', path);
const message = (reply: Reply): string => String(reply.json.error_message);
const named = (kind: Parameters<PracticeManager['control']['entities']>[0], name: string): string =>
  manager.control.entities(kind).find((entity) => entity.display_name === name)?.id ?? `no ${name}`;

describe('an object of another principal', () => {
  const path = (): string => `${VPN}/sessions/${named('sessions', 'Frankfurt ↔ Clearing bureau')}`;

  test('is changed or deleted only with X-Allow-Overwrite: true; else 400/289', async () => {
    const { json } = await get(path());
    expect(json).toMatchObject({ _create_user: 'nsx_policy', _protection: 'REQUIRE_OVERRIDE' });
    const refused = await call(manager, 'PUT', path(), { body: json });
    expect([refused.status, refused.json.error_code, refused.json.httpStatus]).toEqual([
      400,
      289,
      'BAD_REQUEST',
    ]);
    expect(message(refused)).toBe(
      "Principal 'admin' with role '[enterprise_admin]' attempts to delete or modify an object of type PolicyBasedIPSecVPNSession it doesn't own. (createUser=nsx_policy, allowOverwrite=null)",
    );
    const no = await call(manager, 'DELETE', path(), { headers: { 'X-Allow-Overwrite': 'false' } });
    expect([no.status, message(no)]).toEqual([
      400,
      expect.stringContaining('allowOverwrite=false'),
    ]);
    const yes = await call(manager, 'PUT', path(), {
      body: json,
      headers: { 'X-Allow-Overwrite': 'true' },
    });
    expect(yes.status).toBe(200);
    expect(yes.json._create_user).toBe('nsx_policy');
  });

  test('of the system is never changed', async () => {
    const own = `${VPN}/ike-profiles/${named('ike-profiles', 'nsx-default-l3vpn-ike-profile')}`;
    expect((await change(manager, own, { description: 'mine' })).status).toBe(400);
    expect((await call(manager, 'DELETE', `${own}?force=true`)).status).toBe(400);
  });
});

describe('a pre-shared key', () => {
  const path = (): string => `${VPN}/peer-endpoints/${named('peer-endpoints', 'pe-osaka')}`;
  const sensitive = async (): Promise<Json | undefined> =>
    (await get(`${path()}?action=show-sensitive-data`)).json.psk;

  test('is in the list, in show-sensitive-data and in the peer configuration, and nowhere else', async () => {
    const psk = String(await sensitive());
    expect(psk).toMatch(/^practice-psk-/);
    expect((await get(path())).json).not.toHaveProperty('psk');
    expect(rows((await get(`${VPN}/peer-endpoints`)).json.results).map((row) => row.psk)).toContain(
      psk,
    );
    const config = await get(
      `${VPN}/sessions/${named('sessions', 'Amsterdam ↔ Osaka')}/peer-config`,
    );
    expect(config.headers['content-type']).toContain('text/plain');
    expect(config.text).toContain(psk);
  });

  test('is kept by a PUT without one, replaced by a PUT with one, and in neither answer', async () => {
    const before = await sensitive();
    const kept = await change(manager, path(), { description: 'no psk in here' });
    expect(kept.json).not.toHaveProperty('psk');
    expect(await sensitive()).toBe(before);
    const replaced = await change(manager, path(), { psk: 'another one' });
    expect(replaced.text).not.toContain('another one');
    expect(await sensitive()).toBe('another one');
  });

  test('is needed with PSK, at most 128 long, and never echoed in an error', async () => {
    const body = { peer_address: '192.0.2.200', peer_id: '192.0.2.200' };
    const none = await call(manager, 'POST', `${VPN}/peer-endpoints`, { body });
    expect([none.status, message(none)]).toEqual([400, expect.stringContaining('psk is required')]);
    for (const psk of ['s3cret'.repeat(30), { s3cret: 1 }]) {
      const reply = await call(manager, 'POST', `${VPN}/peer-endpoints`, {
        body: { ...body, psk },
      });
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain('s3cret');
    }
    expect(
      (
        await call(manager, 'POST', `${VPN}/peer-endpoints`, {
          body: { ...body, authentication_mode: 'CERTIFICATE' },
        })
      ).status,
    ).toBe(201);
  });
});
