import { useEffect, useState } from 'react';
import type { FacetCounts, HistoryFilter } from '../../shared/history-query.ts';
import type { Failure } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import { learnLabels } from './facet-choice.ts';
import { useRequests } from './requests-state.ts';

const TYPING_PAUSE = 150;
/** What is counted changes with every check: it is counted no oftener than this, in ms. */
const COUNT_EVERY = 2000;

export type FacetsState = {
  counts: FacetCounts | null;
  failure: Failure | null;
  again: () => void;
};

/** How many requests each value would leave; counted only while `isWanted`, the last counts stay. */
export function useFacets(filter: HistoryFilter, isWanted: boolean): FacetsState {
  const [counts, setCounts] = useState<FacetCounts | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again
  useEffect(() => {
    if (!isWanted) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await call('history.facets', { filter });
      if (isOld) return;
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return;
      setCounts(answer.value);
      useRequests.setState(({ labels }) => ({ labels: learnLabels(labels, answer.value) }));
    }, TYPING_PAUSE);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [filter, isWanted, round]);
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        setRound((was) => was + 1);
      }, COUNT_EVERY);
    };
    const stops = [onEvent('request.changed', soon), onEvent('record.dropped', soon)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [isWanted]);
  return { counts, failure, again: () => setRound((was) => was + 1) };
}
