import { useCallback } from 'react';
import { placeOf, rowAt } from './request-pages.ts';
import { useRequests } from './requests-state.ts';
import {
  chooseAlone,
  extend,
  MOST_CHOSEN,
  NONE_CHOSEN,
  placesBetween,
  type Selection,
  type Spot,
  toggle,
} from './selection.ts';
import type { FoundRequests } from './use-found-requests.ts';
import type { Way } from './use-list-keys.ts';

const keep = (selection: Selection) => useRequests.setState({ selection });

/** What keys and clicks choose; rows that are not here yet are fetched where they are chosen too. */
export function useSelection(found: FoundRequests, inFront: string | null, cursor: number | null) {
  /** The row in front is chosen, though nobody has pressed it. */
  const now = useCallback((): Selection => {
    const { selection } = useRequests.getState();
    if (selection.ids.size > 0 || inFront === null) return selection;
    return chooseAlone({ id: inFront, index: cursor ?? 0 });
  }, [inFront, cursor]);

  const onMove = useCallback(
    async (index: number, way: Way) => {
      const id = rowAt(found, index)?.request.id;
      const spot: Spot | null = id === undefined ? null : { id, index };
      if (way === 'toggle') {
        if (spot) keep(toggle(now(), spot));
        return;
      }
      found.goTo(index);
      if (way === 'look') return keep(now());
      if (way === 'alone') return keep(spot ? chooseAlone(spot) : NONE_CHOSEN);
      const before = now();
      const anchor = before.anchor ?? spot;
      if (!anchor) return;
      // Newer requests may have moved it on since.
      const { from, to } = placesBetween(placeOf(found, anchor.id) ?? anchor.index, index);
      const between = await found.between(from, to);
      if (between) {
        const ids = between.map(({ request }) => request.id);
        keep(extend({ ...before, anchor }, ids));
      }
    },
    [found, now],
  );

  const onAll = useCallback(async () => {
    const all = await found.between(0, Math.min(found.total, MOST_CHOSEN) - 1);
    if (all)
      keep(
        extend(
          now(),
          all.map(({ request }) => request.id),
        ),
      );
  }, [found, now]);

  const onAlone = useCallback(() => keep(NONE_CHOSEN), []);
  return { onMove, onAll, onAlone };
}
