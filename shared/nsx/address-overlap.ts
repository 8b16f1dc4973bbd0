import type { Network } from './address.ts';
import { BITS } from './address.ts';

type Block = {
  family: 4 | 6;
  start: bigint;
  end: bigint;
  prefix: number;
  side: 0 | 1;
  index: number;
};

/**
 * Which two items, one of each list, share an address first; null where none do. Blocks nest or are apart,
 * so one pass over them in order of their start finds it (128 × 128 subnets are checked while typing).
 */
export function firstOverlap(
  left: readonly Network[],
  right: readonly Network[],
): [number, number] | null {
  const widest: (Block | undefined)[] = [undefined, undefined];
  for (const block of inOrder([blocks(left, 0), blocks(right, 1)].flat())) {
    const other = widest[1 - block.side];
    if (other && covers(other, block)) {
      return block.side === 0 ? [block.index, other.index] : [other.index, block.index];
    }
    widen(widest, block);
  }
  return null;
}

/** Which items of one list lie in another of it, or equal it: index of the inner and of the outer. */
export function nestedIn(list: readonly Network[]): { inner: number; outer: number }[] {
  const widest: (Block | undefined)[] = [undefined];
  const found: { inner: number; outer: number }[] = [];
  for (const block of inOrder(blocks(list, 0))) {
    const outer = widest[0];
    if (outer && covers(outer, block)) found.push({ inner: block.index, outer: outer.index });
    widen(widest, block);
  }
  return found;
}

function blocks(list: readonly Network[], side: 0 | 1): Block[] {
  return list.map((network, index) => {
    const tail = BigInt(BITS[network.family] - network.prefix);
    const start = (network.bits >> tail) << tail;
    const end = start + (1n << tail) - 1n;
    return { family: network.family, start, end, prefix: network.prefix, side, index };
  });
}

function inOrder(list: Block[]): Block[] {
  return list.sort((a, b) => {
    if (a.family !== b.family) return a.family - b.family;
    if (a.start !== b.start) return a.start < b.start ? -1 : 1;
    return a.prefix - b.prefix || a.index - b.index;
  });
}

function covers(outer: Block, inner: Block): boolean {
  return outer.family === inner.family && outer.end >= inner.start;
}

function widen(widest: (Block | undefined)[], block: Block): void {
  const before = widest[block.side];
  if (!before || before.family !== block.family || block.end > before.end) {
    widest[block.side] = block;
  }
}
