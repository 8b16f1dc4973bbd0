import type { Clock } from '../ports.ts';

/** How long this process works at a stretch: nothing that a person sees waits longer for it, ms. */
const SLICE_MS = 12;
/** And then lets everything else go first, ms. */
const REST_MS = 4;

/** For long work in small steps: `pause` rests when the slice is used up, and says whether it did. */
export function createPacer(clock: Pick<Clock, 'now' | 'ticks' | 'after'>) {
  const now = () => clock.ticks?.() ?? clock.now();
  let began = now();
  return {
    now,
    async pause(): Promise<boolean> {
      if (now() - began < SLICE_MS) return false;
      await new Promise<void>((resolve) => clock.after(REST_MS, resolve));
      began = now();
      return true;
    },
  };
}
