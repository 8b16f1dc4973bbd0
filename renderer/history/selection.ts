/** More requests than this are not chosen at once: what is done with them is one file, or one list of tags. */
export const MOST_CHOSEN = 1000;

/** A request and where it stood in the list when it was chosen. */
export type Spot = { id: string; index: number };

/** The requests that are chosen, and the one from which Shift extends. */
export type Selection = { ids: ReadonlySet<string>; anchor: Spot | null };

export const NONE_CHOSEN: Selection = { ids: new Set(), anchor: null };

/** A click, or an arrow key: this one and no other. */
export function chooseAlone(spot: Spot): Selection {
  return { ids: new Set([spot.id]), anchor: spot };
}

/** Ctrl+click, or Space: in where it was out, out where it was in; Shift extends from here. */
export function toggle(selection: Selection, spot: Spot): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(spot.id) && ids.size < MOST_CHOSEN) ids.add(spot.id);
  return { ids, anchor: spot };
}

/** Shift+click, or Shift with an arrow: what lies between the anchor and there, and nothing else. */
export function extend(selection: Selection, between: readonly string[]): Selection {
  return { ids: new Set(between.slice(0, MOST_CHOSEN)), anchor: selection.anchor };
}

/** The places between an anchor and another, both with them; never more than can be chosen, counted from the anchor. */
export function placesBetween(anchor: number, to: number): { from: number; to: number } {
  if (to >= anchor) return { from: anchor, to: Math.min(to, anchor + MOST_CHOSEN - 1) };
  return { from: Math.max(to, anchor - MOST_CHOSEN + 1), to: anchor };
}

/**
 * What is chosen once a request has come to the front. One that came from elsewhere (it was sent just now, or found in
 * the palette) is chosen itself: keys and Shift begin at it. `front` is the one that was there before.
 */
export function withFront(selection: Selection, front: string | null, next: string): Selection {
  if (next === front || selection.ids.has(next)) return selection;
  return NONE_CHOSEN;
}
