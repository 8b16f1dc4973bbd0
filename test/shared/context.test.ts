import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { checkInContext, type Known } from '../../shared/nsx/context.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { isOverridden, protectionOf } from '../../shared/nsx/protection.ts';

type Rows = Partial<Record<EntityKind, Record<string, JsonObject>>>;

const knownOf = (rows: Rows) => (kind: EntityKind) =>
  Object.entries(rows[kind] ?? {}).map(
    ([id, body]): Known => ({ id, name: `the ${id}`, body: { id, ...body } }),
  );

const nets = (...list: string[]) => list.map((subnet) => ({ subnet }));
const rule = (sources: string, destinations: string, more: JsonObject = {}): JsonObject => ({
  id: '1',
  sources: nets(...sources.split(' ')),
  destinations: nets(...destinations.split(' ')),
  ...more,
});
const policy = (...policy_rules: JsonObject[]): JsonObject => ({
  resource_type: POLICY_BASED,
  local_endpoint_id: 'l1',
  peer_endpoint_id: 'p1',
  policy_rules,
});
const route = (address: string, prefix = 30): JsonObject => ({
  resource_type: ROUTE_BASED,
  local_endpoint_id: 'l1',
  peer_endpoint_id: 'p1',
  tunnel_ports: [{ ip_subnets: [{ ip_addresses: [address], prefix_length: prefix }] }],
});

const ROWS: Rows = {
  services: { s1: { logical_router_id: 'lr1' } },
  'local-endpoints': {
    l1: { ipsec_vpn_service_id: { target_id: 's1' }, local_address: '198.51.100.1' },
    l2: { ipsec_vpn_service_id: { target_id: 's1' }, certificate_id: 'c1' },
    far: { ipsec_vpn_service_id: { target_id: 's2' } },
  },
  'peer-endpoints': {
    p1: {},
    lazy: { connection_initiation_mode: 'ON_DEMAND' },
    cert: { authentication_mode: 'CERTIFICATE' },
  },
  sessions: {
    other: {
      ...policy(rule('10.1.0.0/16', '192.168.0.0/24')),
      local_endpoint_id: 'l2',
      peer_endpoint_id: 'cert',
    },
    distant: { ...policy(rule('10.0.0.0/8', '172.16.0.0/12')), local_endpoint_id: 'far' },
    vti: { ...route('169.254.1.1'), local_endpoint_id: 'l2' },
  },
};

type Found = { level: 'issues' | 'warnings'; path: string; says: string };

describe('by the objects around it', () => {
  it.each<[string, EntityKind, JsonObject, string | null, Found]>([
    [
      'a route-based session can’t have a peer that begins on demand',
      'sessions',
      { ...route('169.254.9.1'), peer_endpoint_id: 'lazy' },
      null,
      { level: 'issues', path: 'peer_endpoint_id', says: 'ON_DEMAND' },
    ],
    [
      'a peer with a certificate wants one on the local endpoint',
      'sessions',
      { ...policy(), peer_endpoint_id: 'cert' },
      null,
      { level: 'issues', path: 'local_endpoint_id', says: '“the l1” has no certificate' },
    ],
    [
      'a session is warned of the same traffic in a sibling',
      'sessions',
      policy(rule('10.1.0.0/16', '192.168.0.0/24')),
      null,
      { level: 'warnings', path: 'policy_rules.0', says: 'is in a rule of “the other”' },
    ],
    [
      'and of traffic that overlaps',
      'sessions',
      policy(rule('10.5.0.0/16', '1.1.1.0/24'), rule('10.1.4.0/24', '192.168.0.0/16')),
      null,
      {
        level: 'warnings',
        path: 'policy_rules.1',
        says: '10.1.4.0/24 → 192.168.0.0/16 overlaps 10.1.0.0/16 → 192.168.0.0/24',
      },
    ],
    [
      'and of a tunnel port in the same subnet',
      'sessions',
      route('169.254.1.2'),
      null,
      { level: 'warnings', path: 'tunnel_ports.0.ip_subnets.0.ip_addresses.0', says: '“the vti”' },
    ],
    [
      'a peer of a route-based session can’t begin on demand',
      'peer-endpoints',
      { connection_initiation_mode: 'ON_DEMAND' },
      'p1',
      { level: 'issues', path: 'connection_initiation_mode', says: '“the vti” is route-based' },
    ],
    [
      'a peer can’t take to certificates where the other end has none',
      'peer-endpoints',
      { authentication_mode: 'CERTIFICATE' },
      'p1',
      { level: 'issues', path: 'authentication_mode', says: 'the local endpoint of “the distant”' },
    ],
    [
      'a certificate that a peer wants can’t be taken away',
      'local-endpoints',
      { local_address: '198.51.100.2' },
      'l2',
      { level: 'issues', path: 'certificate_id', says: 'the peer of “the other” wants one' },
    ],
    [
      'an address belongs to one local endpoint',
      'local-endpoints',
      { local_address: '198.51.100.1' },
      null,
      { level: 'issues', path: 'local_address', says: '“the l1” has it already' },
    ],
    [
      'a gateway has one service',
      'services',
      { logical_router_id: 'lr1' },
      null,
      { level: 'warnings', path: 'logical_router_id', says: '“the s1” runs on it' },
    ],
  ])('%s', (_, kind, body, id, { level, path, says }) => {
    const found = checkInContext(kind, body, id, knownOf(ROWS))[level];
    const [one] = found.filter((issue) => issue.path.join('.') === path);
    expect(one?.message, JSON.stringify(found)).toContain(says);
  });

  it.each<[string, EntityKind, JsonObject, string | null]>([
    [
      'shared subnets on one side only',
      'sessions',
      policy(rule('10.1.0.0/16', '192.168.7.0/24')),
      null,
    ],
    [
      'the same traffic in another service',
      'sessions',
      policy(rule('10.0.0.0/8', '172.16.0.0/12')),
      null,
    ],
    [
      'its own rules as they were',
      'sessions',
      policy(rule('10.1.0.0/16', '192.168.0.0/24')),
      'other',
    ],
    [
      'a rule that is off',
      'sessions',
      policy(rule('10.1.0.0/16', '192.168.0.0/24', { enabled: false })),
      null,
    ],
    [
      'objects that the copy does not know',
      'sessions',
      { ...route('169.254.1.2'), local_endpoint_id: 'x', peer_endpoint_id: 'y' },
      null,
    ],
    [
      'a policy-based session with a peer that begins on demand',
      'sessions',
      { ...policy(), peer_endpoint_id: 'lazy' },
      null,
    ],
    [
      'a certificate where there is one',
      'sessions',
      { ...policy(), local_endpoint_id: 'l2', peer_endpoint_id: 'cert' },
      null,
    ],
    [
      'a new peer of no session yet',
      'peer-endpoints',
      { connection_initiation_mode: 'ON_DEMAND', authentication_mode: 'CERTIFICATE' },
      null,
    ],
    [
      'an endpoint that keeps its own address',
      'local-endpoints',
      { local_address: '198.51.100.1' },
      'l1',
    ],
    ['a service that stays on its gateway', 'services', { logical_router_id: 'lr1' }, 's1'],
  ])('nothing is said against %s', (_, kind, body, id) => {
    expect(checkInContext(kind, body, id, knownOf(ROWS))).toEqual({ issues: [], warnings: [] });
  });

  it('no JSON makes it throw', () => {
    const kinds = fc.constantFrom<EntityKind>(
      'sessions',
      'peer-endpoints',
      'local-endpoints',
      'services',
    );
    const object = fc.object({
      key: fc.constantFrom(
        'policy_rules',
        'tunnel_ports',
        'resource_type',
        'local_endpoint_id',
        'sources',
        'subnet',
      ),
    });
    fc.assert(
      fc.property(kinds, object, object, (kind, body, other) => {
        const rows = { ...ROWS, sessions: { odd: other as JsonObject } };
        const types = { resource_type: POLICY_BASED, local_endpoint_id: 'l1' };
        checkInContext(kind, { ...(body as JsonObject), ...types }, null, knownOf(rows));
      }),
    );
  });
});

it.each<[JsonObject | null, string]>([
  [null, 'free'],
  [{}, 'free'],
  [{ _protection: 'NOT_PROTECTED', _system_owned: false }, 'free'],
  [{ _protection: 'UNKNOWN' }, 'free'],
  [{ _protection: 'PROTECTED' }, 'protected'],
  [{ _protection: 'REQUIRE_OVERRIDE', _create_user: 'nsx_policy' }, 'override'],
  [{ _protection: 'REQUIRE_OVERRIDE', _system_owned: true }, 'system'],
])('of %j the protection is %s', (body, is) => {
  expect(protectionOf(body).is).toBe(is);
});

it.each<[string, JsonObject, string | null, boolean]>([
  [
    'holds for the owner it was said of',
    { _protection: 'REQUIRE_OVERRIDE', _create_user: 'a' },
    'a',
    true,
  ],
  [
    'does not hold for a new owner',
    { _protection: 'REQUIRE_OVERRIDE', _create_user: 'b' },
    'a',
    false,
  ],
  ['is not needed where nobody protects', { _create_user: 'a' }, 'a', false],
  [
    'helps nothing where the system owns',
    { _protection: 'REQUIRE_OVERRIDE', _system_owned: true, _create_user: 'a' },
    'a',
    false,
  ],
])('an override %s', (_, body, owner, holds) => {
  expect(isOverridden(body, { owner })).toBe(holds);
  expect(isOverridden(body, undefined)).toBe(false);
});
