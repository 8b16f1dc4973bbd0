import { LINK_DIGITS, linkOf } from './chain.ts';

/** Where a chain doesn't hold: `seq` is the number of the link in it. */
export type ChainBreak =
  /** What stands there isn't what was chained. */
  | { what: 'changed'; seq: number }
  /** It stands where `from` stood. */
  | { what: 'moved'; seq: number; from: number }
  | { what: 'missing'; seq: number }
  /** It was never chained. */
  | { what: 'added'; seq: number }
  /** It is as it was; only the bytes that stand with it to prove it are not. */
  | { what: 'link'; seq: number }
  /** All are as they were; what is kept of the chain's end is not. */
  | { what: 'head'; seq: number };

export type ChainCheck<T> = {
  /** The next one as it stands, in the order of their numbers; `link` in hexadecimal digits. */
  add(seq: number, value: T, link: string): void;
  /** The head after the last that was added. */
  head(): string;
  /** Where the first break is, and the head before it: for who looks for what stood there once. */
  broken(): { seq: number; before: string; link: string } | null;
  end(): ChainBreak[];
};

/**
 * Follows a chain from its start to its head. Pure. Of what stands behind a break nothing can be said: only the first
 * is named, unless the end is right, which proves all of them.
 */
export function checkChain<T>(
  start: string,
  kept: { seq: number; hash: string } | null,
  next: (head: string, value: T) => string,
): ChainCheck<T> {
  let head = start;
  let last = 0;
  let atKept = kept?.seq === 0 ? start : null;
  /** The numbers whose link doesn't fit, and whether there is a hole before the first. */
  const odd: number[] = [];
  let hole: number | null = null;
  let first: { seq: number; before: string; link: string } | null = null;

  function add(seq: number, value: T, link: string): void {
    const before = head;
    head = next(head, value);
    if (linkOf(head) !== link.slice(0, LINK_DIGITS) || link.length !== LINK_DIGITS) {
      if (first === null) {
        first = { seq, before, link };
        if (seq > last + 1) hole = last + 1;
      }
      odd.push(seq);
    }
    last = seq;
    if (seq === kept?.seq) atKept = head;
  }

  function end(): ChainBreak[] {
    const links = odd.map((seq): ChainBreak => ({ what: 'link', seq }));
    if (kept && head === kept.hash) {
      return last === kept.seq ? links : [...links, { what: 'head', seq: last }];
    }
    if (kept && last > kept.seq && atKept === kept.hash) {
      const before = links.filter(({ seq }) => seq <= kept.seq);
      return [...before, { what: 'added', seq: kept.seq + 1 }];
    }
    const isCut = kept !== null && last < kept.seq;
    const cut: ChainBreak[] = isCut ? [{ what: 'missing', seq: last + 1 }] : [];
    if (hole !== null) return [{ what: 'missing', seq: hole }];
    if (first !== null) return [{ what: 'changed', seq: first.seq }, ...cut];
    return isCut ? cut : [{ what: 'head', seq: last }];
  }

  return { add, head: () => head, broken: () => first, end };
}
