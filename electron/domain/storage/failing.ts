import type { Failure } from '../../../shared/result.ts';
import type { Clock, Notify } from '../ports.ts';

/** How often it is tried whether the disk takes something again, ms. */
const TRY_EVERY_MS = 5_000;

/** Tells the window for as long as the disk takes nothing, and once when it does again. `attempt` throws while it doesn't. */
export function createFailing(
  clock: Pick<Clock, 'after'>,
  notify: Notify,
  attempt: () => void,
): { failed(failure: Failure): void; close(): void } {
  let cancel: (() => void) | null = null;
  let failing: Failure | null = null;

  function tryAgain(): void {
    try {
      attempt();
      cancel = null;
      notify('storage.failing', null);
    } catch {
      // Said once more: the window may have begun anew meanwhile.
      if (failing) notify('storage.failing', failing);
      cancel = clock.after(TRY_EVERY_MS, tryAgain);
    }
  }

  return {
    failed(failure) {
      if (cancel !== null) return;
      failing = failure;
      cancel = clock.after(TRY_EVERY_MS, tryAgain);
      notify('storage.failing', failure);
    },
    close() {
      cancel?.();
      cancel = () => {};
    },
  };
}
