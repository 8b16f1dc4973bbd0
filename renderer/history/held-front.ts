import type { Ask } from './request-pages.ts';

/** The request that is shown though nobody has chosen it, and the list at whose top it stood. */
export type HeldFront = { ask: Ask | null; id: string };

/**
 * What is shown while nothing is chosen: the first of the list, and it stays while the list is the same one. Whatever
 * comes over it later must not take its place under somebody's hands: what is said then is on record for ever.
 */
export function heldFront(
  held: HeldFront | null,
  ask: Ask | null,
  first: string | null,
): HeldFront | null {
  if (held !== null && held.ask === ask) return held;
  return first === null ? null : { ask, id: first };
}
