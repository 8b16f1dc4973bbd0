import type { CatchingUp } from '../../../shared/catching-up.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { Ports } from '../ports.ts';

type Needs = {
  store: Pick<Ports['store'], 'catchUp' | 'caughtUp' | 'indexWords'>;
  clock: Pick<Ports['clock'], 'after' | 'now'>;
};
type Deps = {
  /** A request of before is unfinished. */
  found(id: RequestId): void;
  /** All summaries are of this version by now, whichever process has made them. */
  complete(): void;
  /** How many of them are, now and then while they are made; null once all are. */
  far(far: CatchingUp | null): void;
  bug(where: string, error: unknown): void;
};

/** The most that a start waits for summaries of an earlier version, ms: the newest requests have theirs by then. */
const AT_START_MS = 1_000;
/** Main answers between two slices; each is shorter than anybody would notice, ms. */
const SLICE_MS = 20;
const BETWEEN_MS = 60;
/** Until all summaries are made nothing can be sent: that goes faster. */
const BETWEEN_SUMMARIES_MS = 20;
/** How often is told how far that is. */
const TELL_EVERY_MS = 1_000;
/** How often is looked whether there is something to index, ms. What is not in the index yet is found without it. */
const LOOK_EVERY_MS = 2_000;

/** What the record needs beside its facts, done by and by: summaries of an earlier version, the index of the full text. */
export function createUpkeep({ store, clock }: Needs, { found, complete, far, bug }: Deps) {
  let cancel: (() => void) | null = null;
  let isCaughtUp = false;
  let toldAt: number | null = null;

  function catchUp(ms: number): void {
    const { isDone, unfinished } = store.catchUp(ms);
    for (const id of unfinished) found(id);
    if (isDone) complete();
    isCaughtUp = isDone;
    tell();
  }

  function tell(): void {
    const now = clock.now();
    if (isCaughtUp) {
      if (toldAt !== null) far(null);
      toldAt = null;
    } else if (toldAt === null || Math.abs(now - toldAt) >= TELL_EVERY_MS) {
      toldAt = now;
      far(store.caughtUp());
    }
  }

  function slice(): void {
    let hasMore = false;
    try {
      if (!isCaughtUp) catchUp(SLICE_MS);
      hasMore = !isCaughtUp || store.indexWords(SLICE_MS);
    } catch (error) {
      bug('upkeep', error);
    }
    const soon = isCaughtUp ? BETWEEN_MS : BETWEEN_SUMMARIES_MS;
    cancel = clock.after(hasMore ? soon : LOOK_EVERY_MS, slice);
  }

  return {
    start(): void {
      if (cancel !== null) return;
      catchUp(AT_START_MS);
      cancel = clock.after(isCaughtUp ? LOOK_EVERY_MS : BETWEEN_SUMMARIES_MS, slice);
    },
    /** Is known of every request whether it is in doubt? Takes a slice where that is not so yet. */
    isComplete(): boolean {
      if (!isCaughtUp) catchUp(SLICE_MS);
      return isCaughtUp;
    },
    /** All at once: nobody looks at a window meanwhile. */
    finish(): void {
      while (!isCaughtUp) catchUp(AT_START_MS);
    },
    stop(): void {
      cancel?.();
      cancel = null;
    },
  };
}
