import type { JsonObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import { issueAt, said } from '../session-words.ts';
import type { EntitySpec } from './field.ts';

/** The longest pre-shared key (Swagger 2.5.1), characters. */
export const MAX_PSK = 128;

/** A key that was guessed by nobody has some 120 bits: that many printable characters. */
export const WISE_PSK = 20;

/** An address, a host name, or a user at one (RFC 7296 §3.5: IP address, FQDN, RFC 822 address). */
const PLAIN_ID = /^[\p{L}\p{N}_.:@*-]+$/u;

/** NSX takes any text; the peer refuses one that it does not call itself. */
function warnPeerId(id: unknown, isName: boolean): Issue[] {
  if (typeof id !== 'string' || id === '') return [];
  if (id !== id.trim()) {
    return [issueAt(['peer_id'], 'Peer ID: a space stands before or after it', id.trim())];
  }
  // A certificate's name has spaces, commas and equals signs in it.
  if (isName || PLAIN_ID.test(id)) return [];
  const message = `Peer ID: ${said(id)} is neither an address nor a host name; look what the peer calls itself`;
  return [issueAt(['peer_id'], message)];
}

/** The other side's end of sessions (Swagger 2.5.1, `IPSecVPNPeerEndpoint`). */
export const PEER_ENDPOINT: EntitySpec = {
  kind: 'peer-endpoints',
  resourceType: 'IPSecVPNPeerEndpoint',
  fields: [
    {
      key: 'peer_address',
      label: 'Peer address',
      help: 'The IPv4 address of the device on the other side.',
      section: 'Peer',
      type: 'text',
      required: true,
      address: true,
      placeholder: '203.0.113.7',
    },
    {
      key: 'peer_id',
      label: 'Peer ID',
      help: 'How the peer names itself: with a pre-shared key an address or a host name, with a certificate its name (CN or DN).',
      section: 'Peer',
      type: 'text',
      required: true,
      placeholder: 'Often the peer’s address',
    },
    {
      key: 'authentication_mode',
      label: 'Authentication',
      help: 'How the two ends prove who they are.',
      section: 'Authentication',
      type: 'choice',
      default: 'PSK',
      choices: [
        { value: 'PSK', word: 'Pre-shared key', meaning: 'Both ends know the same key.' },
        {
          value: 'CERTIFICATE',
          word: 'Certificate',
          meaning: 'Both ends show one; the session’s local endpoint must have a certificate.',
        },
      ],
    },
    {
      key: 'psk',
      label: 'Pre-shared key',
      help: 'The key that both ends know, at most 128 characters; it can’t be read back.',
      section: 'Authentication',
      idle: (body) =>
        body.authentication_mode === 'CERTIFICATE'
          ? 'The two ends prove themselves by certificates: no key is used.'
          : null,
      type: 'secret',
      max: MAX_PSK,
    },
    {
      key: 'connection_initiation_mode',
      label: 'Who begins',
      help: 'Which end sets up the tunnel. Where both only answer, it never comes up.',
      section: 'Authentication',
      type: 'choice',
      default: 'INITIATOR',
      choices: [
        { value: 'INITIATOR', word: 'This end', meaning: 'Sets up the tunnel, and answers too.' },
        { value: 'RESPOND_ONLY', word: 'The peer', meaning: 'Waits until the peer sets it up.' },
        {
          value: 'ON_DEMAND',
          word: 'The first packet',
          meaning: 'When traffic matches a rule; not for route-based sessions.',
        },
      ],
    },
    {
      key: 'ike_profile_id',
      label: 'IKE profile',
      help: 'How keys are agreed on.',
      section: 'Profiles',
      type: 'reference',
      to: 'ike-profiles',
      empty: 'The system’s default profile',
    },
    {
      key: 'ipsec_tunnel_profile_id',
      label: 'Tunnel profile',
      help: 'How the traffic is protected.',
      section: 'Profiles',
      type: 'reference',
      to: 'tunnel-profiles',
      empty: 'The system’s default profile',
    },
    {
      key: 'dpd_profile_id',
      label: 'DPD profile',
      help: 'How a dead peer is found out.',
      section: 'Profiles',
      type: 'reference',
      to: 'dpd-profiles',
      empty: 'The system’s default profile',
    },
  ],
  check(body: JsonObject, isNew: boolean): Issue[] {
    const mode = body.authentication_mode ?? 'PSK';
    const isThere = typeof body.psk === 'string' && body.psk !== '';
    // A change without a key keeps the one that NSX has.
    if (mode !== 'PSK' || isThere || !isNew) return [];
    return [issueAt(['psk'], 'Pre-shared key: there is none; type one, or have one made')];
  },
  warn: (body) => warnPeerId(body.peer_id, body.authentication_mode === 'CERTIFICATE'),
};
