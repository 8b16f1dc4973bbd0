import type { ManagerId } from '../../../shared/ids.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Clock } from '../ports.ts';

const SECOND = 1000;
/** A manager that answers is asked again after this much silence, so that "reachable" is never an old story. */
const IDLE_S = 60;
/** A manager that does not answer is asked again after this; each try that fails doubles it. */
const FIRST_S = 10;
/** After the first connection that was reset: most often that was one connection, and no more. */
const AFTER_RESET_S = 1;
const MAX_S = 300;

/** After these only a person can help: asking again would send a credential that was refused, or none. */
const NEEDS_A_PERSON: ReadonlySet<Failure['kind']> = new Set([
  'unauthorized',
  'halted',
  'untrusted',
  'no-credential',
  'keychain',
  'not-found',
]);

/**
 * Keeps what is shown of the way to each manager true: asks again by itself after a silence, and while a manager
 * can't be reached, until it answers. One timer a manager; every call that is noted sets it anew.
 */
export function createRecheck(
  clock: Pick<Clock, 'after'>,
  ask: (id: ManagerId) => Promise<unknown>,
  bug: (where: string, error: unknown) => void,
) {
  const timers = new Map<ManagerId, () => void>();
  const away = new Map<ManagerId, number>();

  function stop(id: ManagerId): void {
    timers.get(id)?.();
    timers.delete(id);
  }

  function plan(id: ManagerId, seconds: number): void {
    stop(id);
    timers.set(
      id,
      clock.after(seconds * SECOND, () => {
        ask(id).catch((error: unknown) => bug('recheck', error));
      }),
    );
  }

  return {
    /** A call to this manager has ended so; null: it was answered. */
    noted(id: ManagerId, failure: Failure | null): void {
      if (failure?.kind !== 'unreachable') away.delete(id);
      if (failure && NEEDS_A_PERSON.has(failure.kind)) stop(id);
      else if (failure?.kind === 'unreachable') {
        const tried = away.get(id);
        const isFirstReset = tried === undefined && failure.reason === 'reset';
        const seconds = isFirstReset
          ? AFTER_RESET_S
          : Math.min(Math.max(FIRST_S, (tried ?? 0) * 2), MAX_S);
        away.set(id, seconds);
        plan(id, seconds);
      } else plan(id, IDLE_S);
    },
    /** Nobody wants to know any more. */
    forget(id: ManagerId): void {
      away.delete(id);
      stop(id);
    },
    close(): void {
      for (const id of [...timers.keys()]) stop(id);
    },
  };
}
