import type { Fields } from './entities/entity.ts';
import { POLICY_BASED, ROUTE_BASED } from './entities/sessions.ts';

export type TunnelHealth = 'UP' | 'DEGRADED' | 'DOWN' | 'NEGOTIATING';

/*
 * Names and addresses of the practice company: networks of RFC 5737 outside, of RFC 1918 inside; the first session
 * is the one of NSX's own guide, with its ids.
 */

export type PeerRow = {
  name: string;
  id?: string;
  address: string;
  identity?: string;
  certificate?: boolean;
  initiation?: 'INITIATOR' | 'RESPOND_ONLY' | 'ON_DEMAND';
  ike?: 'ikev2-strong' | 'ike-legacy';
  tunnel?: 'gold-gcm256' | 'silver-gcm128';
  dpd?: 'dpd-quick' | 'dpd-on-demand';
};

export const PEERS: readonly PeerRow[] = [
  { name: 'pe-test-rz', id: '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d', address: '192.0.2.10' },
  {
    name: 'pe-osaka',
    address: '192.0.2.20',
    identity: 'vpn.osaka.example.net',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    dpd: 'dpd-quick',
  },
  { name: 'pe-rotterdam-port', address: '192.0.2.31', ike: 'ike-legacy', tunnel: 'silver-gcm128' },
  {
    name: 'pe-cloud-west-europe',
    address: '192.0.2.44',
    identity: 'CN=gw.west-europe.example.net',
    certificate: true,
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    dpd: 'dpd-quick',
  },
  {
    name: 'pe-payments-1',
    address: '192.0.2.61',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    initiation: 'RESPOND_ONLY',
  },
  {
    name: 'pe-payments-2',
    address: '192.0.2.62',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    initiation: 'RESPOND_ONLY',
  },
  {
    name: 'pe-milan',
    address: '192.0.2.71',
    ike: 'ikev2-strong',
    tunnel: 'silver-gcm128',
    dpd: 'dpd-quick',
  },
  {
    name: 'pe-cloud-central-a',
    address: '192.0.2.81',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    dpd: 'dpd-quick',
  },
  {
    name: 'pe-cloud-central-b',
    address: '192.0.2.82',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
    dpd: 'dpd-quick',
  },
  {
    name: 'pe-sao-paulo',
    address: '192.0.2.93',
    identity: 'planta-sp.example.net',
    ike: 'ike-legacy',
    dpd: 'dpd-on-demand',
    initiation: 'ON_DEMAND',
  },
  {
    name: 'pe-clearing-bureau',
    address: '192.0.2.104',
    ike: 'ikev2-strong',
    tunnel: 'gold-gcm256',
  },
  { name: 'pe-vendor-range', address: '192.0.2.115' },
  { name: 'pe-pune', address: '192.0.2.126', ike: 'ike-legacy', tunnel: 'silver-gcm128' },
];

export type SessionRow = {
  name: string;
  id?: string;
  local: 'ams-1' | 'ams-2' | 'shops' | 'fra-1' | 'fra-2' | 'lab';
  peer: string;
  fields: Fields;
  own?: Fields;
  health: TunnelHealth;
};

const nets = (...subnets: string[]): Fields[] => subnets.map((subnet) => ({ subnet }));
const policyBased = (...rules: Fields[]): Fields => ({
  resource_type: POLICY_BASED,
  policy_rules: rules,
});
const routeBased = (address: string, prefixLength: number): Fields => ({
  resource_type: ROUTE_BASED,
  tunnel_ports: [{ ip_subnets: [{ ip_addresses: [address], prefix_length: prefixLength }] }],
});
const tag = (scope: string, value: string): Fields => ({ scope, tag: value });

export const SESSIONS: readonly SessionRow[] = [
  {
    name: 'Test RZ',
    id: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    local: 'ams-1',
    peer: 'pe-test-rz',
    fields: policyBased({
      id: '1026',
      sources: nets('1.1.1.0/24'),
      destinations: nets('2.1.4.0/24'),
      logged: true,
      _revision: 1,
    }),
    own: { _revision: 1 },
    health: 'UP',
  },
  {
    name: 'Amsterdam ↔ Osaka',
    local: 'ams-1',
    peer: 'pe-osaka',
    fields: {
      ...routeBased('169.254.10.1', 30),
      description: 'Plant network Osaka, BGP over the tunnel',
      tags: [tag('site', 'AMS'), tag('owner', 'net-core')],
      tcp_mss_clamping: { direction: 'BOTH', max_segment_size: 1350 },
    },
    health: 'UP',
  },
  {
    name: 'Amsterdam ↔ Rotterdam port',
    local: 'ams-1',
    peer: 'pe-rotterdam-port',
    fields: {
      ...policyBased(
        {
          sources: nets('10.20.0.0/16', '10.21.0.0/16'),
          destinations: nets('172.20.8.0/22', '172.20.16.0/22'),
        },
        {
          display_name: 'telemetry',
          sources: nets('10.20.40.0/24'),
          destinations: nets('172.20.40.0/24'),
          logged: true,
        },
      ),
      tags: [tag('site', 'AMS'), tag('owner', 'logistics')],
    },
    health: 'DEGRADED',
  },
  {
    name: 'Amsterdam ↔ Cloud West Europe',
    local: 'ams-2',
    peer: 'pe-cloud-west-europe',
    fields: {
      ...routeBased('169.254.10.5', 30),
      tags: [tag('site', 'AMS'), tag('owner', 'cloud')],
      compliance_suite: 'NONE',
    },
    health: 'UP',
  },
  {
    name: 'Retail NL ↔ Payment provider 1',
    local: 'shops',
    peer: 'pe-payments-1',
    fields: {
      ...policyBased({ sources: nets('10.24.0.0/18'), destinations: nets('172.31.4.0/24') }),
      description: 'Card terminals. Change only in the Tuesday window.',
      tags: [tag('site', 'AMS'), tag('class', 'pci')],
    },
    health: 'UP',
  },
  {
    name: 'Retail BE ↔ Payment provider 2',
    local: 'shops',
    peer: 'pe-payments-2',
    fields: {
      ...policyBased({ sources: nets('10.24.64.0/18'), destinations: nets('172.31.5.0/24') }),
      tags: [tag('site', 'AMS'), tag('class', 'pci')],
    },
    health: 'UP',
  },
  {
    name: 'Frankfurt ↔ Milan',
    local: 'fra-1',
    peer: 'pe-milan',
    fields: {
      ...routeBased('169.254.30.1', 30),
      tags: [tag('site', 'FRA')],
      tcp_mss_clamping: { direction: 'OUTBOUND_CONNECTION' },
    },
    health: 'UP',
  },
  {
    name: 'Frankfurt ↔ Cloud Central A',
    local: 'fra-1',
    peer: 'pe-cloud-central-a',
    fields: {
      ...routeBased('169.254.30.5', 30),
      tags: [tag('site', 'FRA'), tag('owner', 'cloud')],
    },
    health: 'UP',
  },
  {
    name: 'Frankfurt ↔ Cloud Central B',
    local: 'fra-2',
    peer: 'pe-cloud-central-b',
    fields: {
      ...routeBased('169.254.30.9', 30),
      tags: [tag('site', 'FRA'), tag('owner', 'cloud')],
    },
    health: 'NEGOTIATING',
  },
  {
    name: 'Frankfurt ↔ São Paulo plant',
    local: 'fra-2',
    peer: 'pe-sao-paulo',
    fields: {
      ...policyBased({
        sources: nets('10.30.64.0/20'),
        destinations: nets('192.168.40.0/24', '192.168.41.0/24'),
      }),
      tags: [tag('site', 'FRA'), tag('owner', 'plants')],
    },
    health: 'DOWN',
  },
  {
    name: 'Frankfurt ↔ Clearing bureau',
    local: 'fra-1',
    peer: 'pe-clearing-bureau',
    fields: {
      ...policyBased({ sources: nets('10.30.8.0/24'), destinations: nets('172.29.0.0/20') }),
      description: 'Made by Policy: change it there',
      tags: [tag('class', 'finance')],
    },
    // Owned by another principal: changing it needs X-Allow-Overwrite (domain.md §4).
    own: {
      _create_user: 'nsx_policy',
      _last_modified_user: 'nsx_policy',
      _protection: 'REQUIRE_OVERRIDE',
    },
    health: 'UP',
  },
  {
    name: 'Lab ↔ Vendor test range',
    local: 'lab',
    peer: 'pe-vendor-range',
    fields: policyBased({ sources: nets('10.99.0.0/24'), destinations: nets('172.16.99.0/24') }),
    health: 'DOWN',
  },
  {
    name: 'Lab ↔ Pune',
    local: 'lab',
    peer: 'pe-pune',
    fields: { ...routeBased('169.254.99.1', 30), enabled: false },
    health: 'DOWN',
  },
];
