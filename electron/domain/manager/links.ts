import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type { Link, LinkState } from '../../../shared/manager.ts';
import type { Failure } from '../../../shared/result.ts';

/** What the last call said about the way to each manager. Kept in memory: after a start nothing was asked yet. */
export type Links = {
  get(id: ManagerId): Link;
  /** Notes how a call ended; true where the window should be told. `null`: it was answered. */
  note(id: ManagerId, failure: Failure | null): boolean;
  forget(id: ManagerId): void;
};

/** Which link state a failure shows; null where it says nothing about the link (the manager did answer). */
export function linkStateOf(failure: Failure): LinkState | null {
  switch (failure.kind) {
    case 'unreachable':
      return 'unreachable';
    case 'untrusted':
      return 'untrusted';
    case 'unauthorized':
    case 'halted':
      return 'halted';
    case 'no-credential':
    case 'keychain':
      return 'signed-out';
    default:
      return null;
  }
}

/** "Last answer" is told this often at most. */
const TELL_EVERY_MS = 5_000;

export function createLinks(now: () => Millis): Links {
  const links = new Map<ManagerId, Link>();
  const toldAt = new Map<ManagerId, Millis>();
  const startedAt = now();
  const fresh = (): Link => ({
    state: 'not-asked',
    since: startedAt,
    lastAnswerAt: null,
    failure: null,
  });
  return {
    get: (id) => links.get(id) ?? fresh(),
    note(id, failure) {
      const before = links.get(id) ?? fresh();
      const at = now();
      if (failure && isFirstReset(before, failure)) {
        links.set(id, { ...before, resetAt: at });
        toldAt.set(id, at);
        return true;
      }
      const shown = failure ? linkStateOf(failure) : null;
      const state = shown ?? 'reachable';
      links.set(id, {
        state,
        since: before.state === state ? before.since : at,
        lastAnswerAt: shown === null ? at : before.lastAnswerAt,
        failure: shown === null ? null : keepFirstRefusal(before, failure),
      });
      const old = at - (toldAt.get(id) ?? 0) >= TELL_EVERY_MS;
      const isOver = before.resetAt !== undefined;
      if (before.state === state && !old && !isOver) return false;
      toldAt.set(id, at);
      return true;
    },
    forget: (id) => void links.delete(id),
  };
}

/** One connection that was reset is no manager that is away: what it said before stands until it was asked again. */
export function isFirstReset({ state, resetAt }: Link, failure: Failure): boolean {
  const isReset = failure.kind === 'unreachable' && failure.reason === 'reset';
  return isReset && state === 'reachable' && resetAt === undefined;
}

/** "halted" only repeats that nothing is asked: the refusal itself, with NSX's words, says more. */
function keepFirstRefusal(before: Link, failure: Failure | null): Failure | null {
  return failure?.kind === 'halted' && before.failure?.kind === 'unauthorized'
    ? before.failure
    : failure;
}
