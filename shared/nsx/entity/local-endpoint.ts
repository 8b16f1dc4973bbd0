import type { JsonObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import { issueAt } from '../session-words.ts';
import { type EntitySpec, textsOf } from './field.ts';

/** This side's end of sessions (Swagger 2.5.1, `IPSecVPNLocalEndpoint`). */
export const LOCAL_ENDPOINT: EntitySpec = {
  kind: 'local-endpoints',
  resourceType: 'IPSecVPNLocalEndpoint',
  fields: [
    {
      key: 'ipsec_vpn_service_id',
      label: 'VPN service',
      help: 'The service, and so the gateway, that the endpoint belongs to.',
      section: 'Place',
      type: 'reference',
      to: 'services',
      required: true,
      named: 'IPSecVPNService',
    },
    {
      key: 'local_address',
      label: 'Local address',
      help: 'The IPv4 address that tunnels begin at; not the gateway’s uplink address, and used by no other endpoint.',
      section: 'Place',
      type: 'text',
      required: true,
      address: true,
      placeholder: '198.51.100.10',
    },
    {
      key: 'local_id',
      label: 'Local ID',
      help: 'How this end names itself to the peer: an address or a host name. With a certificate, the certificate says it.',
      section: 'Identity',
      type: 'text',
      placeholder: 'As the local address',
    },
    {
      key: 'certificate_id',
      label: 'Certificate',
      help: 'What this end proves itself with, where sessions use certificates.',
      section: 'Identity',
      type: 'reference',
      to: 'certificates',
      empty: 'None: only pre-shared keys',
    },
    {
      key: 'trust_ca_ids',
      label: 'Trusted authorities',
      help: 'The CA certificates that the peer’s certificate must come from.',
      section: 'Identity',
      type: 'references',
      to: 'certificates',
    },
    {
      key: 'trust_crl_ids',
      label: 'Revocation lists',
      help: 'What says which of those certificates count no more.',
      section: 'Identity',
      type: 'references',
      to: 'crls',
    },
  ],
  warn(body: JsonObject): Issue[] {
    const hasCertificate = typeof body.certificate_id === 'string' && body.certificate_id !== '';
    const hasTrust = textsOf(body, 'trust_ca_ids').length > 0;
    if (!hasCertificate || hasTrust) return [];
    const message =
      'Trusted authorities: none is chosen; with certificates, the peer’s can’t be verified';
    return [issueAt(['trust_ca_ids'], message)];
  },
};
