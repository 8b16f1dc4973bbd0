import { describe, expect, test } from 'vitest';
import { firstNames, usersByName } from '../../../renderer/draft/delete-other.tsx';
import type { Copy } from '../../../renderer/draft/lookup.ts';

describe('who keeps NSX from deleting an object', () => {
  test('stands in the order of the names, as people count', () => {
    const peers = ['peer 10', 'Peer 9', 'peer 1'].map((name, i) => [
      `p${i}`,
      { id: `p${i}`, kind: 'peer-endpoints', name, body: { ike_profile_id: 'ike' } },
    ]);
    const copy = { 'peer-endpoints': Object.fromEntries(peers) } as Copy;
    expect(usersByName('ike-profiles', 'ike', copy).map(({ name }) => name)).toEqual([
      'peer 1',
      'Peer 9',
      'peer 10',
    ]);
    expect(usersByName('ike-profiles', null, copy)).toEqual([]);
  });

  test('is named up to five in a sentence, and then counted', () => {
    expect(firstNames(['a', 'b'])).toBe('“a”, “b”');
    const many = Array.from({ length: 3995 }, (_, i) => `s${i}`);
    expect(firstNames(many)).toBe('“s0”, “s1”, “s2”, “s3”, “s4” and 3,990 more');
  });
});
