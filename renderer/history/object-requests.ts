import { useEffect, useMemo, useState } from 'react';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { sortRequests, useHistoryStore } from './history-store.ts';

type Page = { rows: RequestSummary[]; total: number };

/**
 * The newest requests of one object. This is the one place that asks for them:
 * `history.find` with `entities: [entityId]` and `managers: [managerId]` gives the same, without reading all.
 */
async function readObjectRequests(
  managerId: string,
  entityId: string,
  limit: number,
): Promise<Result<Page>> {
  const answer = await call('history.list', null);
  if (!answer.ok) return answer;
  const own = answer.value
    .filter((one) => isOf(one, managerId, entityId))
    .sort((a, b) => b.request.writtenAt - a.request.writtenAt);
  return { ok: true, value: { rows: own.slice(0, limit), total: own.length } };
}

function isOf(summary: RequestSummary, managerId: string, entityId: string): boolean {
  return summary.request.managerId === managerId && summary.entityId === entityId;
}

/** The newest requests of one object, newest first, as they stand now; `total`: how many there are. */
export function useObjectRequests(managerId: string, entityId: string, limit: number) {
  const [page, setPage] = useState<Page | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [again, setAgain] = useState(0);
  const summaries = useHistoryStore((state) => state.summaries);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks once more
  useEffect(() => {
    let isWanted = true;
    void readObjectRequests(managerId, entityId, limit).then((answer) => {
      if (!isWanted) return;
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setPage(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [managerId, entityId, limit, again]);
  const rows = useMemo(() => {
    const read = page?.rows ?? [];
    const oldest = read.at(-1)?.request.writtenAt ?? 0;
    // What was told since it was read: how these stand now, and what was sent meanwhile.
    const told = Object.values(summaries).filter(
      (one) => isOf(one, managerId, entityId) && one.request.writtenAt >= oldest,
    );
    return sortRequests(Object.fromEntries([...read, ...told].map((one) => [one.request.id, one])));
  }, [page, summaries, managerId, entityId]);
  return {
    rows,
    total: Math.max(page?.total ?? 0, rows.length),
    loaded: page !== null,
    failure,
    again: () => setAgain((times) => times + 1),
  };
}
