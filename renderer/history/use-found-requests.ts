import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import {
  ALL_REQUESTS,
  type HistoryFilter,
  type HistorySort,
  NEWEST_FIRST,
} from '../../shared/history-query.ts';
import { call, onEvent } from '../bridge.ts';
import { type Ask, createRequestPages, type PagesState, placeOf, rowAt } from './request-pages.ts';

/** Typing goes on for as long before it is searched for, in ms. */
const TYPING_PAUSE = 120;
/** What changed may stand elsewhere now, or nowhere: the rows in sight are asked for no oftener than this, in ms. */
const AGAIN_EVERY = 1000;

const pages = createRequestPages((input) => call('history.find', input));

/** What the list was asked for last; the whole record where it was never looked at. */
export function lastAsked(): Ask {
  return pages.getState().ask ?? { filter: ALL_REQUESTS, sort: NEWEST_FIRST };
}

export type FoundRequests = PagesState & {
  /** Where the request in front stands; null while that is not known, or where it is not among them. */
  at: number | null;
  /** Goes to a place of the list; the request there comes to the front as soon as it is here. */
  goTo(index: number): void;
  need(from: number, to: number): void;
  again(): void;
  between: ReturnType<typeof pages.getState>['between'];
};

/** What is found of the record, and where in it the request in front stands. */
export function useFoundRequests(
  filter: HistoryFilter,
  sort: HistorySort,
  chosenId: string | null,
  onChoose: (id: string) => void,
): FoundRequests {
  const state = useStore(pages);
  const [spot, setSpot] = useState<{ index: number; id: string | null } | null>(null);
  const chosen = useRef(chosenId);
  chosen.current = chosenId;

  useEffect(() => {
    const before = pages.getState().ask;
    const ask = () => {
      setSpot(null);
      void pages.getState().look({ filter, sort }, chosen.current);
    };
    // One who comes back to the screen sees what was there at once, and what has changed right after.
    if (before?.filter === filter && before.sort === sort) {
      void pages.getState().again(chosen.current);
      return;
    }
    if (before === null || before.filter.text === filter.text) return ask();
    const timer = setTimeout(ask, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [filter, sort]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        // A place that is being gone to is gone to all the same, once its row is here.
        setSpot((was) => (was?.id === null ? was : null));
        void pages.getState().again(chosen.current);
      }, AGAIN_EVERY);
    };
    const stops = [
      onEvent('request.changed', (summary) => {
        pages.getState().take(summary);
        soon();
      }),
      onEvent('record.dropped', soon),
    ];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);

  // The row that was gone to has come: it is the one in front.
  const there = spot && spot.id === null ? rowAt(state, spot.index) : null;
  useEffect(() => {
    if (!spot || !there) return;
    setSpot({ index: spot.index, id: there.request.id });
    onChoose(there.request.id);
  }, [spot, there, onChoose]);

  const isGoing = spot !== null && (spot.id === null || spot.id === chosenId);
  const isLocated = state.located !== null && state.located.id === chosenId;
  const here = useMemo(
    () => (chosenId === null ? null : placeOf({ pages: state.pages }, chosenId)),
    [state.pages, chosenId],
  );
  useEffect(() => {
    if (chosenId && state.phase === 'ready' && !isGoing && here === null && !isLocated) {
      void pages.getState().locate(chosenId);
    }
  }, [chosenId, state.phase, isGoing, here, isLocated]);

  const goTo = useCallback((index: number) => setSpot({ index, id: null }), []);
  const need = useCallback((from: number, to: number) => pages.getState().need(from, to), []);
  const again = useCallback(() => void pages.getState().again(chosen.current), []);
  const at = isGoing ? spot.index : (here ?? (isLocated ? (state.located?.place ?? null) : null));
  return useMemo(
    () => ({ ...state, at, goTo, need, again, between: pages.getState().between }),
    [state, at, goTo, need, again],
  );
}
