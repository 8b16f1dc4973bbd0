import type { Clock } from '../ports.ts';

/**
 * What comes within this time, ms, is stored together: with a thousand open watches some 25 checks a time, of which
 * each would wait for the disk alone. Nobody looks so closely at a check that the clock asked for.
 */
export const TOGETHER_MS = 250;
/** Where so many came in that time, there are so many watches that even their order is no sight for eyes: */
export const MANY = 8;
/** then this time, ms: a commit costs what ten checks do. Nothing that ends a watch, or that a person asked for, waits. */
export const MANY_TOGETHER_MS = 1000;
/** So many are stored without waiting any longer: more would hold up the window. */
export const MOST_TOGETHER = 100;

/**
 * Stores things in groups: one that comes after a quiet while at once, those that come soon after it together.
 * `store` keeps all of its items or throws and keeps none; then each is tried alone, so that one costs no other.
 */
export function createGroup<T>(
  clock: Pick<Clock, 'after'>,
  store: (items: readonly T[]) => void,
  bug: (error: unknown) => void,
) {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;

  function attempt(items: readonly T[]): boolean {
    try {
      store(items);
      return true;
    } catch (error) {
      if (items.length === 1) bug(error);
      return false;
    }
  }

  /** Stores what waits. Never throws. */
  function flush(): void {
    const items = waiting;
    waiting = [];
    if (items.length === 0 || attempt(items) || items.length === 1) return;
    for (const item of items) attempt([item]);
  }

  function beQuiet(): void {
    cancel = null;
    if (waiting.length === 0) return;
    cancel = clock.after(waiting.length >= MANY ? MANY_TOGETHER_MS : TOGETHER_MS, beQuiet);
    flush();
  }

  return {
    /** Throws where it was stored at once and could not be. */
    add(item: T): void {
      if (cancel !== null) {
        waiting.push(item);
        if (waiting.length >= MOST_TOGETHER) flush();
        return;
      }
      cancel = clock.after(TOGETHER_MS, beQuiet);
      store([item]);
    },
    flush,
    close(): void {
      flush();
      cancel?.();
      cancel = null;
    },
  };
}
