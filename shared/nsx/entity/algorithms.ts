import type { Choice } from './field.ts';

/** What the algorithms of the profiles mean (Swagger 2.5.1). The words are those of IKE and IPSec. */

const choice = (value: string, word: string, meaning: string): Choice => ({ value, word, meaning });

const AES: readonly Choice[] = [
  choice('AES_128', 'AES 128', '128-bit keys; needs a digest beside it.'),
  choice('AES_256', 'AES 256', '256-bit keys; needs a digest beside it.'),
];

const GCM: readonly Choice[] = [128, 192, 256].map((bits) =>
  choice(`AES_GCM_${bits}`, `AES-GCM ${bits}`, `${bits}-bit keys; proves integrity by itself.`),
);

export const IKE_CIPHERS: readonly Choice[] = [...AES, ...GCM];

export const TUNNEL_CIPHERS: readonly Choice[] = [
  ...AES,
  ...GCM,
  ...[128, 192, 256].map((bits) =>
    choice(
      `NO_ENCRYPTION_AUTH_AES_GMAC_${bits}`,
      `AES-GMAC ${bits}`,
      'Authenticates the traffic and does not encrypt it.',
    ),
  ),
  choice(
    'NO_ENCRYPTION',
    'No encryption',
    'Only the digest protects the traffic: anyone can read it.',
  ),
];

export const DIGESTS: readonly Choice[] = [
  choice('SHA1', 'SHA-1', '160 bits; kept for old peers.'),
  choice('SHA2_256', 'SHA-256', '256 bits.'),
  choice('SHA2_384', 'SHA-384', '384 bits.'),
  choice('SHA2_512', 'SHA-512', '512 bits.'),
];

export const DH_GROUPS: readonly Choice[] = [
  choice('GROUP2', 'Group 2', '1024-bit MODP; kept for old peers.'),
  choice('GROUP5', 'Group 5', '1536-bit MODP; kept for old peers.'),
  choice('GROUP14', 'Group 14', '2048-bit MODP.'),
  choice('GROUP15', 'Group 15', '3072-bit MODP.'),
  choice('GROUP16', 'Group 16', '4096-bit MODP.'),
  choice('GROUP19', 'Group 19', '256-bit elliptic curve.'),
  choice('GROUP20', 'Group 20', '384-bit elliptic curve.'),
  choice('GROUP21', 'Group 21', '521-bit elliptic curve.'),
];

export const isGcm = (cipher: string): boolean => cipher.startsWith('AES_GCM_');
export const isGmac = (cipher: string): boolean => cipher.includes('_GMAC_');

/** Brings its own proof of integrity, so that a digest has nothing to do. */
export const provesItself = (cipher: string): boolean => isGcm(cipher) || isGmac(cipher);

const WEAK: ReadonlyMap<string, string> = new Map([
  ['SHA1', 'SHA-1 is broken for signatures; choose SHA-256 unless the peer can do nothing else'],
  ['GROUP2', 'Group 2 (1024 bits) is too short today; choose group 14 or higher'],
  ['GROUP5', 'Group 5 (1536 bits) is too short today; choose group 14 or higher'],
  ['NO_ENCRYPTION', 'The traffic is not encrypted: anyone on the way can read it'],
]);

/** Why an algorithm is weak, as a sentence; undefined where it isn't. */
export function weakness(value: string): string | undefined {
  return isGmac(value) ? WEAK.get('NO_ENCRYPTION') : WEAK.get(value);
}
