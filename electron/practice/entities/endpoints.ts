import * as z from 'zod';
import { type Fields, isFields, type KindSpec, type Reference, referencesIn } from './entity.ts';
import { IpAddress, managedFields, RefId } from './fields.ts';

const LocalEndpoint = z.looseObject({
  ...managedFields,
  ipsec_vpn_service_id: z.looseObject({
    target_id: RefId,
    target_type: z.string().max(255).optional(),
  }),
  local_address: IpAddress,
  local_id: z.string().optional(),
  certificate_id: z.string().optional(),
  trust_ca_ids: z.array(z.string()).optional(),
  trust_crl_ids: z.array(z.string()).optional(),
});

export const localEndpoints: KindSpec = {
  kind: 'local-endpoints',
  resourceTypes: ['IPSecVPNLocalEndpoint'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNLocalEndpoint',
  schemaOf: () => LocalEndpoint,
  writable: [
    'ipsec_vpn_service_id',
    'local_address',
    'local_id',
    'certificate_id',
    'trust_ca_ids',
    'trust_crl_ids',
  ],
  readOnly: [],
  complete: (fields, _existing, around) => {
    const serviceId = serviceIdOf(fields) ?? '';
    return {
      ...fields,
      // target_display_name and is_valid are read-only parts of the reference.
      ipsec_vpn_service_id: {
        target_id: serviceId,
        target_type: 'IPSecVPNService',
        target_display_name: around.serviceName(serviceId) ?? serviceId,
        is_valid: true,
      },
      local_id: fields.local_id ?? fields.local_address,
      trust_ca_ids: fields.trust_ca_ids ?? [],
      trust_crl_ids: fields.trust_crl_ids ?? [],
    };
  },
  references(entity) {
    const serviceId = serviceIdOf(entity);
    const service: Reference[] =
      serviceId === undefined ? [] : [{ type: 'IPSecVPNService', id: serviceId }];
    const authorities = Array.isArray(entity.trust_ca_ids) ? entity.trust_ca_ids : [];
    return [
      ...service,
      ...referencesIn(entity, { certificate_id: 'certificate' }),
      ...authorities.map((id): Reference => ({ type: 'certificate', id: String(id) })),
    ];
  },
};

/** `ipsec_vpn_service_id` of a local endpoint is an object, unlike the session's plain string of the same name. */
export function serviceIdOf(localEndpoint: Fields): string | undefined {
  const reference = localEndpoint.ipsec_vpn_service_id;
  return isFields(reference) && typeof reference.target_id === 'string'
    ? reference.target_id
    : undefined;
}

const PeerEndpoint = z.looseObject({
  ...managedFields,
  peer_address: IpAddress,
  peer_id: z.string().min(1),
  psk: z.string().max(128).optional(),
  authentication_mode: z.enum(['PSK', 'CERTIFICATE']).optional(),
  connection_initiation_mode: z.enum(['INITIATOR', 'RESPOND_ONLY', 'ON_DEMAND']).optional(),
  ike_profile_id: z.string().max(64).optional(),
  ipsec_tunnel_profile_id: z.string().max(64).optional(),
  dpd_profile_id: z.string().max(64).optional(),
});

export const peerEndpoints: KindSpec = {
  kind: 'peer-endpoints',
  resourceTypes: ['IPSecVPNPeerEndpoint'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNPeerEndpoint',
  schemaOf: () => PeerEndpoint,
  writable: [
    'peer_address',
    'peer_id',
    'psk',
    'authentication_mode',
    'connection_initiation_mode',
    'ike_profile_id',
    'ipsec_tunnel_profile_id',
    'dpd_profile_id',
  ],
  readOnly: [],
  complete(fields, existing, around) {
    const mode = fields.authentication_mode ?? 'PSK';
    // A PUT without psk keeps it. No public source says what NSX does (domain.md §11.1); keeping it is what lets a
    // client that never reads the secret change anything else.
    const psk = fields.psk ?? existing?.psk;
    return {
      ...fields,
      authentication_mode: mode,
      connection_initiation_mode: fields.connection_initiation_mode ?? 'INITIATOR',
      ike_profile_id: fields.ike_profile_id || around.defaultProfile('ike-profiles'),
      ipsec_tunnel_profile_id:
        fields.ipsec_tunnel_profile_id || around.defaultProfile('tunnel-profiles'),
      dpd_profile_id: fields.dpd_profile_id || around.defaultProfile('dpd-profiles'),
      ...(mode === 'PSK' && psk !== undefined ? { psk } : { psk: undefined }),
    };
  },
  references: (entity) =>
    referencesIn(entity, {
      ike_profile_id: 'IPSecVPNIKEProfile',
      ipsec_tunnel_profile_id: 'IPSecVPNTunnelProfile',
      dpd_profile_id: 'IPSecVPNDPDProfile',
    }),
  rules: (fields) =>
    fields.authentication_mode === 'PSK' && !fields.psk
      ? ['psk is required when authentication_mode is PSK']
      : [],
};
