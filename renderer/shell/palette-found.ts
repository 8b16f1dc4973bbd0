import { useEffect, useState } from 'react';
import { ALL_REQUESTS, MAX_HISTORY_SEARCH, NEWEST_FIRST } from '../../shared/history-query.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { FoundEntity } from '../../shared/inventory.ts';
import { MAX_SEARCH } from '../../shared/inventory-search.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call } from '../bridge.ts';
import { rankedObjects, rankedRequests } from './palette-rank.ts';
import { selectFirstRow } from './palette-store.ts';

/** Objects of the inventories that are shown at most; more is not read, it is searched. */
const OBJECTS_SHOWN = 20;
/** As many are looked at for one that is called exactly as it was typed. */
const OBJECTS_RANKED = 100;
const REQUESTS_SHOWN = 10;
/** As many of the newest are looked at for those that are called so; the others have each word of it somewhere. */
const REQUESTS_RANKED = 100;
/** What is shorter is in no index of the record: of that only the newest requests are looked through. */
const INDEXED_FROM = 3;
/** Typing goes on for as long before it is searched for, in ms. */
const TYPING_PAUSE = 80;

/** What main has found, and by which typing. */
export type Found<T> = { typed: string; rows: readonly T[] };

/** The objects of every manager's inventory that have what is typed, those of the one in front first. */
export function useFoundObjects(typed: string, front: ManagerId | null): Found<FoundEntity> {
  return useFound(typed, front, async () => {
    const page = { kind: null, offset: 0, limit: OBJECTS_RANKED, locate: null };
    const find = async (managerId: ManagerId | null) => {
      const input = { managerId, typed: typed.slice(0, MAX_SEARCH), ...page };
      const answer = await call('inventory.find', input);
      return answer.ok ? answer.value.rows : [];
    };
    const [own, all] = await Promise.all([front ? find(front) : [], find(null)]);
    return rankedObjects(own, all, typed, OBJECTS_SHOWN);
  });
}

/** The requests of any age that have what is typed somewhere in their record, the newest first. */
export function useFoundRequests(
  typed: string,
  newest: readonly RequestSummary[],
): Found<RequestSummary> {
  const isIndexed = typed.length >= INDEXED_FROM;
  const found = useFound(isIndexed ? typed : '', null, async () => {
    const answer = await call('history.find', {
      filter: { ...ALL_REQUESTS, text: typed.slice(0, MAX_HISTORY_SEARCH) },
      ...{ sort: NEWEST_FIRST, offset: 0, limit: REQUESTS_RANKED, locate: null },
    });
    return answer.ok ? rankedRequests(answer.value.rows, typed, REQUESTS_SHOWN) : [];
  });
  return isIndexed ? found : { typed: '', rows: newest };
}

/** Asks main once typing pauses; `about`: what else it is asked about. */
function useFound<T>(typed: string, about: string | null, ask: () => Promise<readonly T[]>) {
  const [found, setFound] = useState<Found<T>>({ typed: '', rows: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is anew with each drawing, and of these two alone
  useEffect(() => {
    if (typed === '') return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const rows = await ask();
      if (isWanted) setFound({ typed, rows });
    }, TYPING_PAUSE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [typed, about]);
  // What comes late must not leave Enter with what stood there before; who has moved on stays where they are.
  const count = found.rows.length;
  useEffect(() => {
    if (count > 0 && found.typed !== '') selectFirstRow();
  }, [found.typed, count]);
  return found;
}
