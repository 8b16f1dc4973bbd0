/** px left beside what was scrolled to. */
const AIR = 14;

/** How far a pane must be scrolled so that a place in it is seen whole, or from its top where it is taller. */
export function scrollBy(
  pane: { top: number; bottom: number },
  place: { top: number; bottom: number },
): number {
  const above = place.top - AIR - pane.top;
  const below = place.bottom + AIR - pane.bottom;
  if (above < 0) return above;
  return below > 0 ? Math.min(below, above) : 0;
}

/** Brings a place into view in the nearest pane that can scroll, and moves nothing above that. */
export function intoView(place: HTMLElement): void {
  let pane = place.parentElement;
  while (pane && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) pane = pane.parentElement;
  if (pane) pane.scrollTop += scrollBy(pane.getBoundingClientRect(), place.getBoundingClientRect());
}
