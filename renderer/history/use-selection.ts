import { useCallback } from 'react';
import type { RequestSummary } from '../../shared/request.ts';
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

/** Choosings so far: the last one counts. */
let choosings = 0;

/** What a person has chosen last. */
export function keep(selection: Selection): void {
  choosings += 1;
  useRequests.setState({ selection });
}

/** The same with rows that are on the way: where others were chosen meanwhile, or another list is asked for, they come too late. */
export async function keepOnceRead(
  rows: Promise<readonly RequestSummary[] | null>,
  chosen: (ids: readonly string[]) => Selection,
): Promise<void> {
  choosings += 1;
  const mine = choosings;
  const { filter, sort, toLookAt } = useRequests.getState();
  const read = await rows;
  const now = useRequests.getState();
  const isSameList = now.filter === filter && now.sort === sort && now.toLookAt === toLookAt;
  if (read === null || mine !== choosings || !isSameList) return;
  keep(chosen(read.map(({ request }) => request.id)));
}

/** What keys and clicks choose; rows that are not here yet are fetched where they are chosen too. */
export function useSelection(
  found: FoundRequests,
  inFront: string | null,
  cursor: number | null,
  /** The rows are the answer to what is asked now, and not to what was asked before. */
  isAnswer: boolean,
) {
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
      if (!anchor || !isAnswer) return;
      // Newer requests may have moved it on since.
      const { from, to } = placesBetween(placeOf(found, anchor.id) ?? anchor.index, index);
      await keepOnceRead(found.between(from, to), (ids) => extend({ ...before, anchor }, ids));
    },
    [found, now, isAnswer],
  );

  const onAll = useCallback(async () => {
    if (!isAnswer) return;
    const all = found.between(0, Math.min(found.total, MOST_CHOSEN) - 1);
    await keepOnceRead(all, (ids) => extend(now(), ids));
  }, [found, now, isAnswer]);

  const onAlone = useCallback(() => keep(NONE_CHOSEN), []);
  return { onMove, onAll, onAlone };
}
