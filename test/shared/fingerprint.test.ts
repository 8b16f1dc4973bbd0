import { describe, expect, it } from 'vitest';
import { normalizeFingerprint } from '../../shared/manager.ts';

const HEX = 'ec79'.repeat(16);
const COLONS = HEX.toUpperCase().replace(/(..)(?=.)/g, '$1:');

describe('a fingerprint as tools print it', () => {
  it.each([
    HEX,
    ` ${COLONS}\n`,
    `SHA256: ${COLONS}`,
    `SHA-256: ${COLONS}`,
    `sha256 Fingerprint=${COLONS}`,
    `SHA256 Fingerprint=${COLONS}`,
    `SHA-256 thumbprint: ${HEX}`,
  ])('is read: %j', (typed) => {
    expect(normalizeFingerprint(typed)).toBe(HEX);
  });

  it.each([`SHA1 Fingerprint=${COLONS}`, COLONS.slice(3), `SHA256: ${COLONS}:00`, 'SHA256:', ''])(
    'is not made out of %j',
    (typed) => {
      expect(normalizeFingerprint(typed)).toBeNull();
    },
  );
});
