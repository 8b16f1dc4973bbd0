import type { JsonObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import { issueAt } from '../session-words.ts';
import { DH_GROUPS, DIGESTS, isGmac, provesItself, TUNNEL_CIPHERS } from './algorithms.ts';
import { type EntitySpec, textsOf } from './field.ts';
import { weakOnes } from './ike-profile.ts';

const MIN_LIFE_S = 900;
const MAX_LIFE_S = 31_536_000;
const HOUR_S = 3_600;

/** How the traffic itself is protected (Swagger 2.5.1, `IPSecVPNTunnelProfile`). */
export const TUNNEL_PROFILE: EntitySpec = {
  kind: 'tunnel-profiles',
  resourceType: 'IPSecVPNTunnelProfile',
  fields: [
    {
      key: 'encryption_algorithms',
      label: 'Encryption',
      help: 'What is offered to the peer for the traffic.',
      section: 'Algorithms',
      type: 'choices',
      default: ['AES_GCM_128'],
      choices: TUNNEL_CIPHERS,
    },
    {
      key: 'digest_algorithms',
      label: 'Digest',
      help: 'What proves that a packet was not changed; AES-GCM and AES-GMAC bring their own proof.',
      section: 'Algorithms',
      type: 'choices',
      default: [],
      choices: DIGESTS,
    },
    {
      key: 'enable_perfect_forward_secrecy',
      label: 'Perfect forward secrecy',
      help: 'Each key is agreed on anew, so that one that leaks opens no other traffic.',
      section: 'Keys',
      type: 'switch',
      default: true,
    },
    {
      key: 'dh_groups',
      label: 'Diffie-Hellman groups',
      help: 'How those keys are agreed on.',
      section: 'Keys',
      type: 'choices',
      default: ['GROUP14'],
      idle: (body) =>
        body.enable_perfect_forward_secrecy === false
          ? 'Perfect forward secrecy is off: keys are not agreed on anew, so no group is used.'
          : null,
      choices: DH_GROUPS,
    },
    {
      key: 'sa_life_time',
      label: 'SA lifetime',
      help: 'After so long new keys are made; 3600 seconds are an hour.',
      section: 'Keys',
      type: 'number',
      min: MIN_LIFE_S,
      max: MAX_LIFE_S,
      default: HOUR_S,
      unit: 's',
    },
    {
      key: 'df_policy',
      label: 'DF bit',
      help: 'What becomes of the inner packet’s don’t-fragment bit.',
      section: 'Packets',
      type: 'choice',
      default: 'COPY',
      choices: [
        { value: 'COPY', word: 'Copy', meaning: 'The outer packet has what the inner one has.' },
        { value: 'CLEAR', word: 'Clear', meaning: 'The outer packet may always be fragmented.' },
      ],
    },
    {
      key: 'encapsulation_mode',
      label: 'Encapsulation',
      help: 'NSX has tunnel mode only.',
      section: 'Packets',
      type: 'fixed',
      default: 'TUNNEL_MODE',
    },
    {
      key: 'transform_protocol',
      label: 'Protocol',
      help: 'NSX has ESP only.',
      section: 'Packets',
      type: 'fixed',
      default: 'ESP',
    },
  ],
  check: checkTunnel,
  warn: warnTunnel,
};

/** AES-GMAC authenticates by itself: the digest should be empty (Swagger 2.5.1). */
function checkTunnel(body: JsonObject): Issue[] {
  const hasDigest = textsOf(body, 'digest_algorithms').length > 0;
  if (!hasDigest || !textsOf(body, 'encryption_algorithms').some(isGmac)) return [];
  return [
    issueAt(['digest_algorithms'], 'Digest: must be empty with AES-GMAC, which brings its own'),
  ];
}

function warnTunnel(body: JsonObject): Issue[] {
  const ciphers = textsOf(body, 'encryption_algorithms');
  const digests = textsOf(body, 'digest_algorithms');
  const issues: Issue[] = [];
  const allProve = ciphers.length > 0 && ciphers.every(provesItself);
  if (digests.length > 0 && allProve && !ciphers.some(isGmac)) {
    const message = 'Digest: AES-GCM brings its own; what is chosen here has nothing to do';
    issues.push(issueAt(['digest_algorithms'], message));
  }
  if (digests.length === 0 && ciphers.length > 0 && !allProve) {
    const message = 'Digest: none is chosen; NSX decides what goes with AES';
    issues.push(issueAt(['digest_algorithms'], message));
  }
  const lists = ['encryption_algorithms', 'digest_algorithms'];
  const isPfs = body.enable_perfect_forward_secrecy !== false;
  return [...issues, ...weakOnes(body, isPfs ? [...lists, 'dh_groups'] : lists)];
}
