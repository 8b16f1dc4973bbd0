import { familyOf, parseIpv4Bits, parseIpv6Bits, printBits } from './address-bits.ts';
import { cleanTyped, explainAddress, explainIpv4, MASK_PREFIX } from './address-words.ts';

export type Family = 4 | 6;
export const BITS = { 4: 32, 6: 128 } as const;

/** One IPv4 or IPv6 address. `bits` is its number; `text` its canonical spelling (RFC 5952 for IPv6). */
export type Address = { family: Family; bits: bigint; text: string };

/** A CIDR block. `text` is canonical with host bits as typed; `network` is the same with the host bits cleared. */
export type Network = {
  family: Family;
  /** The number of the address as typed, host bits included. */
  bits: bigint;
  prefix: number;
  text: string;
  network: string;
  /** True where the address has bits beyond the prefix (`10.0.0.5/24`). */
  hostBits: boolean;
};

/** `reason` goes on after the quoted text: “2.1.4..0/24” *is not an IPv4 network: …*. A suggestion always parses. */
export type Unread = { ok: false; reason: string; suggestion?: string };
export type Read<T> = { ok: true; value: T } | Unread;

/** Reads an IPv4 CIDR block, as `sources` and `destinations` of a policy rule want it (`ipv4-cidr-block`, Swagger 2.5.1). */
export function parseIpv4Network(text: string): Read<Network> {
  const what = 'an IPv4 network';
  if (text.trim() === '') return unread('is empty: type a network such as 10.0.0.0/24');
  const strict = strictNetwork(text, 4);
  if (strict) return { ok: true, value: strict };
  const clean = cleanTyped(text);
  const [address = '', prefix, ...more] = clean.split('/');
  if (familyOf(address) === 6) {
    return unread(`is not ${what}: it is IPv6, and policy rules take IPv4 only`);
  }
  const why = explainIpv4(text, address, prefix, more.length > 0);
  const suggestion = suggestNetwork(clean);
  return unread(`is not ${what}: ${why}`, suggestion);
}

/** Reads a CIDR block of either family. */
export function parseNetwork(text: string): Read<Network> {
  const six = strictNetwork(text, 6);
  if (six) return { ok: true, value: six };
  const [address = '', prefix] = cleanTyped(text).split('/');
  if (familyOf(address) !== 6) return parseIpv4Network(text);
  const bits = parseIpv6Bits(address);
  if (bits === null) return unread('is not an IPv6 network: its address cannot be read');
  const why = prefix
    ? `“/${prefix}” is not a prefix from 0 to 128`
    : 'the prefix is missing (such as /64)';
  return unread(`is not an IPv6 network: ${why}`);
}

/** Reads one address of either family, without a prefix. */
export function parseAddress(text: string): Read<Address> {
  const strict = strictAddress(text);
  if (strict) return { ok: true, value: strict };
  if (text.trim() === '') return unread('is empty: type an address such as 169.254.31.1');
  const clean = cleanTyped(text);
  const guess = suggestAddress(clean);
  return unread(`is not an IP address: ${explainAddress(text, clean)}`, guess);
}

/** True where the two blocks share an address. Blocks of different families never do. */
export function overlaps(a: Network, b: Network): boolean {
  if (a.family !== b.family) return false;
  return sameHead(a, b, Math.min(a.prefix, b.prefix));
}

/** True where every address of `inner` is in `outer`; a block contains itself. */
export function contains(outer: Network, inner: Network | Address): boolean {
  if (outer.family !== inner.family) return false;
  const prefix = 'prefix' in inner ? inner.prefix : BITS[inner.family];
  return prefix >= outer.prefix && sameHead(outer, inner, outer.prefix);
}

/**
 * The items of a pasted list: commas, semicolons, white space, quotes or a JSON array. Order and doubles are kept.
 * What routers print is read as well: an address with its mask behind a space is one network, and what stands
 * behind a # is a comment.
 */
export function splitPasted(text: string): string[] {
  const plain = text
    .replace(/#[^\n\r]*/g, ' ')
    .replace(ADDRESS_AND_MASK, (both, address: string, mask: string) => {
      const prefix = MASK_PREFIX.get(mask);
      return prefix === undefined ? both : `${address}/${prefix}`;
    });
  return plain.split(/[\s,;，；、"'`“”‘’„«»[\]]+/u).filter((item) => item !== '');
}

const ADDRESS_AND_MASK =
  /(?<![\d./])(\d{1,3}(?:\.\d{1,3}){3})[ \t]+(\d{1,3}(?:\.\d{1,3}){3})(?![\d./])/g;

function unread(reason: string, suggestion?: string): Unread {
  return suggestion === undefined ? { ok: false, reason } : { ok: false, reason, suggestion };
}

function sameHead(
  a: { family: Family; bits: bigint },
  b: { bits: bigint },
  prefix: number,
): boolean {
  const tail = BigInt(BITS[a.family] - prefix);
  return a.bits >> tail === b.bits >> tail;
}

function strictAddress(text: string): Address | null {
  const four = parseIpv4Bits(text);
  if (four !== null) return { family: 4, bits: four, text };
  const six = parseIpv6Bits(text);
  return six === null ? null : { family: 6, bits: six, text: printBits(six, 6) };
}

function strictNetwork(text: string, family: Family): Network | null {
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const address = text.slice(0, slash);
  const typed = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(typed)) return null;
  const prefix = Number(typed);
  const bits = family === 4 ? parseIpv4Bits(address) : parseIpv6Bits(address);
  if (bits === null || prefix > BITS[family]) return null;
  return networkOf(family, bits, prefix);
}

function networkOf(family: Family, bits: bigint, prefix: number): Network {
  const tail = BigInt(BITS[family] - prefix);
  const head = (bits >> tail) << tail;
  return {
    family,
    bits,
    prefix,
    text: `${printBits(bits, family)}/${prefix}`,
    network: `${printBits(head, family)}/${prefix}`,
    hostBits: head !== bits,
  };
}

/** The network that was probably meant; undefined where that would be a guess out of thin air. */
function suggestNetwork(clean: string): string | undefined {
  const range = suggestForRange(clean);
  if (range !== undefined) return range;
  const [address = '', prefix, ...more] = clean.split('/');
  if (more.length > 0) return undefined;
  if (prefix === undefined) return suggestHost(address);
  const mended = suggestAddress(address);
  if (mended === undefined || mended.includes(':')) return undefined;
  const bits = parseIpv4Bits(mended);
  if (bits === null) return undefined;
  const length = readPrefix(prefix);
  return length === undefined ? undefined : networkOf(4, bits, length).text;
}

/**
 * The address as a network of its own: 10.40.1.1 → 10.40.1.1/32. One that ends in 0 was meant as a network, and which
 * prefix can't be told: a wrong guess would be a hole of the wrong size.
 */
function suggestHost(address: string): string | undefined {
  const bits = parseIpv4Bits(address);
  const isHost = bits !== null && (bits & 0xffn) !== 0n;
  return isHost ? networkOf(4, bits, BITS[4]).text : undefined;
}

/** A number or a mask (255.255.255.0 → 24). */
function readPrefix(text: string): number | undefined {
  const mask = MASK_PREFIX.get(text);
  if (mask !== undefined) return mask;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  return Number(text) <= BITS[4] ? Number(text) : undefined;
}

/** `10.10.0.0-10.10.0.255` is 10.10.0.0/24; a range that is no whole network has none. */
function suggestForRange(clean: string): string | undefined {
  const match = /^([\d.]+)[-–]([\d.]+)$/.exec(clean);
  const first = parseIpv4Bits(match?.[1] ?? '');
  const last = parseIpv4Bits(match?.[2] ?? '');
  if (first === null || last === null || last < first) return undefined;
  const size = last - first + 1n;
  const isWhole = (size & (size - 1n)) === 0n && first % size === 0n;
  if (!isWhole) return undefined;
  return networkOf(4, first, BITS[4] - (size.toString(2).length - 1)).text;
}

function suggestAddress(clean: string): string | undefined {
  if (familyOf(clean) === 6) {
    const bits = parseIpv6Bits(clean);
    return bits === null ? undefined : printBits(bits, 6);
  }
  const mended = clean
    .replace(/\.{2,}/g, '.')
    .replace(/^\.|\.$/g, '')
    .replace(/\d+/g, (part) => part.replace(/^0+(?=\d)/, ''));
  return parseIpv4Bits(mended) === null ? undefined : mended;
}
