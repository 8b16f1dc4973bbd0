import type { Millis } from '../../../shared/ids.ts';
import type { GapReason } from '../../../shared/request.ts';
import type { Clock } from '../ports.ts';
import { ASLEEP_AFTER_MS, BEAT_MS } from './schedule.ts';

type Deps = {
  /** False: nobody waits for anything, and the heart stands still. */
  isNeeded(): boolean;
  /** The system has said that it goes to sleep, and not yet that it woke. */
  isAsleep(): boolean;
  /** Nobody looked since then: the computer stood still, or its clock was set forward. */
  slept(from: Millis, reason: GapReason): void;
  /** Told with every second beat. */
  renew(): void;
  bug(where: string, error: unknown): void;
};

/**
 * Notices a pause of the whole computer also where the system sends no event for it (a lid, a hypervisor, a stopped
 * process): a beat that comes far too late. `look` asks at once, for a timer that fires before the beat does.
 */
export function createHeart(clock: Clock, deps: Deps) {
  let last: Millis | null = null;
  let lastTicks = 0;
  let cancel: (() => void) | null = null;
  let beats = 0;

  /** True where a pause was found, and told. */
  function look(): boolean {
    const from = last;
    const now = clock.now();
    if (from === null) return false;
    const ticked = ticksNow(now) - lastTicks;
    const isAsleep = deps.isAsleep() || ticked >= ASLEEP_AFTER_MS;
    if (!isAsleep && now - from < ASLEEP_AFTER_MS) return false;
    mark();
    // Where time itself hardly went on, the clock was set, or it stood still with the computer: nobody can tell.
    deps.slept(from, isAsleep ? 'asleep' : 'clock');
    return true;
  }

  const ticksNow = (now: Millis) => clock.ticks?.() ?? now;

  function mark(): void {
    last = clock.now();
    lastTicks = ticksNow(last);
  }

  function beat(): void {
    if (!deps.isNeeded()) {
      stop();
      return;
    }
    beats += 1;
    // A throw (a disk that is busy or full) costs this beat, not the heart, and not the process.
    try {
      look();
      if (beats % 2 === 0) deps.renew();
    } catch (error) {
      deps.bug('heart', error);
    }
    mark();
    next();
  }

  function next(): void {
    cancel?.();
    cancel = clock.after(BEAT_MS, beat);
  }

  function stop(): void {
    cancel?.();
    cancel = null;
    last = null;
  }

  return {
    look,
    stop,
    start() {
      if (cancel) return;
      mark();
      next();
    },
  };
}
