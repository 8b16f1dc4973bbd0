import type { RequestEvent } from '../../../shared/request.ts';

const SECOND = 1000;

/** Seconds between checks: quick first, then every 10 (domain.md §7; Terraform's SDK backs off the same way). */
export const CHECK_DELAYS_S = [1, 2, 4, 8, 10] as const;
/** Share of a delay that may be added, so that many watches don't ask in step. */
export const JITTER = 0.1;
/** A check that comes this much later than planned was not late but asleep. */
export const ASLEEP_AFTER_MS = 20 * SECOND;

/** Time until the next check, in ms. `asked`: how many checks there were since the watch began or was resumed. */
export function delayBefore(asked: number, random: number): number {
  const index = Math.min(asked, CHECK_DELAYS_S.length - 1);
  const seconds = CHECK_DELAYS_S[index] ?? CHECK_DELAYS_S[0];
  return Math.round(seconds * SECOND * (1 + JITTER * random));
}

/** While nothing can be asked the tries grow rarer, up to one a minute: each is a fact that is kept. */
export const MAX_UNASKED_DELAY_S = 60;
/** So many tries at the usual pace first: a network that only hiccups is met again quickly. */
const QUICK_TRIES = 6;

/** Time until the next try, in ms. `unasked`: how many checks in a row could not be made. */
export function delayWhileUnasked(unasked: number, random: number): number {
  const usual = delayBefore(unasked, random);
  const doublings = Math.max(0, unasked - QUICK_TRIES);
  return Math.min(usual * 2 ** doublings, MAX_UNASKED_DELAY_S * SECOND * (1 + JITTER * random));
}

/**
 * How much of a watch's deadline is used up, in ms: time since it began (or was last resumed by a person) in which
 * asking was possible. Gaps don't count, nor does the time from a check that could not be made to the next event.
 */
export function usedTime(events: readonly RequestEvent[], now: number): number {
  let from: number | null = null;
  let used = 0;
  let askable = true;
  for (const { at, fact } of events) {
    if (fact.type === 'watch-started' || fact.type === 'resumed') {
      from = at;
      used = 0;
      askable = true;
      continue;
    }
    if (from === null) continue;
    if (fact.type === 'gap') {
      // The gap begins where the time counted so far ends, and is itself no time to ask in.
      if (askable) used += Math.max(0, Math.min(fact.from, at) - from);
    } else if (askable) used += at - from;
    from = at;
    askable = fact.type !== 'not-asked';
  }
  if (from !== null && askable) used += Math.max(0, now - from);
  return used;
}
