/** Addresses as numbers and back: strict, no mending. */

const GROUPS = 8;
const GROUP_BITS = 16n;

/** Which family a text looks like, whether or not it can be read. */
export function familyOf(text: string): 4 | 6 {
  return text.includes(':') ? 6 : 4;
}

/** The number of a dotted quad without leading zeros (they read as octal elsewhere), else null. */
export function parseIpv4Bits(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let bits = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    bits = (bits << 8n) | BigInt(part);
  }
  return bits;
}

/** The number of an IPv6 address in any spelling of RFC 4291 (zones aside), else null. */
export function parseIpv6Bits(text: string): bigint | null {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return null;
  const plain = withoutDottedTail(text);
  if (plain === null) return null;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = GROUPS - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((bits, group) => (bits << GROUP_BITS) | group, 0n);
}

/** Canonical spelling of a number: a dotted quad, or RFC 5952. */
export function printBits(bits: bigint, family: 4 | 6): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 255n).join('.');
  const groups = Array.from({ length: GROUPS }, (_, i) =>
    ((bits >> (GROUP_BITS * BigInt(GROUPS - 1 - i))) & 0xffffn).toString(16),
  );
  const run = longestZeros(groups);
  if (run.length < 2) return groups.join(':');
  const before = groups.slice(0, run.start).join(':');
  return `${before}::${groups.slice(run.start + run.length).join(':')}`;
}

function withoutDottedTail(text: string): string | null {
  const at = text.lastIndexOf(':');
  const tail = text.slice(at + 1);
  if (!tail.includes('.')) return text.includes('.') ? null : text;
  const four = parseIpv4Bits(tail);
  if (four === null) return null;
  return `${text.slice(0, at + 1)}${(four >> GROUP_BITS).toString(16)}:${(four & 0xffffn).toString(16)}`;
}

function groupsOf(text: string): bigint[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return groups.map((group) => BigInt(`0x${group}`));
}

function longestZeros(groups: string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, i) => {
    if (group !== '0') start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  });
  return best;
}
