import { useMemo } from 'react';
import type { ManagerId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { sortRequests, useHistoryStore } from '../history/history-store.ts';

/** The requests that were sent for one object, newest first. */
export function useRequestsOf(
  managerId: ManagerId | null,
  entityId: string | null,
): RequestSummary[] {
  const summaries = useHistoryStore((state) => state.summaries);
  return useMemo(
    () =>
      sortRequests(summaries).filter(
        (one) =>
          entityId !== null && one.request.managerId === managerId && one.entityId === entityId,
      ),
    [summaries, managerId, entityId],
  );
}
