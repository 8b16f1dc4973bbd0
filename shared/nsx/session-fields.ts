import type { Json } from '../json.ts';
import { SHARED_FIELDS } from './managed-fields.ts';

/** One field of an entity: what the form, the JSON tab and the messages call it, and what it is for. */
export type FieldInfo = {
  /** `[]` stands for each item of a list: `policy_rules[].sources[].subnet`. */
  path: string;
  label: string;
  /** One sentence in plain words, after the schema's description. */
  help: string;
  /** NSX fills it; what a client sends there is ignored. */
  readOnly: boolean;
  /** What NSX takes where the field is left out; undefined where it takes nothing. */
  default?: Json;
  /** True where everything below belongs to NSX and is not looked at (`_links`). */
  whole?: boolean;
};

const own: readonly FieldInfo[] = [
  {
    path: 'resource_type',
    label: 'Type',
    help: 'Policy-based protects the traffic between the subnets of its rules; route-based protects whatever is routed through its tunnel port.',
    readOnly: false,
  },
  {
    path: 'enabled',
    label: 'Enabled',
    help: 'A disabled session stays configured and carries no traffic.',
    readOnly: false,
    default: true,
  },
  {
    path: 'local_endpoint_id',
    label: 'Local endpoint',
    help: 'The end on this side; it also decides which VPN service the session belongs to.',
    readOnly: false,
  },
  {
    path: 'peer_endpoint_id',
    label: 'Peer endpoint',
    help: 'The end on the other side, with its authentication and its IKE, tunnel and DPD profiles.',
    readOnly: false,
  },
  {
    path: 'ipsec_vpn_service_id',
    label: 'VPN service',
    help: 'The service of the local endpoint; NSX fills it.',
    readOnly: true,
  },
  {
    path: 'tcp_mss_clamping',
    label: 'MSS clamping',
    help: 'Lowers the TCP segment size announced in connections through the tunnel, so that packets need no fragmentation.',
    readOnly: false,
  },
  {
    path: 'tcp_mss_clamping.direction',
    label: 'MSS clamping direction',
    help: 'For which connections the segment size is clamped.',
    readOnly: false,
    default: 'NONE',
  },
  {
    path: 'tcp_mss_clamping.max_segment_size',
    label: 'Maximum segment size',
    help: 'Bytes, 108 to 8852; left empty, NSX works it out from the MTU of the uplink.',
    readOnly: false,
  },
];

/** The fields of a list of policy rules: of a session, or (`bypass`) of a service. */
export function ruleFields(list: string, of: 'session' | 'bypass'): FieldInfo[] {
  const isBypass = of === 'bypass';
  const at = (rest: string) => `${list}${rest}`;
  return [
    { path: at('[].id'), label: 'Rule', help: 'The rule’s own id.', readOnly: false },
    {
      path: at('[].display_name'),
      label: 'Rule name',
      help: 'At most 255 characters; without one NSX shows the id.',
      readOnly: false,
    },
    {
      path: at('[].description'),
      label: 'Rule description',
      help: 'At most 1024 characters.',
      readOnly: false,
    },
    {
      path: at('[].enabled'),
      label: 'On',
      help: 'A rule that is off makes no tunnels.',
      readOnly: false,
      default: true,
    },
    {
      path: at('[].logged'),
      label: 'Logged',
      help: 'Whether traffic that matches the rule is logged.',
      readOnly: false,
      default: false,
    },
    {
      path: at('[].action'),
      label: 'Action',
      help: 'PROTECT in sessions; BYPASS rules belong to the VPN service and outrank it.',
      readOnly: true,
      default: isBypass ? 'BYPASS' : 'PROTECT',
    },
    {
      path: at('[].sources'),
      label: 'Local subnets',
      help: 'Up to 128 IPv4 networks on this side.',
      readOnly: false,
    },
    {
      path: at('[].sources[].subnet'),
      label: 'Local subnet',
      help: 'An IPv4 network with its prefix, such as 10.0.0.0/24.',
      readOnly: false,
    },
    {
      path: at('[].destinations'),
      label: 'Peer subnets',
      help: 'Up to 128 IPv4 networks on the other side.',
      readOnly: false,
    },
    {
      path: at('[].destinations[].subnet'),
      label: 'Peer subnet',
      help: 'An IPv4 network with its prefix, such as 10.0.0.0/24.',
      readOnly: false,
    },
    {
      path: at('[].resource_type'),
      label: 'Rule type',
      help: 'The type of the rule.',
      readOnly: false,
    },
    {
      path: at('[]._revision'),
      label: 'Rule revision',
      help: 'Counted by NSX; sent back as it was read.',
      readOnly: false,
    },
    ...['_owner', '_links', '_self', '_schema'].map((name) => ({
      path: at(`[].${name}`),
      label: name,
      help: 'Filled by NSX; sent back as it was read.',
      readOnly: true,
      whole: true,
    })),
  ];
}

const ports: readonly FieldInfo[] = [
  {
    path: 'tunnel_ports',
    label: 'Tunnel port',
    help: 'The one IP tunnel port (VTI) of a route-based session.',
    readOnly: false,
  },
  {
    path: 'tunnel_ports[].tunnel_port_id',
    label: 'Tunnel port id',
    help: 'The logical router port that NSX made; sent back as it was read.',
    readOnly: true,
  },
  {
    path: 'tunnel_ports[].ip_subnets',
    label: 'Tunnel port subnet',
    help: 'The one subnet of the tunnel port.',
    readOnly: false,
  },
  {
    path: 'tunnel_ports[].ip_subnets[].ip_addresses',
    label: 'Tunnel port addresses',
    help: 'One address of yours; NSX may add a second (EUI-64) by itself.',
    readOnly: false,
  },
  {
    path: 'tunnel_ports[].ip_subnets[].ip_addresses[]',
    label: 'Tunnel port address',
    help: 'An IPv4 or IPv6 address, such as 169.254.31.1.',
    readOnly: false,
  },
  {
    path: 'tunnel_ports[].ip_subnets[].prefix_length',
    label: 'Prefix length',
    help: '1 to 32 for IPv4, 1 to 128 for IPv6.',
    readOnly: false,
  },
];

/** Every field that Swagger 2.5.1 knows of a session of either type. A test walks the Swagger against it. */
export const SESSION_FIELDS: readonly FieldInfo[] = [
  ...SHARED_FIELDS,
  ...own,
  {
    path: 'policy_rules',
    label: 'Rules',
    help: 'Which traffic a policy-based session protects: each pair of a local and a peer subnet is one tunnel.',
    readOnly: false,
  },
  ...ruleFields('policy_rules', 'session'),
  ...ports,
];
