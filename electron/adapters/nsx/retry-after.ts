import type { RawAnswer } from './http.ts';

const SECOND = 1000;
/** A header that asks for more is a mistake, or means harm: an hour without a call is the most that is obeyed. */
const LONGEST_MS = 60 * 60 * SECOND;

/**
 * The pause that an answer asks for with `Retry-After`: seconds, or a date. A date is measured against the answer's
 * own `Date`, so that a clock that is off on either side doesn't matter; undefined where nothing was asked.
 */
export function retryAfterOf({
  headers,
  startedAt,
  durationMs,
}: Pick<RawAnswer, 'headers' | 'startedAt' | 'durationMs'>): number | undefined {
  const asked = headers['retry-after']?.trim();
  if (!asked) return undefined;
  if (/^\d+$/.test(asked)) return Math.min(Number(asked) * SECOND, LONGEST_MS);
  const until = Date.parse(asked);
  if (Number.isNaN(until)) return undefined;
  const theirNow = Date.parse(headers.date ?? '');
  const from = Number.isNaN(theirNow) ? startedAt + durationMs : theirNow;
  return Math.min(Math.max(0, until - from), LONGEST_MS);
}
