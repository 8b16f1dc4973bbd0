import { createHash } from 'node:crypto';
import { ENTITY_KINDS, type EntityKind } from '../../shared/nsx/kinds.ts';
import type { Entity, Fields, Surroundings } from './entities/entity.ts';
import { KIND_SPECS } from './entities/kind-specs.ts';
import {
  PEERS,
  type PeerRow,
  SESSIONS,
  type SessionRow,
  type TunnelHealth,
} from './estate-rows.ts';
import { newEntity } from './store.ts';

type Ingredients = {
  at: number;
  idOf: (label: string) => string;
  gatewayIds: { amsterdam: string; shops: string; frankfurt: string; lab: string };
  certificateId: string;
  authorityId: string;
};

const DAY_MS = 86_400_000;
const FIRST_RULE_ID = 1026;
/** The guide's own ids: its PUT, and the disabled service of its last example. */
const GUIDE_SERVICE = '7adfa455-a6fc-4934-a919-f5728957364c';
const GUIDE_DISABLED_SERVICE = 'f9cfe508-05e3-4e1d-b253-fed096bb2b63';

/** The entities at the start, each completed by the same code that completes a client's. */
export function buildEntities(with_: Ingredients): {
  entities: Record<EntityKind, Entity[]>;
  tunnelHealth: Map<string, TunnelHealth>;
} {
  const { at, idOf, gatewayIds, certificateId, authorityId } = with_;
  const rows = new Map<EntityKind, Entity[]>(ENTITY_KINDS.map((kind) => [kind, []]));
  const tunnelHealth = new Map<string, TunnelHealth>();
  let nextRule = FIRST_RULE_ID;
  let age = 400;

  const serviceIds = {
    amsterdam: GUIDE_SERVICE,
    shops: idOf('service-shops'),
    frankfurt: idOf('service-frankfurt'),
    lab: GUIDE_DISABLED_SERVICE,
  };
  const localIds: Record<SessionRow['local'], string> = {
    'ams-1': '91ebfa0a-820f-41ab-bd87-f0fb1f24e7c8',
    'ams-2': idOf('local-ams-2'),
    shops: idOf('local-shops'),
    'fra-1': idOf('local-fra-1'),
    'fra-2': idOf('local-fra-2'),
    lab: idOf('local-lab'),
  };
  const profileId = (name: string): string => idOf(`profile-${name}`);
  const peerId = (row: PeerRow): string => row.id ?? idOf(`peer-${row.name}`);
  const around: Surroundings = {
    serviceOfLocalEndpoint: (id) => {
      const reference = rows
        .get('local-endpoints')
        ?.find((entity) => entity.id === id)?.ipsec_vpn_service_id;
      return typeof reference === 'object' && reference !== null && 'target_id' in reference
        ? String(reference.target_id)
        : undefined;
    },
    serviceName: (id) => rows.get('services')?.find((entity) => entity.id === id)?.display_name,
    defaultProfile: (kind) => idOf(`system-${kind}`),
    newRuleId: () => String(nextRule++),
    newId: () => idOf(`tunnel-port-${nextRule++}`),
  };

  function add(kind: EntityKind, id: string, fields: Fields, own: Fields = {}): void {
    const spec = KIND_SPECS[kind];
    const completed = spec.complete(
      { resource_type: spec.resourceTypes[0], ...fields },
      undefined,
      around,
    );
    age -= 7;
    const entity = {
      ...newEntity(id, completed, 'admin', at - age * DAY_MS),
      _revision: age % 4,
      ...own,
    };
    rows.get(kind)?.push(entity);
  }
  const system = {
    _system_owned: true,
    _create_user: 'system',
    _last_modified_user: 'system',
    _revision: 0,
  };

  add(
    'ike-profiles',
    idOf('system-ike-profiles'),
    { display_name: 'nsx-default-l3vpn-ike-profile' },
    system,
  );
  add(
    'tunnel-profiles',
    idOf('system-tunnel-profiles'),
    { display_name: 'nsx-default-l3vpn-tunnel-profile' },
    system,
  );
  add(
    'dpd-profiles',
    idOf('system-dpd-profiles'),
    { display_name: 'nsx-default-l3vpn-dpd-profile' },
    system,
  );
  add('ike-profiles', profileId('ikev2-strong'), {
    display_name: 'ikev2-strong',
    description: 'IKEv2 with AES-256 and ECP 384, for everything new',
    ike_version: 'IKE_V2',
    encryption_algorithms: ['AES_256'],
    digest_algorithms: ['SHA2_384'],
    dh_groups: ['GROUP20'],
    sa_life_time: 28_800,
    tags: [{ scope: 'policy', tag: 'crypto-2024' }],
  });
  add('ike-profiles', profileId('ike-legacy'), {
    display_name: 'ike-legacy-partners',
    description: 'For peers that cannot do IKEv2 yet',
    ike_version: 'IKE_FLEX',
    encryption_algorithms: ['AES_128', 'AES_256'],
    digest_algorithms: ['SHA1', 'SHA2_256'],
    dh_groups: ['GROUP5', 'GROUP14'],
  });
  add('tunnel-profiles', profileId('gold-gcm256'), {
    display_name: 'gold-gcm256',
    encryption_algorithms: ['AES_GCM_256'],
    dh_groups: ['GROUP20'],
    sa_life_time: 3600,
    tags: [{ scope: 'policy', tag: 'crypto-2024' }],
  });
  add('tunnel-profiles', profileId('silver-gcm128'), {
    display_name: 'silver-gcm128',
    encryption_algorithms: ['AES_GCM_128'],
    dh_groups: ['GROUP14', 'GROUP19'],
    df_policy: 'CLEAR',
    sa_life_time: 7200,
  });
  add('dpd-profiles', profileId('dpd-quick'), {
    display_name: 'dpd-quick-10s',
    dpd_probe_interval: 10,
    retry_count: 3,
  });
  add('dpd-profiles', profileId('dpd-on-demand'), {
    display_name: 'dpd-on-demand',
    dpd_probe_mode: 'ON_DEMAND',
    dpd_probe_interval: 5,
  });

  const service = (key: keyof typeof serviceIds, name: string, fields: Fields = {}): void =>
    add('services', serviceIds[key], {
      display_name: name,
      logical_router_id: gatewayIds[key],
      ...fields,
    });
  service('amsterdam', 'vpn-amsterdam', {
    description: 'Internet edge Amsterdam',
    tags: [{ scope: 'site', tag: 'AMS' }],
  });
  service('shops', 'vpn-retail', { ike_log_level: 'WARN', tags: [{ scope: 'site', tag: 'AMS' }] });
  service('frankfurt', 'vpn-frankfurt', {
    tags: [{ scope: 'site', tag: 'FRA' }],
    bypass_rules: [
      {
        display_name: 'management stays local',
        sources: [{ subnet: '10.30.1.0/24' }],
        destinations: [{ subnet: '10.30.0.0/16' }],
      },
    ],
  });
  service('lab', 'vpn-lab', {
    enabled: false,
    description: 'Off while the lab moves',
    tags: [{ scope: 'site', tag: 'FRA' }],
  });

  const local = (
    key: SessionRow['local'],
    serviceKey: keyof typeof serviceIds,
    name: string,
    address: string,
    rest: Fields = {},
  ): void =>
    add('local-endpoints', localIds[key], {
      display_name: name,
      ipsec_vpn_service_id: { target_id: serviceIds[serviceKey] },
      local_address: address,
      ...rest,
    });
  local('ams-1', 'amsterdam', 'le-ams-public-1', '203.0.113.10');
  local('ams-2', 'amsterdam', 'le-ams-public-2', '203.0.113.11', {
    certificate_id: certificateId,
    trust_ca_ids: [authorityId],
    local_id: 'vpn.example.net',
  });
  local('shops', 'shops', 'le-retail', '203.0.113.40');
  local('fra-1', 'frankfurt', 'le-fra-public-1', '198.51.100.10');
  local('fra-2', 'frankfurt', 'le-fra-public-2', '198.51.100.11');
  local('lab', 'lab', 'le-lab', '198.51.100.90');

  for (const row of PEERS) {
    add('peer-endpoints', peerId(row), {
      display_name: row.name,
      peer_address: row.address,
      peer_id: row.identity ?? row.address,
      authentication_mode: row.certificate === true ? 'CERTIFICATE' : 'PSK',
      ...(row.certificate === true ? {} : { psk: `practice-psk-${hash(idOf(row.name))}` }),
      ...(row.initiation === undefined ? {} : { connection_initiation_mode: row.initiation }),
      ...(row.ike === undefined ? {} : { ike_profile_id: profileId(row.ike) }),
      ...(row.tunnel === undefined ? {} : { ipsec_tunnel_profile_id: profileId(row.tunnel) }),
      ...(row.dpd === undefined ? {} : { dpd_profile_id: profileId(row.dpd) }),
    });
  }
  const peerIdOf = new Map(PEERS.map((row) => [row.name, peerId(row)]));
  for (const row of SESSIONS) {
    const id = row.id ?? idOf(`session-${row.name}`);
    add(
      'sessions',
      id,
      {
        display_name: row.name,
        local_endpoint_id: localIds[row.local],
        peer_endpoint_id: peerIdOf.get(row.peer),
        ...row.fields,
      },
      row.own,
    );
    tunnelHealth.set(id, row.health);
  }
  const entities = Object.fromEntries(rows) as Record<EntityKind, Entity[]>;
  return { entities, tunnelHealth };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
