import type { Ask } from './request-pages.ts';
import type { Selection } from './selection.ts';

/** The request that is shown though the way here names none, and the list that it was shown beside. */
export type HeldFront = { ask: Ask | null; id: string };

/**
 * What was chosen before the screen was left, and is highlighted still: the one that was in front, or where that is
 * among the chosen no more, the first of them. Null where nothing was chosen of this list.
 */
export function chosenBefore(was: { selection: Selection; front: string | null }): string | null {
  const { ids } = was.selection;
  if (was.front !== null && (ids.size === 0 || ids.has(was.front))) return was.front;
  const [first] = ids;
  return first ?? null;
}

/**
 * What is shown while the way here names no request: what was chosen before, and otherwise the first of the list,
 * which stays while the list is the same one. Whatever comes over it later must not take its place under somebody's
 * hands: what is said then is on record for ever.
 */
export function heldFront(
  held: HeldFront | null,
  ask: Ask | null,
  first: string | null,
  before: string | null,
): HeldFront | null {
  const isSame = held !== null && held.ask === ask;
  if (before !== null) return isSame && held.id === before ? held : { ask, id: before };
  if (isSame) return held;
  return first === null ? null : { ask, id: first };
}
