import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import type { Clock } from '../ports.ts';

type Deps = {
  /** Writes whose answer was lost and whose object nobody has read back yet. */
  doubts(): RequestSummary[];
  /** Reads the object back. Never writes. */
  settle(id: RequestId): Promise<Result<unknown>>;
  bug(where: string, error: unknown): void;
};

/** A reading that showed nothing (no right to read, not there yet) is tried again after this, ms. */
const AGAIN_MS = 60_000;

/** Settles writes in doubt by itself as soon as their manager answers again. */
export function createSelfSettle(clock: Clock, deps: Deps) {
  const triedAt = new Map<RequestId, Millis>();
  const timers = new Map<ManagerId, () => void>();

  async function tryOne(id: RequestId): Promise<boolean> {
    triedAt.set(id, clock.now());
    try {
      const result = await deps.settle(id);
      if (result.ok) triedAt.delete(id);
      return result.ok;
    } catch (error) {
      deps.bug('settle', error);
      return false;
    }
  }

  async function look(managerId: ManagerId): Promise<void> {
    const due = deps.doubts().filter(({ request }) => {
      const last = triedAt.get(request.id);
      const isDue = last === undefined || clock.now() - last >= AGAIN_MS;
      return request.managerId === managerId && isDue;
    });
    let isLeft = false;
    for (const { request } of due) if (!(await tryOne(request.id))) isLeft = true;
    if (isLeft) plan(managerId);
  }

  function plan(managerId: ManagerId): void {
    timers.get(managerId)?.();
    timers.set(
      managerId,
      clock.after(AGAIN_MS, () => void look(managerId)),
    );
  }

  return {
    /** This manager has just answered something. */
    answered(managerId: ManagerId): void {
      if (deps.doubts().length > 0) void look(managerId);
    },
    close(): void {
      for (const cancel of timers.values()) cancel();
    },
  };
}
