import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import {
  call,
  change,
  GUIDE_SERVICE,
  GUIDE_SESSION,
  type Json,
  type Reply,
  rows,
  VPN,
} from './client.ts';

let manager: PracticeManager;
beforeAll(async () => {
  manager = await startPracticeManager({ rateLimit: { perSecond: 0 } });
});
beforeEach(() => manager.control.reset());
afterAll(() => manager.close());

const sessionPath = `${VPN}/sessions/${GUIDE_SESSION}`;
const get = (path: string): Promise<Reply> => call(manager, 'GET', path);
const message = (reply: Reply): string => String(reply.json.error_message);
const named = (kind: Parameters<PracticeManager['control']['entities']>[0], name: string): string =>
  manager.control.entities(kind).find((entity) => entity.display_name === name)?.id ?? `no ${name}`;

/** The PUT of the guide, as it stands there. */
const GUIDE_PUT = {
  resource_type: 'PolicyBasedIPSecVPNSession',
  id: GUIDE_SESSION,
  display_name: 'Test RZ_UPDATED',
  ipsec_vpn_service_id: GUIDE_SERVICE,
  peer_endpoint_id: '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d',
  local_endpoint_id: '91ebfa0a-820f-41ab-bd87-f0fb1f24e7c8',
  enabled: true,
  policy_rules: [
    {
      id: '1026',
      sources: [{ subnet: '1.1.1.0/24' }],
      logged: true,
      destinations: [{ subnet: '2.1.4..0/24' }],
      action: 'PROTECT',
      enabled: true,
      _revision: 1,
    },
  ],
};
const correctedRule = { ...GUIDE_PUT.policy_rules[0], destinations: [{ subnet: '2.1.4.0/24' }] };

describe('the PUT of the guide', () => {
  test('is refused for its subnet, by the name of the field', async () => {
    const reply = await call(manager, 'PUT', sessionPath, { body: GUIDE_PUT });
    expect(reply.status).toBe(400);
    expect(reply.json.httpStatus).toBe('BAD_REQUEST');
    expect(message(reply)).toContain(
      'policy_rules[0].destinations[0].subnet has invalid value 2.1.4..0/24',
    );
  });

  test('with the subnet corrected is refused with 412, for it has no _revision', async () => {
    const reply = await call(manager, 'PUT', sessionPath, {
      body: { ...GUIDE_PUT, policy_rules: [correctedRule] },
    });
    expect(reply.status).toBe(412);
    expect(message(reply)).toContain('Fetch the latest copy of the object and retry');
  });

  test('with both corrected is accepted, and the revision goes up', async () => {
    const { _revision } = (await get(sessionPath)).json;
    const reply = await call(manager, 'PUT', sessionPath, {
      body: { ...GUIDE_PUT, policy_rules: [correctedRule], _revision },
    });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      display_name: 'Test RZ_UPDATED',
      _revision: Number(_revision) + 1,
      policy_rules: [correctedRule],
    });
    expect((await get(sessionPath)).json).toEqual(reply.json);
  });
});

describe('a revision', () => {
  test('that someone else has moved on is stale: 412, and nothing is changed', async () => {
    const { json } = await get(sessionPath);
    manager.control.mutate('sessions', GUIDE_SESSION, { description: 'theirs' });
    const reply = await call(manager, 'PUT', sessionPath, {
      body: { ...json, description: 'mine' },
    });
    expect([reply.status, reply.json.httpStatus]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await get(sessionPath)).json.description).toBe('theirs');
  });

  test('is overtaken in the scenario where someone else was faster', async () => {
    manager.control.scenario('changed-before');
    expect((await change(manager, sessionPath, { description: 'mine' })).status).toBe(412);
    expect((await change(manager, sessionPath, { description: 'mine' })).status).toBe(200);
  });
});

describe('a body is refused with 400', () => {
  const refusals: [string, (json: Record<string, Json>) => object, string][] = [
    [
      'another id than the URL’s',
      (json) => ({ ...json, id: 'other' }),
      'id has invalid value other',
    ],
    [
      'another type of session',
      (json) => ({ ...json, resource_type: 'RouteBasedIPSecVPNSession' }),
      'resource_type',
    ],
    [
      'Policy’s spelling of the type',
      (json) => ({ ...json, resource_type: 'PolicyBasedIPSecVpnSession' }),
      'resource_type',
    ],
    ['no type', (json) => ({ ...json, resource_type: undefined }), 'resource_type is required'],
    [
      'no local endpoint',
      (json) => ({ ...json, local_endpoint_id: undefined }),
      'local_endpoint_id is required but it is missing',
    ],
    [
      'no rules',
      (json) => ({ ...json, policy_rules: undefined }),
      'policy_rules is required but it is missing',
    ],
    [
      'a flag as text',
      (json) => ({ ...json, enabled: 'yes' }),
      'enabled has invalid value yes, it must be of type boolean',
    ],
    [
      'too long a name',
      (json) => ({ ...json, display_name: 'x'.repeat(256) }),
      'display_name has exceeded maximum length 255',
    ],
    [
      '31 tags',
      (json) => ({ ...json, tags: Array(31).fill({ scope: 'a', tag: 'b' }) }),
      'tags has exceeded maximum size 30',
    ],
    [
      'too long a tag',
      (json) => ({ ...json, tags: [{ tag: 'x'.repeat(257) }] }),
      'tags[0].tag has exceeded maximum length 256',
    ],
    [
      '129 subnets',
      (json) => ({
        ...json,
        policy_rules: [{ sources: Array(129).fill({ subnet: '10.0.0.0/8' }) }],
      }),
      'policy_rules[0].sources has exceeded maximum size 128',
    ],
    [
      'an unknown direction',
      (json) => ({ ...json, tcp_mss_clamping: { direction: 'UP' } }),
      'tcp_mss_clamping.direction has invalid value UP',
    ],
  ];
  test.each(refusals)('for %s', async (_what, wrong, says) => {
    const { json } = await get(sessionPath);
    const reply = await call(manager, 'PUT', sessionPath, { body: wrong(json) });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain(says);
    expect((await get(sessionPath)).json).toEqual(json);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/24',
    '256.0.0.0/8',
    '010.0.0.0/8',
    ' 10.0.0.0/8',
    '10.0.0.0/08',
    '::/0',
    '',
  ])('for the subnet "%s"', async (subnet) => {
    const reply = await change(manager, sessionPath, { policy_rules: [{ sources: [{ subnet }] }] });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain('policy_rules[0].sources[0].subnet');
  });

  test.each(['not json', '[]', '"text"', ''])('for %j instead of a JSON object', async (raw) => {
    expect((await call(manager, 'PUT', sessionPath, { raw })).status).toBe(400);
    expect((await call(manager, 'POST', `${VPN}/sessions`, { raw })).status).toBe(400);
  });

  test('for a route-based session with no or two tunnel ports, or a prefix too long', async () => {
    const path = `${VPN}/sessions/${named('sessions', 'Frankfurt ↔ Milan')}`;
    const port = { ip_subnets: [{ ip_addresses: ['169.254.30.1'], prefix_length: 30 }] };
    for (const tunnel_ports of [
      [],
      [port, port],
      [{ ip_subnets: [{ ip_addresses: ['169.254.30.1'], prefix_length: 33 }] }],
      [{}],
    ]) {
      const reply = await change(manager, path, { tunnel_ports });
      expect([reply.status, message(reply)]).toEqual([
        400,
        expect.stringContaining('tunnel_ports'),
      ]);
    }
  });

  test('for life times and algorithms out of range', async () => {
    const ike = `${VPN}/ike-profiles/${named('ike-profiles', 'ikev2-strong')}`;
    const tunnel = `${VPN}/tunnel-profiles/${named('tunnel-profiles', 'gold-gcm256')}`;
    const dpd = `${VPN}/dpd-profiles/${named('dpd-profiles', 'dpd-quick-10s')}`;
    expect((await change(manager, ike, { sa_life_time: 21_599 })).status).toBe(400);
    expect((await change(manager, ike, { encryption_algorithms: ['AES_512'] })).status).toBe(400);
    expect((await change(manager, tunnel, { sa_life_time: 899 })).status).toBe(400);
    expect((await change(manager, dpd, { dpd_probe_interval: 2 })).status).toBe(400);
    expect(
      (await change(manager, dpd, { dpd_probe_mode: 'ON_DEMAND', dpd_probe_interval: 11 })).status,
    ).toBe(400);
    expect(
      (await change(manager, dpd, { dpd_probe_mode: 'ON_DEMAND', dpd_probe_interval: 2 })).status,
    ).toBe(200);
  });
});

describe('what only the manager writes', () => {
  test('is ignored in a request: audit fields, the session’s service, the rules’ action, the tunnel port', async () => {
    const before = (await get(sessionPath)).json;
    const reply = await change(manager, sessionPath, {
      ipsec_vpn_service_id: 'elsewhere',
      _create_user: 'me',
      _system_owned: true,
      policy_rules: [{ ...rows(before.policy_rules)[0], action: 'BYPASS' }],
    });
    expect(reply.json).toMatchObject({
      ipsec_vpn_service_id: GUIDE_SERVICE,
      _create_user: 'admin',
      _system_owned: false,
      policy_rules: [{ action: 'PROTECT' }],
    });
    const path = `${VPN}/sessions/${named('sessions', 'Frankfurt ↔ Milan')}`;
    const [port] = rows((await get(path)).json.tunnel_ports);
    const changed = await change(manager, path, {
      tunnel_ports: [
        {
          tunnel_port_id: 'mine',
          ip_subnets: [{ ip_addresses: ['169.254.30.2'], prefix_length: 30 }],
        },
      ],
    });
    expect(rows(changed.json.tunnel_ports)[0]).toMatchObject({
      tunnel_port_id: port?.tunnel_port_id,
    });
  });

  test('follows the local endpoint when that changes', async () => {
    const reply = await change(manager, sessionPath, {
      local_endpoint_id: named('local-endpoints', 'le-retail'),
    });
    expect(reply.json.ipsec_vpn_service_id).toBe(named('services', 'vpn-retail'));
  });

  test('a rule without an id gets the next number', async () => {
    const reply = await change(manager, sessionPath, {
      policy_rules: [{ sources: [] }, { sources: [] }],
    });
    const ids = rows(reply.json.policy_rules).map((rule) => Number(rule.id));
    expect(ids[1]).toBe((ids[0] ?? 0) + 1);
    expect(ids[0]).toBeGreaterThan(1026);
  });
});

test('a PUT replaces the whole: a field left out is gone, an unknown one stays only if it was there and is sent back', async () => {
  const path = `${VPN}/sessions/${named('sessions', 'Amsterdam ↔ Cloud West Europe')}`;
  const { json } = await get(path);
  expect(json.compliance_suite).toBe('NONE');
  const kept = await call(manager, 'PUT', path, { body: { ...json, invented: 1 } });
  expect(kept.json.compliance_suite).toBe('NONE');
  expect(kept.json).not.toHaveProperty('invented');
  const { compliance_suite: _dropped, tags: _tags, ...rest } = kept.json;
  const dropped = await call(manager, 'PUT', path, { body: rest });
  expect(dropped.status).toBe(200);
  expect(dropped.json).not.toHaveProperty('compliance_suite');
  expect(dropped.json).not.toHaveProperty('tags');
});

test('paths, methods and parameters that NSX does not have are refused', async () => {
  expect((await get('/api/v1/vpn/ipsec/tunnels')).status).toBe(404);
  expect((await get('/api/v2/node')).status).toBe(404);
  expect((await call(manager, 'PATCH', sessionPath, { body: {} })).status).toBe(405);
  expect((await call(manager, 'POST', sessionPath, { body: {} })).status).toBe(405);
  expect((await get(`${sessionPath}?action=show-sensitive-data`)).status).toBe(400);
  expect((await get(`${sessionPath}/status?source=fresh`)).status).toBe(400);
  expect((await get(`${sessionPath}/statistics?source=cached`)).status).toBe(400);
  expect((await call(manager, 'DELETE', `${sessionPath}?force=perhaps`)).status).toBe(400);
});

test('from NSX 9.0 on the VPN calls are gone and the version says so', async () => {
  const nine = await startPracticeManager({ nsxVersion: '9.0.0.0.0' });
  try {
    expect((await call(nine, 'GET', `${VPN}/sessions`)).status).toBe(404);
    expect(String((await call(nine, 'GET', '/api/v1/node/version')).json.product_version)).toMatch(
      /^9\.0\.0/,
    );
  } finally {
    await nine.close();
  }
});
