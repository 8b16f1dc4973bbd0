import { isSameObject } from '../../shared/compare.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { filterRequests, NO_FILTER } from './request-filter.ts';

/**
 * What a request can be compared with: those of the same object, then those of the same kind, then all others; newest
 * first within each. Every typed word must be somewhere in the row. No first yet: all, newest first.
 */
export function candidatesFor(
  first: RequestSummary | null,
  requests: readonly RequestSummary[],
  typed: string,
): RequestSummary[] {
  const rank = (one: RequestSummary) => {
    if (first === null) return 0;
    if (isSameObject(first, one)) return 0;
    return one.request.kind === first.request.kind ? 1 : 2;
  };
  return filterRequests(
    requests.filter(({ request }) => request.id !== first?.request.id),
    { ...NO_FILTER, typed },
  ).sort((a, b) => rank(a) - rank(b) || b.request.writtenAt - a.request.writtenAt);
}
