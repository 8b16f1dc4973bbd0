/** How long a call may take, in ms, and how much an answer may hold. */
export type Limits = {
  connectMs: number;
  headersMs: number;
  bodyMs: number;
  maxBodyBytes: number;
  freshMs: number;
};

export const DEFAULT_LIMITS: Limits = {
  /** Name, TCP and TLS together; openstack/vmware-nsxlib waits as long (domain.md §7). */
  connectMs: 10_000,
  /** NSX's own `connection_timeout` (domain.md §7). */
  headersMs: 30_000,
  /** Between two parts of the body: a list page of 1000 objects over a bad network. */
  bodyMs: 60_000,
  /** A page of 1000 sessions with long rules is about 2 MB; beyond this it isn't NSX that answers. */
  maxBodyBytes: 10 * 1024 * 1024,
  /** How recent a good answer must be for a write to go out without asking first; NSX's idle limit is 30 min. */
  freshMs: 5 * 60_000,
};

/**
 * Calls at once with basic sign-in, where each carries the password and NSX locks an account at five failures
 * (domain.md §1): with three, a password that was changed meanwhile can't lock it.
 */
export const BASIC_AT_ONCE = 3;

export type Turns = <T>(run: () => Promise<T>) => Promise<T>;

/** Lets one run in at a time, the others in the order in which they came. */
export function createSingleFile(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run);
    last = mine.catch(() => {});
    return mine;
  };
}
