import { isNotRealized } from '../../shared/history-keys.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';

export type Show = 'all' | 'open' | 'to-look-at' | 'not-realized';

export interface RequestFilter {
  show: Show;
  managerId: string | null;
  typed: string;
}

export const NO_FILTER: RequestFilter = { show: 'all', managerId: null, typed: '' };

/** The requests that a filter lets through, in the order given. Every typed word must be somewhere in the row. */
export function filterRequests(
  summaries: readonly RequestSummary[],
  { show, managerId, typed }: RequestFilter,
  /** Ids of what the desk has to look at: the same rule there and here. */
  toLookAt: ReadonlySet<string> = new Set(),
): RequestSummary[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return summaries.filter((summary) => {
    if (show === 'open' && !summary.open) return false;
    if (show === 'to-look-at' && !toLookAt.has(summary.request.id)) return false;
    if (show === 'not-realized' && !isNotRealized(summary)) return false;
    if (managerId !== null && summary.request.managerId !== managerId) return false;
    if (words.length === 0) return true;
    const text = searchText(summary);
    return words.every((word) => text.includes(word));
  });
}

function searchText(summary: RequestSummary): string {
  const { request, nsxRequestId, entityId } = summary;
  return [
    request.method,
    request.entityName,
    request.managerName,
    request.kind,
    request.user,
    wordsOfSummary(summary).word,
    nsxRequestId,
    entityId,
    ...request.changedFields,
  ]
    .join(' ')
    .toLowerCase();
}

/** The managers that requests were sent to, by the name that they had then; most recent first. */
export function managersOf(summaries: readonly RequestSummary[]): { id: string; name: string }[] {
  const names = new Map<string, string>();
  for (const { request } of summaries) {
    if (!names.has(request.managerId)) names.set(request.managerId, request.managerName);
  }
  return [...names].map(([id, name]) => ({ id, name }));
}

export type Usual = { medianMs: number; p95Ms: number; of: number };
