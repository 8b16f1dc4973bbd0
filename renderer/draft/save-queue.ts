import type { UndoKeys } from '../../shared/draft-version.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Failure, Result } from '../../shared/result.ts';

/** What stands in a draft after an edit. `version` counts the edits. */
export type Edit = {
  body: JsonObject;
  text: string | null;
  version: number;
  /** What can be taken back from here: main keeps what the draft was where a step ends. */
  undo?: UndoKeys;
};

export type Saved = { version: number; savedAt: number };

/** What a person is told about the saving of a draft. */
export type SaveState =
  | { phase: 'saved'; savedAt: number }
  | { phase: 'saving' }
  | { phase: 'failed'; failure: Failure };

export type SaveQueue = {
  /** Hands an edit over: saved at once, or as soon as the save before it has ended. */
  push(edit: Edit): void;
  /** Tries again now what could not be saved. */
  retry(): void;
  /** Resolves when nothing waits any more: the last saved version, or why it could not be saved. */
  flush(): Promise<Result<number>>;
  /**
   * Lets main change the draft on its own: nothing is saved until `work` has ended. What is pushed meanwhile waits;
   * where main made another draft of it, `close` this queue in `work` and save it anew.
   */
  hold<T>(work: () => Promise<T>): Promise<T>;
  /** Forgets what waits; for a draft that was discarded. */
  close(): void;
};

type Ports = {
  save(edit: Edit): Promise<Result<Saved>>;
  onState(state: SaveState): void;
  /** Calls back later, once; returns the way to call it off. */
  later(run: () => void): () => void;
};

/**
 * Saves every edit as it is made, so that a killed process loses nothing: one save is in flight, and of each step only
 * the newest edit waits behind it, since it holds all the others. There is no debounce. A save that failed is tried
 * again (saving the same version twice is harmless, unlike sending), with whatever is newest then.
 */
export function createSaveQueue(savedVersion: number, ports: Ports): SaveQueue {
  /** Oldest first: the end of each step, and the newest edit. */
  let waiting: Edit[] = [];
  let held = false;
  let inFlight: Edit | null = null;
  let saved = savedVersion;
  let failure: Failure | null = null;
  let callOff: (() => void) | null = null;
  let closed = false;
  let waiters: ((result: Result<number>) => void)[] = [];

  function answerWaiters(result: Result<number>) {
    const all = waiters;
    waiters = [];
    for (const answer of all) answer(result);
  }

  async function pump() {
    const [edit] = waiting;
    if (closed || held || inFlight || !edit) return;
    callOff?.();
    callOff = null;
    waiting = waiting.slice(1);
    inFlight = edit;
    ports.onState({ phase: 'saving' });
    const result = await ports.save(edit);
    inFlight = null;
    if (closed) return;
    if (result.ok) {
      saved = Math.max(saved, result.value.version);
      failure = null;
      if (waiting.length > 0) return pump();
      ports.onState({ phase: 'saved', savedAt: result.value.savedAt });
      return answerWaiters({ ok: true, value: saved });
    }
    failure = result.failure;
    // What came since holds it, but where it ends a step.
    if (waiting.length === 0 || endsStep(edit, waiting[0])) waiting = [edit, ...waiting];
    ports.onState({ phase: 'failed', failure: result.failure });
    answerWaiters({ ok: false, failure: result.failure });
    callOff = ports.later(() => void pump());
  }

  return {
    push(edit) {
      const newest = waiting.at(-1);
      if (closed || edit.version <= Math.max(saved, newest?.version ?? 0, inFlight?.version ?? 0))
        return;
      if (newest && endsStep(newest, edit)) waiting = [...waiting, edit];
      else waiting = [...waiting.slice(0, -1), edit];
      void pump();
    },
    retry() {
      void pump();
    },
    flush() {
      if (closed) return Promise.resolve({ ok: true, value: saved });
      if (waiting.length === 0 && !inFlight) {
        return Promise.resolve(failure ? { ok: false, failure } : { ok: true, value: saved });
      }
      return new Promise((resolve) => {
        waiters.push(resolve);
        void pump();
      });
    },
    async hold(work) {
      held = true;
      try {
        return await work();
      } finally {
        held = false;
        void pump();
      }
    },
    close() {
      closed = true;
      waiting = [];
      callOff?.();
      answerWaiters({ ok: true, value: saved });
    },
  };
}

/** An edit that can be come back to from the next one: it must get to main as well. */
function endsStep({ undo }: Edit, next: Edit | undefined): boolean {
  if (!undo || !next?.undo) return false;
  return next.undo.past.includes(undo.key) || next.undo.future.includes(undo.key);
}
