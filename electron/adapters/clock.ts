import type { Clock } from '../domain/ports.ts';

/** setTimeout runs at once for anything beyond 2^31-1 ms (Node): longer waits are made of parts. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** This computer's clock. `after` keeps no process alive by itself; a negative wait counts as none. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    ticks: () => performance.now(),
    after(ms, run) {
      let timer: NodeJS.Timeout;
      const wait = (left: number): void => {
        const part = Math.min(Math.max(0, left), LONGEST_TIMER_MS);
        timer = setTimeout(() => (left > part ? wait(left - part) : run()), part);
        timer.unref();
      };
      wait(ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}
