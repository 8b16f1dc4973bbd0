import type { ManagerId } from '../../../shared/ids.ts';
import type { Clock } from '../ports.ts';

const SECOND = 1000;
/** First try after this; each that fails doubles it. */
const FIRST_S = 10;
/** A manager that stays away is asked every five minutes, so that its coming back is seen without a click. */
const MAX_S = 300;

/**
 * Asks a manager that could not be reached again, by itself, until it answers: whatever waits for it (a draft, a
 * write in doubt) is told. One timer a manager; `ask` says whether it answered.
 */
export function createRecheck(
  clock: Pick<Clock, 'after'>,
  ask: (id: ManagerId) => Promise<boolean>,
) {
  const timers = new Map<ManagerId, () => void>();

  function plan(id: ManagerId, seconds: number): void {
    const cancel = clock.after(seconds * SECOND, () => {
      void ask(id).then((answered) => {
        if (timers.get(id) !== cancel) return;
        if (answered) timers.delete(id);
        else plan(id, Math.min(seconds * 2, MAX_S));
      });
    });
    timers.set(id, cancel);
  }

  return {
    /** The manager could not be reached. */
    lost(id: ManagerId): void {
      if (!timers.has(id)) plan(id, FIRST_S);
    },
    /** It answered, or nobody wants to know any more. */
    found(id: ManagerId): void {
      timers.get(id)?.();
      timers.delete(id);
    },
    close(): void {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
