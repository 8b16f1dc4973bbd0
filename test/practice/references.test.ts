import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS } from '../../shared/nsx/kinds.ts';
import { call, change, GUIDE_SESSION, type Reply, rows, VPN } from './client.ts';

let manager: PracticeManager;
beforeAll(async () => {
  manager = await startPracticeManager({ rateLimit: { perSecond: 0 } });
});
beforeEach(() => manager.control.reset());
afterAll(() => manager.close());

const create = (kind: string, body: object): Promise<Reply> =>
  call(manager, 'POST', `${VPN}/${kind}`, { body });
const gatewayId = async (): Promise<unknown> =>
  rows((await call(manager, 'GET', '/api/v1/logical-routers')).json.results)[0]?.id;

describe('a reference', () => {
  test('must lead to something: else 404/600 that names the missing object', async () => {
    const path = `${VPN}/sessions/${GUIDE_SESSION}`;
    const reply = await change(manager, path, { peer_endpoint_id: 'nobody' });
    expect([reply.status, reply.json.error_code, reply.json.httpStatus]).toEqual([
      404,
      600,
      'NOT_FOUND',
    ]);
    expect(reply.json.error_message).toContain('IPSecVPNPeerEndpoint/nobody');
    const wrongs: [string, object, string][] = [
      ['services', { logical_router_id: 'nowhere' }, 'LogicalRouter/nowhere'],
      [
        'local-endpoints',
        { ipsec_vpn_service_id: { target_id: 'none' }, local_address: '203.0.113.99' },
        'IPSecVPNService/none',
      ],
      [
        'peer-endpoints',
        { peer_address: '192.0.2.9', peer_id: 'x', psk: 'p', ike_profile_id: 'none' },
        'IPSecVPNIKEProfile/none',
      ],
    ];
    for (const [kind, body, missing] of wrongs) {
      const refused = await create(kind, body);
      expect([kind, refused.status]).toEqual([kind, 404]);
      expect(refused.json.error_message).toContain(missing);
    }
  });

  test('keeps what it points to from being deleted, unless forced', async () => {
    const session = manager.control
      .entities('sessions')
      .find((entity) => entity.id === GUIDE_SESSION);
    const path = `${VPN}/local-endpoints/${String(session?.local_endpoint_id)}`;
    const refused = await call(manager, 'DELETE', path);
    expect([refused.status, refused.json.error_code]).toEqual([400, 500030]);
    expect(refused.json.error_message).toContain(`IPSecVPNSession/${GUIDE_SESSION}`);
    expect((await call(manager, 'GET', path)).status).toBe(200);
    expect((await call(manager, 'DELETE', `${path}?force=true`)).status).toBe(200);
    expect((await call(manager, 'GET', path)).status).toBe(404);
  });

  test('of a local endpoint says when its service was forced away', async () => {
    const service = manager.control
      .entities('services')
      .find((entity) => entity.display_name === 'vpn-retail');
    await call(manager, 'DELETE', `${VPN}/services/${service?.id}?force=true`);
    const { json } = await call(manager, 'GET', `${VPN}/local-endpoints`);
    const local = rows(json.results).find((row) => String(row.display_name) === 'le-retail');
    expect(local?.ipsec_vpn_service_id).toMatchObject({ target_id: service?.id, is_valid: false });
  });
});

test('one of each kind is created in dependency order, 201 with its defaults, and deleted in the reverse', async () => {
  const made: [string, string][] = [];
  const make = async (kind: string, body: object): Promise<Reply> => {
    const reply = await create(kind, body);
    expect([kind, reply.status, reply.text]).toEqual([kind, 201, expect.any(String)]);
    made.push([kind, String(reply.json.id)]);
    expect(reply.json).toMatchObject({
      _revision: 0,
      _create_user: 'admin',
      _system_owned: false,
      _protection: 'NOT_PROTECTED',
    });
    return reply;
  };
  const service = await make('services', {
    id: 'ignored',
    display_name: 'new',
    logical_router_id: await gatewayId(),
  });
  expect(service.json).toMatchObject({
    enabled: true,
    ike_log_level: 'INFO',
    resource_type: 'IPSecVPNService',
  });
  expect(service.json.id).not.toBe('ignored');
  const ike = await make('ike-profiles', {});
  expect(ike.json).toMatchObject({
    ike_version: 'IKE_V2',
    encryption_algorithms: ['AES_128'],
    digest_algorithms: ['SHA2_256'],
    dh_groups: ['GROUP14'],
    sa_life_time: 86_400,
  });
  expect(ike.json.display_name).toBe(ike.json.id);
  const tunnel = await make('tunnel-profiles', {});
  expect(tunnel.json).toMatchObject({
    encryption_algorithms: ['AES_GCM_128'],
    transform_protocol: 'ESP',
    sa_life_time: 3600,
    df_policy: 'COPY',
  });
  const dpd = await make('dpd-profiles', {});
  expect(dpd.json).toMatchObject({ enabled: true, dpd_probe_interval: 60 });
  const local = await make('local-endpoints', {
    ipsec_vpn_service_id: { target_id: service.json.id },
    local_address: '203.0.113.99',
  });
  const peer = await make('peer-endpoints', {
    peer_address: '192.0.2.200',
    peer_id: '192.0.2.200',
    psk: 'new',
    ike_profile_id: ike.json.id,
    ipsec_tunnel_profile_id: tunnel.json.id,
    dpd_profile_id: dpd.json.id,
  });
  const session = await make('sessions', {
    resource_type: 'PolicyBasedIPSecVPNSession',
    local_endpoint_id: local.json.id,
    peer_endpoint_id: peer.json.id,
    policy_rules: [
      { sources: [{ subnet: '10.0.0.0/8' }], destinations: [{ subnet: '172.16.0.0/12' }] },
    ],
  });
  expect(session.json.ipsec_vpn_service_id).toBe(service.json.id);
  const state = await call(
    manager,
    'GET',
    `${VPN}/sessions/${String(session.json.id)}/state?request_id=${session.headers['x-nsx-requestid']}`,
  );
  expect(state.json.state).toBe('in_progress');

  expect(new Set(made.map(([kind]) => kind)).size).toBe(ENTITY_KINDS.length);
  for (const [kind, id] of made.slice(0, -1)) {
    expect([kind, (await call(manager, 'DELETE', `${VPN}/${kind}/${id}`)).status]).toEqual([
      kind,
      400,
    ]);
  }
  for (const [kind, id] of made.reverse()) {
    const path = `${VPN}/${kind}/${id}`;
    expect([kind, (await call(manager, 'DELETE', path)).status]).toEqual([kind, 200]);
    const gone = await call(manager, 'GET', path);
    expect([gone.status, gone.json.error_code, gone.json.http_status]).toEqual([
      404,
      600,
      'NOT_FOUND',
    ]);
  }
});

test('a peer endpoint without profiles gets the system’s', async () => {
  const { json } = await create('peer-endpoints', {
    peer_address: '192.0.2.201',
    peer_id: 'x',
    psk: 'p',
  });
  const profile = await call(manager, 'GET', `${VPN}/ike-profiles/${String(json.ike_profile_id)}`);
  expect(profile.json).toMatchObject({
    display_name: 'nsx-default-l3vpn-ike-profile',
    _system_owned: true,
  });
});

describe('a rule over more than one entity', () => {
  const peerId = (name: string): string | undefined =>
    manager.control.entities('peer-endpoints').find((entity) => entity.display_name === name)?.id;

  test('is that a local address belongs to one local endpoint', async () => {
    const service = manager.control.entities('services')[0];
    const body = {
      ipsec_vpn_service_id: { target_id: service?.id },
      local_address: '203.0.113.10',
    };
    const reply = await create('local-endpoints', body);
    expect([reply.status, reply.json.error_message]).toEqual([
      400,
      expect.stringContaining('203.0.113.10 is already used'),
    ]);
  });

  test('is that a route-based session is not initiated on demand, from either side', async () => {
    const milan = manager.control
      .entities('sessions')
      .find((entity) => entity.display_name === 'Frankfurt ↔ Milan');
    const session = await change(manager, `${VPN}/sessions/${milan?.id}`, {
      peer_endpoint_id: peerId('pe-sao-paulo'),
    });
    expect([session.status, session.json.module_name]).toEqual([400, 'VPN']);
    const peer = await change(manager, `${VPN}/peer-endpoints/${peerId('pe-milan')}`, {
      connection_initiation_mode: 'ON_DEMAND',
    });
    expect(peer.status).toBe(400);
    const policyBased = await change(manager, `${VPN}/peer-endpoints/${peerId('pe-test-rz')}`, {
      connection_initiation_mode: 'ON_DEMAND',
    });
    expect(policyBased.status).toBe(200);
  });
});
