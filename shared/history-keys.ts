import type { Facet, HistorySort } from './history-query.ts';
import { fold, nameKey } from './inventory-search.ts';
import { KIND_NAME } from './nsx/kinds.ts';
import { VERDICT_FACTS, VERDICTS, type Verdict } from './realization.ts';
import type { RequestSummary } from './request.ts';

/** Ended without the good end that was meant: what a person should look at. */
export function isNotRealized({ open, verdict }: Pick<RequestSummary, 'open' | 'verdict'>) {
  return !open && VERDICT_FACTS[verdict].tone !== 'ok';
}

/** Verdicts that are a good end, or none yet. */
export const GOOD_VERDICTS: readonly Verdict[] = VERDICTS.filter(
  (verdict) => VERDICT_FACTS[verdict].tone === 'ok',
);

/** What a request is sorted by; null stands last, whichever way. */
export function sortKeyOf(summary: RequestSummary, by: HistorySort['by']): string | number | null {
  const { request, verdict, durationMs, checks } = summary;
  switch (by) {
    case 'written':
      return request.writtenAt;
    case 'manager':
      return nameKey(request.managerName);
    case 'entity':
      return nameKey(request.entityName);
    case 'kind':
      return KIND_NAME[request.kind];
    case 'method':
      return request.method;
    case 'verdict':
      return VERDICTS.indexOf(verdict);
    case 'duration':
      return durationMs;
    case 'checks':
      return checks;
    case 'user':
      return fold(request.user);
  }
}

/** A request's values of a facet, with the words for each; nodes are main's to name. */
export function facetValuesOf(
  summary: RequestSummary,
  facet: Exclude<Facet, 'nodes'>,
): { value: string; label: string }[] {
  const { request, entityId, verdict, tags = [], mark } = summary;
  const same = (value: string) => [{ value, label: value }];
  switch (facet) {
    case 'managers':
      return [{ value: request.managerId, label: request.managerName }];
    case 'kinds':
      return [{ value: request.kind, label: KIND_NAME[request.kind] }];
    case 'entities':
      return entityId === null ? [] : [{ value: entityId, label: request.entityName }];
    case 'methods':
      return same(request.method);
    case 'verdicts':
      return [{ value: verdict, label: VERDICT_FACTS[verdict].word }];
    case 'users':
      return same(request.user);
    case 'tags':
      return tags.flatMap(same);
    case 'marks':
      return same(mark?.mark ?? 'none');
  }
}

export const DAY_MS = 86_400_000;
/** Longer spans are counted by the next larger unit, so that there are never many more bars than a window can show. */
const MOST_DAYS = 45;
const MOST_WEEKS_DAYS = 300;
const MOST_MONTHS_DAYS = 2000;
/** 1970-01-01 was a Thursday. */
const MONDAY = 4;

/** The days, weeks, months or years (UTC) that a span of time touches, oldest first; each ends where the next begins. */
export function timeSpans(first: number, last: number): { from: number; until: number }[] {
  const days = (last - first) / DAY_MS;
  const spans: { from: number; until: number }[] = [];
  if (days <= MOST_WEEKS_DAYS) {
    const step = days <= MOST_DAYS ? DAY_MS : 7 * DAY_MS;
    const shift = step === DAY_MS ? 0 : MONDAY * DAY_MS;
    let from = Math.floor((first - shift) / step) * step + shift;
    for (; from <= last; from += step) spans.push({ from, until: from + step });
    return spans;
  }
  const months = days <= MOST_MONTHS_DAYS ? 1 : 12;
  const began = new Date(first);
  let year = began.getUTCFullYear();
  let month = months === 1 ? began.getUTCMonth() : 0;
  for (let from = Date.UTC(year, month); from <= last; from = Date.UTC(year, month)) {
    month += months;
    if (month > 11) {
      year += 1;
      month -= 12;
    }
    spans.push({ from, until: Date.UTC(year, month) });
  }
  return spans;
}

/** Fewer than this many say nothing about what is usual. */
export const ENOUGH_FOR_USUAL = 3;
const NINETY_FIFTH = 0.95;

/** The middle one and the 95th of a hundred; null of too few. */
export function spread(
  times: readonly number[],
): { medianMs: number; p95Ms: number; of: number } | null {
  if (times.length < ENOUGH_FOR_USUAL) return null;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { medianMs: at(0.5), p95Ms: at(NINETY_FIFTH), of: times.length };
}
