import { isSameObject } from '../../shared/compare.ts';
import type { RequestSummary } from '../../shared/request.ts';

/**
 * What a request can be compared with: those of the same object, then those of the same kind, then all others; newest
 * first within each. No first yet: all, newest first.
 */
export function candidatesFor(
  first: RequestSummary | null,
  requests: readonly RequestSummary[],
): RequestSummary[] {
  const rank = (one: RequestSummary) => {
    if (first === null || isSameObject(first, one)) return 0;
    return one.request.kind === first.request.kind ? 1 : 2;
  };
  return requests
    .filter(({ request }) => request.id !== first?.request.id)
    .sort((a, b) => rank(a) - rank(b) || b.request.writtenAt - a.request.writtenAt);
}
