import type { JsonObject } from '../../shared/json.ts';
import type { Failure, Result } from '../../shared/result.ts';

/** What stands in a draft after an edit. `version` counts the edits. */
export type Edit = { body: JsonObject; text: string | null; version: number };

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
 * Saves every edit as it is made, so that a killed process loses nothing: one save is in flight, and only the
 * newest edit waits behind it, since it holds all the others. There is no debounce. A save that failed is tried
 * again (saving the same version twice is harmless, unlike sending), with whatever is newest then.
 */
export function createSaveQueue(savedVersion: number, ports: Ports): SaveQueue {
  let waiting: Edit | null = null;
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
    if (closed || inFlight || !waiting) return;
    callOff?.();
    callOff = null;
    const edit = waiting;
    waiting = null;
    inFlight = edit;
    ports.onState({ phase: 'saving' });
    const result = await ports.save(edit);
    inFlight = null;
    if (closed) return;
    if (result.ok) {
      saved = Math.max(saved, result.value.version);
      failure = null;
      if (waiting) return pump();
      ports.onState({ phase: 'saved', savedAt: result.value.savedAt });
      return answerWaiters({ ok: true, value: saved });
    }
    failure = result.failure;
    waiting ??= edit;
    ports.onState({ phase: 'failed', failure: result.failure });
    answerWaiters({ ok: false, failure: result.failure });
    callOff = ports.later(() => void pump());
  }

  return {
    push(edit) {
      if (closed || edit.version <= Math.max(saved, waiting?.version ?? 0, inFlight?.version ?? 0))
        return;
      waiting = edit;
      void pump();
    },
    retry() {
      void pump();
    },
    flush() {
      if (closed) return Promise.resolve({ ok: true, value: saved });
      if (!waiting && !inFlight) {
        return Promise.resolve(failure ? { ok: false, failure } : { ok: true, value: saved });
      }
      return new Promise((resolve) => {
        waiters.push(resolve);
        void pump();
      });
    },
    close() {
      closed = true;
      waiting = null;
      callOff?.();
      answerWaiters({ ok: true, value: saved });
    },
  };
}
