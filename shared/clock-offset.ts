import type { Exchange } from './request.ts';

/** The Date header has whole seconds, cut off: on average half a second has gone by since. */
const DATE_HEADER_MIDDLE_MS = 500;

/** Manager's clock minus ours, ms; the answer is taken to have been dated half way through the round trip. */
export function clockOffset(
  answer: Pick<Exchange, 'headers' | 'startedAt' | 'durationMs'>,
): number | null {
  const theirs = Date.parse(answer.headers.date ?? '');
  if (Number.isNaN(theirs)) return null;
  const ours = answer.startedAt + answer.durationMs / 2;
  return Math.round(theirs + DATE_HEADER_MIDDLE_MS - ours);
}

/** Two readings of clocks that agree can differ by so much, since the header has whole seconds. */
const MOVED_MS = 1000;

/** True where the clock has moved since it stood at `before`: by more than the header and the round trip can hide. */
export function hasMoved(before: number, now: number, durationMs: number): boolean {
  return Math.abs(now - before) > MOVED_MS + durationMs / 2;
}
