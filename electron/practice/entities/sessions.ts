import { isIPv4 } from 'node:net';
import * as z from 'zod';
import { type Fields, fieldsList, isFields, type KindSpec, referencesIn } from './entity.ts';
import { IpAddress, managedFields, PolicyRule, RefId } from './fields.ts';
import { completeRules } from './policy-rules.ts';

export const POLICY_BASED = 'PolicyBasedIPSecVPNSession';
export const ROUTE_BASED = 'RouteBasedIPSecVPNSession';

const MAX_IPV4_PREFIX = 32;

/** `max_segment_size`: the widest of the documented ranges (108 of Swagger 2.5.1 to 8902 of 4.2). */
const TcpMssClamping = z.looseObject({
  direction: z.enum(['NONE', 'INBOUND_CONNECTION', 'OUTBOUND_CONNECTION', 'BOTH']).optional(),
  max_segment_size: z.number().int().min(108).max(8902).optional(),
});

const common = {
  ...managedFields,
  local_endpoint_id: RefId,
  peer_endpoint_id: RefId,
  enabled: z.boolean().optional(),
  tcp_mss_clamping: TcpMssClamping.optional(),
};

const IpSubnet = z
  .looseObject({
    ip_addresses: z.array(IpAddress).min(1).max(2),
    prefix_length: z.number().int().min(1).max(128),
  })
  .refine(
    ({ ip_addresses, prefix_length }) =>
      prefix_length <= MAX_IPV4_PREFIX || !ip_addresses.some((address) => isIPv4(address)),
    {
      path: ['prefix_length'],
      message: 'is too long for an IPv4 address',
    },
  );

const PolicyBased = z.looseObject({ ...common, policy_rules: z.array(PolicyRule) });
const RouteBased = z.looseObject({
  ...common,
  tunnel_ports: z.array(z.looseObject({ ip_subnets: z.array(IpSubnet).min(1).max(1) })).length(1),
});

export const sessions: KindSpec = {
  kind: 'sessions',
  resourceTypes: [POLICY_BASED, ROUTE_BASED],
  resourceTypeRequired: true,
  messageName: 'IPSecVPNSession',
  schemaOf: (resourceType) => (resourceType === ROUTE_BASED ? RouteBased : PolicyBased),
  writable: [
    'local_endpoint_id',
    'peer_endpoint_id',
    'enabled',
    'tcp_mss_clamping',
    'policy_rules',
    'tunnel_ports',
  ],
  readOnly: ['ipsec_vpn_service_id'],
  complete(fields, existing, around) {
    const routeBased = fields.resource_type === ROUTE_BASED;
    const { policy_rules, tunnel_ports, ...rest } = fields;
    return {
      ...rest,
      enabled: fields.enabled ?? true,
      // Read-only: follows from the local endpoint, whatever the request says (MP 4.2 docstring).
      ipsec_vpn_service_id: around.serviceOfLocalEndpoint(String(fields.local_endpoint_id)),
      tcp_mss_clamping: completeClamping(fields.tcp_mss_clamping),
      ...(routeBased
        ? { tunnel_ports: completePorts(tunnel_ports, existing?.tunnel_ports, around.newId) }
        : { policy_rules: completeRules(policy_rules, existing?.policy_rules, 'PROTECT', around) }),
    };
  },
  references: (entity) =>
    referencesIn(entity, {
      local_endpoint_id: 'IPSecVPNLocalEndpoint',
      peer_endpoint_id: 'IPSecVPNPeerEndpoint',
    }),
};

function completeClamping(value: unknown): Fields {
  return { direction: 'NONE', ...(isFields(value) ? value : {}) };
}

/** `tunnel_port_id` is read-only: the one port keeps the id that the manager gave it. */
function completePorts(value: unknown, before: unknown, newId: () => string): Fields[] {
  const earlier = fieldsList(before);
  return fieldsList(value).map((port, index) => ({
    ip_subnets: port.ip_subnets,
    tunnel_port_id: earlier[index]?.tunnel_port_id ?? newId(),
  }));
}
