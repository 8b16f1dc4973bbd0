import type { RequestId } from '../../../shared/ids.ts';
import type { Ports } from '../ports.ts';

type Needs = {
  store: Pick<Ports['store'], 'catchUp' | 'indexWords'>;
  clock: Pick<Ports['clock'], 'after'>;
};
type Deps = {
  /** A request of before is unfinished. */
  found(id: RequestId): void;
  /** All summaries are of this version by now, whichever process has made them. */
  complete(): void;
  bug(where: string, error: unknown): void;
};

/** The most that a start waits for summaries of an earlier version, ms: the newest requests have theirs by then. */
const AT_START_MS = 1_000;
/** Main answers between two slices; each is shorter than anybody would notice, ms. */
const SLICE_MS = 20;
const BETWEEN_MS = 60;
/** How often is looked whether there is something to index, ms. What is not in the index yet is found without it. */
const LOOK_EVERY_MS = 2_000;

/** What the record needs beside its facts, done by and by: summaries of an earlier version, the index of the full text. */
export function createUpkeep({ store, clock }: Needs, { found, complete, bug }: Deps) {
  let cancel: (() => void) | null = null;
  let isCaughtUp = false;

  function catchUp(ms: number): void {
    const { isDone, unfinished } = store.catchUp(ms);
    for (const id of unfinished) found(id);
    if (isDone) complete();
    isCaughtUp = isDone;
  }

  function slice(): void {
    let hasMore = false;
    try {
      if (!isCaughtUp) catchUp(SLICE_MS);
      hasMore = !isCaughtUp || store.indexWords(SLICE_MS);
    } catch (error) {
      bug('upkeep', error);
    }
    cancel = clock.after(hasMore ? BETWEEN_MS : LOOK_EVERY_MS, slice);
  }

  return {
    start(): void {
      if (cancel !== null) return;
      catchUp(AT_START_MS);
      cancel = clock.after(LOOK_EVERY_MS, slice);
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
