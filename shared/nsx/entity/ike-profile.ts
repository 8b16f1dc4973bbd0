import type { JsonObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import { issueAt } from '../session-words.ts';
import { DH_GROUPS, DIGESTS, IKE_CIPHERS, isGcm, provesItself, weakness } from './algorithms.ts';
import { type EntitySpec, textsOf } from './field.ts';

const MIN_LIFE_S = 21_600;
const MAX_LIFE_S = 31_536_000;
const DAY_S = 86_400;

/** How the two ends prove who they are and agree on keys (Swagger 2.5.1, `IPSecVPNIKEProfile`). */
export const IKE_PROFILE: EntitySpec = {
  kind: 'ike-profiles',
  resourceType: 'IPSecVPNIKEProfile',
  fields: [
    {
      key: 'ike_version',
      label: 'IKE version',
      help: 'The version of the key exchange; both ends must agree.',
      section: 'Key exchange',
      type: 'choice',
      default: 'IKE_V2',
      choices: [
        { value: 'IKE_V2', word: 'IKEv2', meaning: 'What to choose unless the peer can’t.' },
        { value: 'IKE_V1', word: 'IKEv1', meaning: 'For old peers; no AES-GCM.' },
        {
          value: 'IKE_FLEX',
          word: 'IKE Flex',
          meaning: 'Begins with IKEv2, answers both; AES-GCM needs IKEv2 alone.',
        },
      ],
    },
    {
      key: 'encryption_algorithms',
      label: 'Encryption',
      help: 'What is offered to the peer for the messages of the key exchange.',
      section: 'Algorithms',
      type: 'choices',
      default: ['AES_128'],
      choices: IKE_CIPHERS,
    },
    {
      key: 'digest_algorithms',
      label: 'Digest',
      help: 'What proves that a message was not changed; AES-GCM brings its own proof.',
      section: 'Algorithms',
      type: 'choices',
      default: ['SHA2_256'],
      // NSX takes its default only beside a cipher that needs one (Policy 4.2, domain.md).
      defaultIn: (body) => (onlyGcm(body) ? [] : ['SHA2_256']),
      choices: DIGESTS,
    },
    {
      key: 'dh_groups',
      label: 'Diffie-Hellman groups',
      help: 'How the common key is agreed on over an open line.',
      section: 'Algorithms',
      type: 'choices',
      default: ['GROUP14'],
      choices: DH_GROUPS,
    },
    {
      key: 'sa_life_time',
      label: 'SA lifetime',
      help: 'After so long the key exchange is made anew; 86400 seconds are a day.',
      section: 'Key exchange',
      type: 'number',
      min: MIN_LIFE_S,
      max: MAX_LIFE_S,
      default: DAY_S,
      unit: 's',
    },
  ],
  check: checkIke,
  warn: warnIke,
};

function onlyGcm(body: JsonObject): boolean {
  const ciphers = textsOf(body, 'encryption_algorithms');
  return ciphers.length > 0 && ciphers.every(provesItself);
}

/** AES-GCM is there with IKE_V2 only (Swagger 2.5.1). */
function checkIke(body: JsonObject): Issue[] {
  const version = body.ike_version ?? 'IKE_V2';
  if (version === 'IKE_V2' || !textsOf(body, 'encryption_algorithms').some(isGcm)) return [];
  const message = 'Encryption: AES-GCM needs IKEv2; choose IKEv2 above, or AES 128 or AES 256 here';
  return [issueAt(['encryption_algorithms'], message)];
}

function warnIke(body: JsonObject): Issue[] {
  const digests = textsOf(body, 'digest_algorithms');
  const issues: Issue[] = [];
  if (digests.length > 0 && onlyGcm(body)) {
    const message = 'Digest: AES-GCM brings its own; what is chosen here has nothing to do';
    issues.push(issueAt(['digest_algorithms'], message));
  }
  return [...issues, ...weakOnes(body, ['digest_algorithms', 'dh_groups'])];
}

/** One warning for each weak algorithm that is chosen. */
export function weakOnes(body: JsonObject, keys: readonly string[]): Issue[] {
  return keys.flatMap((key) =>
    textsOf(body, key).flatMap((value, i) => {
      const why = weakness(value);
      return why === undefined ? [] : [issueAt([key, i], why)];
    }),
  );
}
