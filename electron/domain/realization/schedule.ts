import type { RequestEvent, RequestFact } from '../../../shared/request.ts';

const SECOND = 1000;

/** Seconds between checks: quick first, then every 10 (domain.md §7; Terraform's SDK backs off the same way). */
export const CHECK_DELAYS_S = [1, 2, 4, 8, 10] as const;
/** Share of a delay that may be added, so that many watches don't ask in step. */
export const JITTER = 0.1;
/** How often the heart beats that notices a pause of the whole computer. */
export const BEAT_MS = 5 * SECOND;
/** A beat that comes this much after the last one was not late: the computer was asleep. */
export const ASLEEP_AFTER_MS = 20 * SECOND;

/** Delays are whole steps of this, ms: a thousand timers are kept in a few lists and not in one each. */
const STEP_MS = 50;

/** Time until the next check, in ms. `asked`: how many checks there were since the watch began or was resumed. */
export function delayBefore(asked: number, random: number): number {
  const index = Math.min(asked, CHECK_DELAYS_S.length - 1);
  const seconds = CHECK_DELAYS_S[index] ?? CHECK_DELAYS_S[0];
  return Math.round((seconds * SECOND * (1 + JITTER * random)) / STEP_MS) * STEP_MS;
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

/** The longest time over which checks are spread when many could be made at once again (a wake-up, a start). */
const MAX_SPREAD_MS = 30 * SECOND;
/** Room for each of them: the pace that one manager's budget allows anyway. */
const SPREAD_EACH_MS = 100;

/** Time until the first check after a pause, in ms, so that `count` watches don't ask in one burst. */
export function delayAfterPause(count: number, random: number): number {
  const spread = Math.min(count * SPREAD_EACH_MS, MAX_SPREAD_MS);
  return Math.round(CHECK_DELAYS_S[0] * SECOND + spread * random);
}

/** How much of a watch's deadline is used up, counted fact by fact. */
export type UsedTime = { take(at: number, fact: RequestFact): void; until(now: number): number };

/**
 * In ms: time since the watch began (or was last resumed by a person) in which asking was possible. Gaps don't count,
 * nor does the time from a check that could not be made to the next event.
 */
export function createUsedTime(): UsedTime {
  let from: number | null = null;
  let used = 0;
  let askable = true;
  return {
    take(at, fact) {
      if (fact.type === 'watch-started' || fact.type === 'resumed') {
        from = at;
        used = 0;
        askable = true;
        return;
      }
      if (from === null) return;
      // The gap begins where the time counted so far ends, and is itself no time to ask in.
      const until = Math.min(at, endOfAskable(fact) ?? at);
      if (askable) used += Math.max(0, until - from);
      from = at;
      askable = fact.type !== 'not-asked';
    },
    until: (now) => (from !== null && askable ? used + Math.max(0, now - from) : used),
  };
}

/** A check that could not be made took its time in vain: a line that is dead is known to be when nothing came. */
function endOfAskable(fact: RequestFact): number | null {
  if (fact.type === 'gap') return fact.from;
  return fact.type === 'not-asked' ? fact.startedAt : null;
}

/** The same of all facts at once. */
export function usedTime(events: readonly RequestEvent[], now: number): number {
  const used = createUsedTime();
  for (const { at, fact } of events) used.take(at, fact);
  return used.until(now);
}
