import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { ManagerId } from '../../shared/ids.ts';
import type { EntityDetails, ReadingProgress } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import type { Failure } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import { createFinder, type FinderState, rowAt } from './finder.ts';

/** Typing goes on for as long before it is searched for, in ms: shorter than between two keys. */
const TYPING_PAUSE = 60;
/** Moving through a list goes on for as long before the object in front is read, in ms. */
const MOVING_PAUSE = 40;
/** How often a copy that is looked at is asked for its age, in ms. */
const LOOK_EVERY = 60_000;

export type Found = FinderState & {
  /** Where the object in front stands; null while that is not known, or where it is not among them. */
  at: number | null;
  /** Goes to a place of the list; the object there comes to the front as soon as it is here. */
  goTo(index: number): void;
  need(from: number, to: number): void;
  again(): void;
};

/** What is found of a manager's inventory, and where in it the object in front stands. */
export function useFound(
  managerId: ManagerId,
  kind: InventoryKind | null,
  typed: string,
  chosenId: string | null,
  onChoose: (id: string) => void,
): Found {
  const [finder] = useState(() => createFinder((input) => call('inventory.find', input)));
  const state = useStore(finder);
  const [spot, setSpot] = useState<{ index: number; id: string | null } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is no other question
  useEffect(() => {
    const ask = () => {
      setSpot(null);
      void finder.getState().look({ managerId, kind, typed }, chosenId);
    };
    if (typed === '') return ask();
    const timer = setTimeout(ask, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [finder, managerId, kind, typed]);

  useEffect(
    () =>
      onEvent('inventory.changed', (changed) => {
        if (changed.managerId === managerId && !changed.reading) {
          setSpot(null);
          void finder.getState().again(chosenId);
        }
      }),
    [finder, managerId, chosenId],
  );

  // The row that was gone to has come: it is the one in front.
  const there = spot && spot.id === null ? rowAt(state, spot.index) : null;
  useEffect(() => {
    if (!spot || !there) return;
    setSpot({ index: spot.index, id: there.entity.id });
    onChoose(there.entity.id);
  }, [spot, there, onChoose]);

  const isKnown = spot !== null && (spot.id === null || spot.id === chosenId);
  const isLocated = state.located !== null && state.located.id === chosenId;
  useEffect(() => {
    if (chosenId && state.phase === 'ready' && !isKnown && !isLocated) {
      void finder.getState().locate(chosenId);
    }
  }, [finder, chosenId, state.phase, isKnown, isLocated]);

  const goTo = useCallback((index: number) => setSpot({ index, id: null }), []);
  const need = useCallback(
    (from: number, to: number) => finder.getState().need(from, to),
    [finder],
  );
  const again = useCallback(() => void finder.getState().again(chosenId), [finder, chosenId]);
  const at = isKnown
    ? spot.index
    : chosenId === null
      ? 0
      : isLocated
        ? (state.located?.place ?? null)
        : null;
  return useMemo(() => ({ ...state, at, goTo, need, again }), [state, at, goTo, need, again]);
}

export type DetailsState =
  | { phase: 'loading'; details: EntityDetails | null }
  | { phase: 'ready'; details: EntityDetails }
  | { phase: 'failed'; failure: Failure };

/** An object with who uses it and what it uses; what was in front before stays until it is here. */
export function useDetails(managerId: ManagerId, id: string | null): DetailsState {
  const [state, setState] = useState<DetailsState>({ phase: 'loading', details: null });
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      if (id === null) return;
      const answer = await call('inventory.details', { managerId, id });
      if (!isWanted) return;
      setState(
        answer.ok
          ? { phase: 'ready', details: answer.value }
          : { phase: 'failed', failure: answer.failure },
      );
    };
    setState((was) => ({ phase: 'loading', details: was.phase === 'failed' ? null : was.details }));
    const timer = setTimeout(() => void read(), MOVING_PAUSE);
    const stop = onEvent('inventory.changed', (changed) => {
      if (changed.managerId === managerId && !changed.reading) void read();
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
      stop();
    };
  }, [managerId, id]);
  return state;
}

/** How far the reading is that is under way; null where none is, or it has just begun. */
export function useProgress(
  managerId: ManagerId,
  known: ReadingProgress | null | undefined,
): ReadingProgress | null {
  const [progress, setProgress] = useState<ReadingProgress | null>(null);
  useEffect(
    () =>
      onEvent('inventory.progress', (now) => {
        if (now.managerId === managerId) setProgress(now);
      }),
    [managerId],
  );
  useEffect(
    () =>
      onEvent('inventory.changed', (changed) => {
        if (changed.managerId === managerId && !changed.reading) setProgress(null);
      }),
    [managerId],
  );
  return progress ?? known ?? null;
}

/** The copy is being looked at: main reads it anew where it is stale and the manager answers. */
export function useLooking(managerId: ManagerId, linkState: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a manager that answers again is a reason to look again
  useEffect(() => {
    const look = () => void call('inventory.look', { managerId });
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [managerId, linkState]);
}
