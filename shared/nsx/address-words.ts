import { parseIpv4Bits, parseIpv6Bits } from './address-bits.ts';

/** Why a text is no address or network, in the words of a person. */

const PLACES = ['first', 'second', 'third', 'fourth'];
const COUNTS = ['no', 'one', 'two', 'three', 'four'];
const MAX_PART = 255;
const IPV4_BITS = 32;

/** Every netmask in words of dots, with its prefix: 255.255.255.0 → 24. */
export const MASK_PREFIX: ReadonlyMap<string, number> = new Map(
  Array.from({ length: IPV4_BITS + 1 }, (_, prefix) => {
    const mask = prefix === 0 ? 0 : (0xffffffff << (IPV4_BITS - prefix)) >>> 0;
    return [[24, 16, 8, 0].map((by) => (mask >>> by) & MAX_PART).join('.'), prefix] as const;
  }),
);

/** What was typed with white space gone, full-width digits and signs made plain, and a mask after a space put behind a slash. */
export function cleanTyped(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[。．｡]/g, '.')
    .trim();
  const parts = plain.split(/\s+/);
  const [address = '', mask = ''] = parts;
  if (parts.length === 2 && MASK_PREFIX.has(mask)) return `${address}/${mask}`;
  return parts.join('');
}

/** The reason after “is not an IPv4 network:”. `address` and `prefix` are of the cleaned text. */
export function explainIpv4(
  typed: string,
  address: string,
  prefix: string | undefined,
  twoSlashes: boolean,
): string {
  if (twoSlashes) return 'it has more than one slash';
  const inAddress = explainQuad(address);
  if (inAddress) return inAddress;
  const inPrefix = explainPrefix(prefix);
  return inPrefix ?? explainSigns(typed);
}

/** The reason after “is not an IP address:”. */
export function explainAddress(typed: string, clean: string): string {
  if (clean.includes('/')) return 'the prefix stands in a field of its own';
  if (clean.includes(':')) {
    return parseIpv6Bits(clean) === null ? 'its IPv6 groups cannot be read' : explainSigns(typed);
  }
  return explainQuad(clean) ?? explainSigns(typed);
}

function explainQuad(address: string): string | null {
  if (parseIpv4Bits(address) !== null) return null;
  if (address === '') return 'the address before the slash is missing';
  const odd = /[^\d.]/u.exec(address)?.[0];
  if (odd !== undefined) return `“${odd}” is neither a digit nor a dot`;
  const dots = /\.{2,}/.exec(address);
  if (dots && dots.index > 0) {
    const before = address.slice(0, dots.index).split('.').length;
    const count = COUNTS[dots[0].length] ?? String(dots[0].length);
    return `the ${PLACES[before - 1] ?? 'last'} part is followed by ${count} dots`;
  }
  if (address.startsWith('.')) return 'it begins with a dot';
  if (address.endsWith('.')) return 'it ends with a dot before the prefix';
  const parts = address.split('.');
  if (parts.length !== PLACES.length) {
    const count = COUNTS[parts.length] ?? String(parts.length);
    return `it has ${count} part${parts.length === 1 ? '' : 's'} where four are needed`;
  }
  const bad = parts.findIndex((part) => Number(part) > MAX_PART || /^0\d/.test(part));
  const part = parts[bad] ?? '';
  const where = `the ${PLACES[bad] ?? 'last'} part, ${part},`;
  if (Number(part) > MAX_PART) return `${where} is more than ${MAX_PART}`;
  return `${where} has a leading zero, which some systems read as octal`;
}

function explainPrefix(prefix: string | undefined): string | null {
  if (prefix === undefined) return 'the prefix is missing (such as /24)';
  if (prefix === '') return 'nothing stands after the slash (such as /24)';
  const mask = MASK_PREFIX.get(prefix);
  if (mask !== undefined) return `${prefix} is a mask; the prefix is /${mask}`;
  if (prefix.includes('.')) return `“/${prefix}” is not a prefix from 0 to 32`;
  if (/^-?\d+$/.test(prefix) && Number(prefix) > IPV4_BITS) {
    return `the prefix /${prefix} is more than /32`;
  }
  if (!/^\d+$/.test(prefix)) return `“/${prefix}” is not a prefix from 0 to 32`;
  return /^0\d/.test(prefix) ? `the prefix /${prefix} has a leading zero` : null;
}

function explainSigns(typed: string): string {
  if (typed !== typed.normalize('NFKC') || /[。．｡]/.test(typed)) {
    return 'it has full-width digits or signs';
  }
  return /\s/.test(typed) ? 'it has a space in it' : 'it cannot be read';
}
