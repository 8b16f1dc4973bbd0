import { useEffect, useMemo } from 'react';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../shared/history-query.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call } from '../bridge.ts';
import { putSummaries, sortRequests, useHistoryStore } from '../history/history-store.ts';

/** The newest of one object's requests; the Requests screen has them all. */
const SHOWN = 20;

/** The requests that were sent for one object, newest first. */
export function useRequestsOf(
  managerId: ManagerId | null,
  entityId: string | null,
): RequestSummary[] {
  const summaries = useHistoryStore((state) => state.summaries);
  useEffect(() => {
    if (managerId === null || entityId === null) return;
    const filter = { ...ALL_REQUESTS, managers: [managerId], entities: [entityId] };
    const page = { filter, sort: NEWEST_FIRST, offset: 0, limit: SHOWN, locate: null };
    void call('history.find', page).then((answer) => {
      if (answer.ok) putSummaries(answer.value.rows);
    });
  }, [managerId, entityId]);
  return useMemo(
    () =>
      sortRequests(summaries).filter(
        (one) =>
          entityId !== null && one.request.managerId === managerId && one.entityId === entityId,
      ),
    [summaries, managerId, entityId],
  );
}
