import { useLayoutEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { intoView } from '../ui/into-view.ts';

export type RequestTab = 'checks' | 'exchange' | 'changes' | 'facts' | 'review';

/** What was chosen to be shown of a request; a person who goes through many looks at the same of each. */
export const useChosenTab = create<{ chosen: RequestTab | null }>(() => ({ chosen: null }));

/** What a request begins with: what was chosen before, but of one that is under way its checks. */
export function firstTab(chosen: RequestTab | null, isOpen: boolean): RequestTab | null {
  return isOpen ? null : chosen;
}

/** Which part of a request is shown; where a person chose it, it is brought into view. */
export function useRequestTab(isOpen: boolean, usual: RequestTab) {
  const [chosen, setChosen] = useState(() => firstTab(useChosenTab.getState().chosen, isOpen));
  const card = useRef<HTMLDivElement>(null);
  const isDue = useRef(chosen === 'review');
  const tab = chosen ?? usual;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once what was chosen is drawn
  useLayoutEffect(() => {
    if (isDue.current && card.current) intoView(card.current);
    isDue.current = false;
  }, [tab]);

  function choose(next: RequestTab) {
    isDue.current = true;
    useChosenTab.setState({ chosen: next });
    setChosen(next);
  }

  return { tab, choose, card };
}
