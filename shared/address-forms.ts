import { parseIpv4Network } from './nsx/address.ts';
import { parseIpv4Bits, printBits } from './nsx/address-bits.ts';

const BITS = 32;
/** Of shorter prefixes the text is the beginning of a longer one ("/1" of "/16"); no network of a VPN is as large. */
const SHORTEST = 4;
const OCTET = 8;

/**
 * What a searched word stands for in a text whose lines are the values of an object: itself; a whole IPv4 address also
 * for every network that it lies in (a line that begins so); a network of whole octets for what lies in it.
 */
export function formsOf(word: string): string[] {
  const address = parseIpv4Bits(word);
  if (address !== null) {
    const networks = Array.from({ length: BITS - SHORTEST + 1 }, (_none, index) => {
      const host = BigInt(BITS - SHORTEST - index);
      return `\n${printBits((address >> host) << host, 4)}/${SHORTEST + index}`;
    });
    return [word, ...networks];
  }
  const inside = insideOf(word);
  return inside === null ? [word] : [word, `\n${inside}`];
}

/** "203.0.113." for "203.0.113.0/24"; null for what is no network of one, two or three whole octets. */
function insideOf(word: string): string | null {
  const [text = '', prefix] = word.split('/');
  const octets = Number(prefix) / OCTET;
  if (prefix === undefined || ![1, 2, 3].includes(octets)) return null;
  const read = parseIpv4Network(word);
  return read.ok ? `${text.split('.').slice(0, octets).join('.')}.` : null;
}

/** True where a text has the word in any of its forms. Both are folded. */
export function hasWord(text: string, word: string): boolean {
  const lines = `\n${text}`;
  return formsOf(word).some((form) => lines.includes(form));
}
