import { useEffect, useMemo, useState } from 'react';
import type { HistoryFilter } from '../../shared/history-query.ts';
import {
  ALL_REQUESTS,
  MAX_HISTORY_PAGE,
  MAX_HISTORY_SEARCH,
  NEWEST_FIRST,
} from '../../shared/history-query.ts';
import type { ManagerId } from '../../shared/ids.ts';
import { wasNeverSaved } from '../../shared/manager.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import { sortRequests, useHistoryStore } from './history-store.ts';

type Page = { rows: RequestSummary[]; total: number };

/** The newest requests that a filter lets through, page by page. */
async function readNewest(filter: HistoryFilter, limit: number): Promise<Result<Page>> {
  const rows: RequestSummary[] = [];
  for (;;) {
    const answer = await call('history.find', {
      filter,
      sort: NEWEST_FIRST,
      offset: rows.length,
      limit: Math.min(MAX_HISTORY_PAGE, limit - rows.length),
      locate: null,
    });
    if (!answer.ok) return answer;
    rows.push(...answer.value.rows);
    const { total } = answer.value;
    if (answer.value.rows.length === 0 || rows.length >= Math.min(limit, total)) {
      return { ok: true, value: { rows, total } };
    }
  }
}

function ofObject(managers: readonly string[], entityId: string): HistoryFilter {
  return { ...ALL_REQUESTS, managers: managers as ManagerId[], entities: [entityId] };
}

/**
 * The ids under which the manager of an object stands on record: the terminal may have used it by its address, before
 * it was saved or after. One is the same where the address is, and NSX's id of the object (a UUID); two that are saved
 * are kept apart.
 */
export async function managersOf(managerId: string, entityId: string): Promise<string[]> {
  const filter = { ...ALL_REQUESTS, entities: [entityId] };
  const found = await call('history.facets', { filter });
  const others = found.ok ? found.value.facets.managers.map(({ value }) => value) : [];
  const ids = [...new Set([managerId, ...others])];
  if (ids.length === 1) return ids;
  const newest = await Promise.all(ids.map((id) => readNewest(ofObject([id], entityId), 1)));
  const addresses = newest.map((one) => one.ok && one.value.rows[0]?.request.managerAddress);
  return ids.filter(
    (id, at) =>
      id === managerId ||
      (addresses[at] === addresses[0] && (wasNeverSaved(id) || wasNeverSaved(managerId))),
  );
}

/** Requests of the same object, and others, that the dialog shows at most; more is searched. */
const MOST_OWN = 60;
const MOST_OTHERS = 100;

/** What has every typed word in its record: of the same object as the first, and of all; newest first. */
export async function readCandidates(
  first: RequestSummary | null,
  typed: string,
): Promise<Result<RequestSummary[]>> {
  const text = typed.trim().slice(0, MAX_HISTORY_SEARCH);
  const others = await readNewest({ ...ALL_REQUESTS, text }, MOST_OTHERS);
  if (!others.ok) return others;
  if (first === null || first.entityId === null) return { ok: true, value: others.value.rows };
  const object = ofObject([first.request.managerId], first.entityId);
  const own = await readNewest({ ...object, text }, MOST_OWN);
  if (!own.ok) return own;
  const rows = [...own.value.rows, ...others.value.rows];
  return { ok: true, value: [...new Map(rows.map((one) => [one.request.id, one])).values()] };
}

function isOf(summary: RequestSummary, managers: readonly string[], entityId: string): boolean {
  return managers.includes(summary.request.managerId) && summary.entityId === entityId;
}

/** The newest requests of one object, newest first, as they stand now; `total`: how many there are. */
export function useObjectRequests(managerId: string, entityId: string, limit: number) {
  const [page, setPage] = useState<(Page & { managers: readonly string[] }) | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [again, setAgain] = useState(0);
  const summaries = useHistoryStore((state) => state.summaries);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks once more
  useEffect(() => {
    let isWanted = true;
    void (async () => {
      const managers = await managersOf(managerId, entityId);
      const answer = await readNewest(ofObject(managers, entityId), limit);
      if (!isWanted) return;
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setPage({ ...answer.value, managers });
    })();
    return () => {
      isWanted = false;
    };
  }, [managerId, entityId, limit, again]);
  useEffect(() => onEvent('record.dropped', () => setAgain((times) => times + 1)), []);
  const rows = useMemo(() => {
    const read = page?.rows ?? [];
    const oldest = read.at(-1)?.request.writtenAt ?? 0;
    // What was told since it was read: how these stand now, and what was sent meanwhile.
    const told = Object.values(summaries).filter(
      (one) =>
        isOf(one, page?.managers ?? [managerId], entityId) && one.request.writtenAt >= oldest,
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
