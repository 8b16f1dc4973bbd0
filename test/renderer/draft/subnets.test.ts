import { describe, expect, test } from 'vitest';
import {
  addSubnets,
  repeatedIn,
  replaceSubnet,
  subnetTexts,
} from '../../../renderer/draft/subnets.ts';
import { splitPasted } from '../../../shared/nsx/address.ts';

describe('lists of subnets', () => {
  test('are taken apart at commas, semicolons, spaces and lines', () => {
    expect(
      splitPasted(' 10.0.0.0/24, 10.0.1.0/24;10.0.2.0/24\n10.0.3.0/24\t10.0.4.0/24\r\n'),
    ).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '10.0.4.0/24']);
  });

  test('keep what cannot be read, as it was typed', () => {
    expect(addSubnets([{ subnet: '1.1.1.0/24' }], '2.1.4..0/24')).toEqual([
      { subnet: '1.1.1.0/24' },
      { subnet: '2.1.4..0/24' },
    ]);
  });

  test('leave out what is there already', () => {
    expect(
      subnetTexts(addSubnets([{ subnet: '1.1.1.0/24' }], '1.1.1.0/24 2.0.0.0/8 2.0.0.0/8')),
    ).toEqual(['1.1.1.0/24', '2.0.0.0/8']);
  });

  test.each([
    ['1.1.1.0/24 2.0.0.0/8', 1],
    ['2.0.0.0/8 2.0.0.0/8 1.1.1.0/24', 2],
    ['2.0.0.0/8 3.0.0.0/8', 0],
  ])('tell how many of a pasted list were there already: %s', (typed, repeated) => {
    expect(repeatedIn([{ subnet: '1.1.1.0/24' }], typed)).toBe(repeated);
  });

  test('show whatever else stands in the list instead of dropping it', () => {
    expect(subnetTexts([{ subnet: 'a' }, 'b', 3, null, { other: 1 }])).toEqual([
      'a',
      'b',
      '3',
      'null',
      '{"other":1}',
    ]);
  });

  test('keep unknown fields of a subnet that is typed over', () => {
    expect(replaceSubnet([{ subnet: '2.1.4..0/24', note: 'x' }], 0, '2.1.4.0/24')).toEqual([
      { subnet: '2.1.4.0/24', note: 'x' },
    ]);
  });

  test('lose a subnet that is emptied, and take a list that is typed over one', () => {
    const list = [{ subnet: 'a' }, { subnet: 'b' }];
    expect(subnetTexts(replaceSubnet(list, 0, '  '))).toEqual(['b']);
    expect(subnetTexts(replaceSubnet(list, 0, 'c, d'))).toEqual(['c', 'b', 'd']);
  });
});
