import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../shared/nsx/address.ts';
import {
  contains,
  overlaps,
  parseAddress,
  parseIpv4Network,
  parseNetwork,
  splitPasted,
} from '../../shared/nsx/address.ts';
import { firstOverlap, nestedIn } from '../../shared/nsx/address-overlap.ts';

const refused: [typed: string, reason: string, suggestion?: string][] = [
  ['2.1.4..0/24', 'the third part is followed by two dots', '2.1.4.0/24'],
  ['10...0.0.0/8', 'the first part is followed by three dots', '10.0.0.0/8'],
  ['10.2.0.0', 'the prefix is missing'],
  ['10.10.0.0-10.10.0.255', '“-”', '10.10.0.0/24'],
  ['10.10.0.1-10.10.0.255', '“-”'],
  ['10.2.0.7', 'the prefix is missing', '10.2.0.7/32'],
  ['10.0.0.0/', 'nothing stands after the slash'],
  ['10.0.0.0/33', 'the prefix /33 is more than /32'],
  ['10.0.0.0/-1', '“/-1” is not a prefix from 0 to 32'],
  ['10.0.0.0/024', 'the prefix /024 has a leading zero', '10.0.0.0/24'],
  ['10.0.256.0/24', 'the third part, 256, is more than 255'],
  ['10.00.1.0/24', 'the second part, 00, has a leading zero', '10.0.1.0/24'],
  ['10.a.1.0/24', '“a” is neither a digit nor a dot'],
  ['10.0.1/24', 'it has three parts where four are needed'],
  ['10.0.0.0.0/24', 'it has 5 parts where four are needed'],
  ['10.0.0. 0/24', 'it has a space in it', '10.0.0.0/24'],
  ['10.0.0.0/255.255.255.0', '255.255.255.0 is a mask; the prefix is /24', '10.0.0.0/24'],
  ['10.0.0.0 255.255.255.0', '255.255.255.0 is a mask; the prefix is /24', '10.0.0.0/24'],
  ['10.0.0.0/8/8', 'it has more than one slash'],
  ['１０.0.0.0/24', 'it has full-width digits or signs', '10.0.0.0/24'],
  ['2001:db8::/32', 'it is IPv6, and policy rules take IPv4 only'],
  ['.10.0.0.0/8', 'it begins with a dot', '10.0.0.0/8'],
  ['10.0.0.0./8', 'it ends with a dot', '10.0.0.0/8'],
  ['/24', 'the address before the slash is missing'],
];

const quad = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })));
const network = fc
  .tuple(quad, fc.integer({ min: 0, max: 32 }))
  .map(([parts, prefix]) => `${parts.join('.')}/${prefix}`);
const nearly = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789./:af １ '.split('')), maxLength: 24 }),
  fc.string({ unit: 'binary' }),
);

describe('an IPv4 network', () => {
  it.each(refused)('“%s” is refused: %s', (typed, reason, suggestion) => {
    const read = parseIpv4Network(typed);
    expect(read).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect(read.ok ? null : read.suggestion).toBe(suggestion);
  });

  it('that is empty asks for one', () => {
    expect(parseIpv4Network(' ')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^is empty/),
    });
  });

  it('with host bits is taken, and names the network that was probably meant', () => {
    const read = parseIpv4Network('10.0.0.5/24');
    expect(read).toMatchObject({ ok: true, value: { hostBits: true, network: '10.0.0.0/24' } });
  });

  it('reads back as it was typed, whichever it is', () => {
    fc.assert(
      fc.property(network, (text) => {
        const read = parseIpv4Network(text);
        expect(read.ok && read.value.text).toBe(text);
        expect(parseNetwork(text)).toEqual(read);
      }),
    );
  });

  it('never throws on any text, and what it suggests can always be read', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        for (const parse of [parseIpv4Network, parseNetwork, parseAddress]) {
          const read = parse(text);
          if (!read.ok && read.suggestion !== undefined)
            expect(parse(read.suggestion).ok).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an address', () => {
  it.each([
    ['169.254.31.1', '169.254.31.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::', '::'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ])('%s is read as %s', (typed, text) => {
    expect(parseAddress(typed)).toMatchObject({ ok: true, value: { text } });
  });

  it.each(['1.2.3', '1::2::3', '1:2:3', '12345::', '1.2.3.4/24', ''])(
    '“%s” is refused',
    (typed) => {
      expect(parseAddress(typed).ok).toBe(false);
    },
  );

  it('of IPv6 has one spelling, which reads back as the same number', () => {
    const bits = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    fc.assert(
      fc.property(bits, (number) => {
        const hex = number.toString(16).padStart(32, '0');
        const read = parseAddress((hex.match(/.{4}/g) ?? []).join(':'));
        expect(read.ok && read.value.bits).toBe(number);
        expect(read.ok && parseAddress(read.value.text)).toEqual(read);
      }),
    );
  });
});

function net(text: string): Network {
  const read = parseNetwork(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

describe('two networks', () => {
  it.each([
    ['10.0.0.0/8', '10.2.0.0/16', true, true],
    ['10.2.0.0/16', '10.0.0.0/8', true, false],
    ['10.0.0.0/24', '10.0.1.0/24', false, false],
    ['0.0.0.0/0', '192.0.2.0/24', true, true],
    ['0.0.0.0/0', '2001:db8::/32', false, false],
    ['2001:db8::/32', '2001:db8:1::/48', true, true],
  ])('%s and %s: overlap %s, contain %s', (a, b, overlap, contain) => {
    expect(overlaps(net(a), net(b))).toBe(overlap);
    expect(contains(net(a), net(b))).toBe(contain);
  });

  it('of two lists are found to overlap exactly where a comparison of each pair finds one', () => {
    const small = fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 29, max: 32 }))
      .map(([host, prefix]) => net(`10.0.0.${host}/${prefix}`));
    const list = fc.array(small, { maxLength: 6 });
    fc.assert(
      fc.property(list, list, (left, right) => {
        const found = firstOverlap(left, right);
        expect(found !== null).toBe(left.some((a) => right.some((b) => overlaps(a, b))));
        if (found)
          expect(overlaps(left[found[0]] as Network, right[found[1]] as Network)).toBe(true);
        const doubled = left.some((a, i) => left.some((b, j) => i < j && overlaps(a, b)));
        expect(nestedIn(left).length > 0).toBe(doubled);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a pasted list', () => {
  it('reads an address with its mask as the network that it is', () => {
    expect(splitPasted('10.5.0.0 255.255.255.0, 10.6.0.0/16')).toEqual([
      '10.5.0.0/24',
      '10.6.0.0/16',
    ]);
  });

  it('keeps two addresses that are no address and mask apart', () => {
    expect(splitPasted('10.5.0.0 10.6.0.0')).toEqual(['10.5.0.0', '10.6.0.0']);
  });

  it.each([
    ['10.0.0.0/8, 10.1.0.0/16;10.2.0.0/16', 3],
    ['10.0.0.0/8\r\n\t10.1.0.0/16\n\n', 2],
    ['["10.0.0.0/8","10.1.0.0/16"]', 2],
    ["'10.0.0.0/8' “10.1.0.0/16”", 2],
    [' ', 0],
    ['10.5.0.0 255.255.255.0\n10.6.0.0\t255.255.0.0', 2],
    ['10.0.0.0/8 # the old one, 10.9.0.0/16\n10.1.0.0/16', 2],
  ])('%j is taken apart into %i', (text, count) => {
    const items = splitPasted(text);
    expect(items).toHaveLength(count);
    expect(items.every((item) => parseIpv4Network(item).ok)).toBe(true);
  });
});
