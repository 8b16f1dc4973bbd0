import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/contract.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Json, JsonObject, JsonPath } from '../../shared/json.ts';
import { setAt } from '../../shared/json.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import { bodyOf } from './json-body.ts';
import type { Edit, Saved, SaveQueue, SaveState } from './save-queue.ts';
import { createSaveQueue } from './save-queue.ts';
import type { Snapshot, UndoStack } from './undo.ts';
import { EMPTY_UNDO, recorded, redone, undone } from './undo.ts';

/** What the store asks of main; each as the contract has it. */
export type DraftPorts = {
  list(): Promise<Result<Draft[]>>;
  create(input: Input<'draft.create'>): Promise<Result<Draft>>;
  save(draftId: DraftId, edit: Edit): Promise<Result<Saved>>;
  discard(draftId: DraftId): Promise<Result<null>>;
  rebase(draftId: DraftId): Promise<Result<Draft>>;
  /** Calls back after a short while, for a save that failed; returns the way to call it off. */
  later(run: () => void): () => void;
  /** Discards the draft where nothing was changed in it; for one that is being left. */
  leave(draftId: DraftId, version: number): Promise<Result<null>>;
  /** ms; tells a burst of typing from a new step. */
  now(): number;
};

export type DraftsState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** Every draft with what is typed now, which may be ahead of what main has. */
  drafts: Record<string, Draft>;
  saves: Record<string, SaveState>;
  /** What can be taken back of each draft, since the window was opened. */
  undos: Record<string, UndoStack>;
  /** What somebody else had changed when a draft took the live revision, until a person has seen it. */
  theirs: Record<string, readonly FieldChange[]>;
};

export type DraftActions = {
  load(): Promise<void>;
  create(input: Input<'draft.create'>): Promise<Result<Draft>>;
  /** Changes one place of the body; `undefined` removes it. */
  edit(id: DraftId, path: JsonPath, value: Json | undefined): void;
  setBody(id: DraftId, body: JsonObject): void;
  /** What stands in the JSON tab: the body follows as soon as it parses, until then the text is kept. */
  setText(id: DraftId, text: string): void;
  undo(id: DraftId): void;
  redo(id: DraftId): void;
  discard(id: DraftId): Promise<Result<null>>;
  /** The draft is not looked at any more: one that changes nothing goes. */
  leave(id: DraftId): Promise<void>;
  /** Waits until main has everything; the version that it has. */
  flush(id: DraftId): Promise<Result<number>>;
  retrySave(id: DraftId): void;
  rebase(id: DraftId): Promise<Result<Draft>>;
  seenTheirs(id: DraftId): void;
  /** A draft as main has it now. What was typed since stays. */
  take(draft: Draft): void;
  drop(id: DraftId): void;
};

export type DraftStore = ReturnType<typeof createDraftStore>;

/** The drafts of the window. The body here is the draft: form and JSON tab change it, and nothing else has it. */
export function createDraftStore(ports: DraftPorts) {
  const queues = new Map<string, SaveQueue>();

  return createStore<DraftsState & DraftActions>()((set, get) => {
    function queueOf(draft: Draft): SaveQueue {
      const known = queues.get(draft.id);
      if (known) return known;
      const queue = createSaveQueue(draft.version, {
        save: (edit) => ports.save(draft.id, edit),
        onState: (state) => {
          set((was) => {
            const now = was.drafts[draft.id];
            return {
              saves: { ...was.saves, [draft.id]: state },
              drafts:
                now && state.phase === 'saved'
                  ? { ...was.drafts, [draft.id]: { ...now, savedAt: state.savedAt } }
                  : was.drafts,
            };
          });
        },
        later: ports.later,
      });
      queues.set(draft.id, queue);
      return queue;
    }

    /** Every edit comes through here: a step that can be taken back. `place`: which field, for a burst of typing. */
    function change(id: DraftId, place: string, next: (draft: Draft) => Snapshot) {
      const draft = get().drafts[id];
      if (!draft) return;
      const stack = get().undos[id] ?? EMPTY_UNDO;
      putUndo(id, recorded(stack, draft, place, ports.now()));
      put(id, draft, next(draft));
    }

    /** Takes a step back, or forward again; it is saved like any other edit. */
    function step(id: DraftId, to: typeof undone) {
      const draft = get().drafts[id];
      const { body, text } = draft ?? {};
      if (!draft || body === undefined || text === undefined) return;
      const next = to(get().undos[id] ?? EMPTY_UNDO, { body, text });
      if (!next) return;
      putUndo(id, next.stack);
      put(id, draft, next.to);
    }

    function putUndo(id: DraftId, stack: UndoStack) {
      set((was) => ({ undos: { ...was.undos, [id]: stack } }));
    }

    /** Shown at once, and handed to the queue in the same breath. */
    function put(id: DraftId, draft: Draft, { body, text }: Snapshot) {
      const edit: Edit = { body, text, version: draft.version + 1 };
      set((was) => ({ drafts: { ...was.drafts, [id]: { ...draft, ...edit } } }));
      queueOf(draft).push(edit);
    }

    return {
      phase: 'idle',
      failure: null,
      drafts: {},
      saves: {},
      undos: {},
      theirs: {},

      async load() {
        const before = Object.keys(get().drafts);
        set({ phase: 'loading', failure: null });
        const result = await ports.list();
        if (!result.ok) {
          set({ phase: 'failed', failure: result.failure });
          return;
        }
        const listed = new Set<string>(result.value.map((draft) => draft.id));
        for (const id of before) {
          if (!listed.has(id)) get().drop(id as DraftId);
        }
        for (const draft of result.value) get().take(draft);
        set({ phase: 'ready' });
      },

      async create(input) {
        const result = await ports.create(input);
        if (result.ok) get().take(result.value);
        return result;
      },

      edit(id, path, value) {
        // While the JSON tab's text can't be read, the text is the draft: the form must not overrule it.
        if (get().drafts[id]?.text !== null) return;
        change(id, path.join('.'), (draft) => ({
          body: setAt(draft.body, path, value),
          text: null,
        }));
      },

      setBody(id, body) {
        change(id, `body ${ports.now()}`, () => ({ body, text: null }));
      },

      setText(id, text) {
        const body = bodyOf(text);
        change(id, 'text', (draft) => (body ? { body, text: null } : { body: draft.body, text }));
      },

      undo: (id) => step(id, undone),
      redo: (id) => step(id, redone),

      async leave(id) {
        const flushed = await get().flush(id);
        if (!flushed.ok) return;
        // Main tells by an event where it went.
        await ports.leave(id, flushed.value);
      },

      async discard(id) {
        const result = await ports.discard(id);
        if (result.ok) get().drop(id);
        return result;
      },

      async flush(id) {
        const draft = get().drafts[id];
        if (!draft) return { ok: false, failure: { kind: 'not-found', what: 'This draft' } };
        return queueOf(draft).flush();
      },

      retrySave(id) {
        queues.get(id)?.retry();
      },

      async rebase(id) {
        const flushed = await get().flush(id);
        if (!flushed.ok) return flushed;
        const before = get().drafts[id]?.base ?? {};
        const result = await ports.rebase(id);
        if (!result.ok) return result;
        get().take(result.value);
        const theirs = fieldChanges(before, result.value.base ?? {}, null);
        set((was) => ({ theirs: { ...was.theirs, [id]: theirs } }));
        const now = get().drafts[id];
        const revision = result.value.body._revision;
        // Typed while main was rebasing: that edit still names the old revision.
        if (now && now.version > result.value.version && now.body._revision !== revision) {
          put(id, now, { ...now, body: setAt(now.body, ['_revision'], revision) });
        }
        return result;
      },

      seenTheirs(id) {
        set((was) => {
          const { [id]: _seen, ...theirs } = was.theirs;
          return { theirs };
        });
      },

      take(draft) {
        const mine = get().drafts[draft.id];
        const ahead = mine !== undefined && mine.version > draft.version;
        const next = ahead
          ? { ...draft, body: mine.body, text: mine.text, version: mine.version }
          : draft;
        // A version that main counted on its own (a rebase): the queue must not think it has yet to save it.
        if (mine && draft.version > mine.version) {
          queues.delete(draft.id);
          // What was before names an old revision.
          putUndo(draft.id, EMPTY_UNDO);
        }
        set((was) => ({ drafts: { ...was.drafts, [draft.id]: next } }));
      },

      drop(id) {
        queues.get(id)?.close();
        queues.delete(id);
        set((was) => {
          const { [id]: _draft, ...drafts } = was.drafts;
          const { [id]: _save, ...saves } = was.saves;
          const { [id]: _undo, ...undos } = was.undos;
          return { drafts, saves, undos };
        });
      },
    };
  });
}
