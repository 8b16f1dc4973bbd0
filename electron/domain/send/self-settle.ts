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

/** A reading that showed nothing (no right to read) is tried again after this, ms, where it does not say when. */
const AGAIN_MS = 60_000;

/** Settles writes in doubt by itself as soon as their manager answers again. */
export function createSelfSettle(clock: Clock, deps: Deps) {
  /** When each is read again. */
  const dueAt = new Map<RequestId, Millis>();
  const timers = new Map<ManagerId, () => void>();

  async function tryOne(id: RequestId): Promise<boolean> {
    dueAt.set(id, clock.now() + AGAIN_MS);
    try {
      const result = await deps.settle(id);
      if (result.ok) dueAt.delete(id);
      else if (result.failure.kind === 'stale' && result.failure.retryAfterMs !== undefined) {
        dueAt.set(id, clock.now() + result.failure.retryAfterMs);
      }
      return result.ok;
    } catch (error) {
      deps.bug('settle', error);
      return false;
    }
  }

  async function look(managerId: ManagerId): Promise<void> {
    const due = deps.doubts().filter(({ request }) => {
      const isDue = clock.now() >= (dueAt.get(request.id) ?? Number.NEGATIVE_INFINITY);
      return request.managerId === managerId && isDue;
    });
    let isLeft = false;
    for (const { request } of due) if (!(await tryOne(request.id))) isLeft = true;
    if (isLeft) plan(managerId);
  }

  /** One timer a manager: the earliest of its writes that are read again. */
  function plan(managerId: ManagerId): void {
    const times = deps.doubts().flatMap(({ request }) => {
      const at = request.managerId === managerId ? dueAt.get(request.id) : undefined;
      return at === undefined ? [] : [at];
    });
    const wait = times.length === 0 ? AGAIN_MS : Math.min(...times) - clock.now();
    timers.get(managerId)?.();
    timers.set(
      managerId,
      clock.after(Math.max(0, wait), () => void look(managerId)),
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
