import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/contract.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Json, JsonObject, JsonPath } from '../../shared/json.ts';
import { setAt } from '../../shared/json.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { parseText } from './json-text.ts';
import type { Edit, Saved, SaveQueue, SaveState } from './save-queue.ts';
import { createSaveQueue } from './save-queue.ts';

/** What the store asks of main; each as the contract has it. */
export type DraftPorts = {
  list(): Promise<Result<Draft[]>>;
  create(input: Input<'draft.create'>): Promise<Result<Draft>>;
  save(draftId: DraftId, edit: Edit): Promise<Result<Saved>>;
  discard(draftId: DraftId): Promise<Result<null>>;
  rebase(draftId: DraftId): Promise<Result<Draft>>;
  /** Calls back after a short while, for a save that failed; returns the way to call it off. */
  later(run: () => void): () => void;
};

export type DraftsState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** Every draft with what is typed now, which may be ahead of what main has. */
  drafts: Record<string, Draft>;
  saves: Record<string, SaveState>;
};

export type DraftActions = {
  load(): Promise<void>;
  create(input: Input<'draft.create'>): Promise<Result<Draft>>;
  /** Changes one place of the body; `undefined` removes it. */
  edit(id: DraftId, path: JsonPath, value: Json | undefined): void;
  setBody(id: DraftId, body: JsonObject): void;
  /** What stands in the JSON tab: the body follows as soon as it parses, until then the text is kept. */
  setText(id: DraftId, text: string): void;
  discard(id: DraftId): Promise<Result<null>>;
  /** Waits until main has everything; the version that it has. */
  flush(id: DraftId): Promise<Result<number>>;
  retrySave(id: DraftId): void;
  rebase(id: DraftId): Promise<Result<Draft>>;
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

    /** Every edit comes through here: shown at once, and handed to the queue in the same breath. */
    function change(
      id: DraftId,
      next: (draft: Draft) => { body: JsonObject; text: string | null },
    ) {
      const draft = get().drafts[id];
      if (!draft) return;
      const { body, text } = next(draft);
      const edit: Edit = { body, text, version: draft.version + 1 };
      set((was) => ({ drafts: { ...was.drafts, [id]: { ...draft, ...edit } } }));
      queueOf(draft).push(edit);
    }

    return {
      phase: 'idle',
      failure: null,
      drafts: {},
      saves: {},

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
        change(id, (draft) => ({ body: setAt(draft.body, path, value), text: null }));
      },

      setBody(id, body) {
        change(id, () => ({ body, text: null }));
      },

      setText(id, text) {
        const parsed = parseText(text);
        change(id, (draft) =>
          parsed.ok ? { body: parsed.body, text: null } : { body: draft.body, text },
        );
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
        const result = await ports.rebase(id);
        if (!result.ok) return result;
        get().take(result.value);
        const now = get().drafts[id];
        const revision = result.value.body._revision;
        // Typed while main was rebasing: that edit still names the old revision.
        if (now && now.version > result.value.version && now.body._revision !== revision) {
          change(id, (draft) => ({ ...draft, body: setAt(draft.body, ['_revision'], revision) }));
        }
        return result;
      },

      take(draft) {
        const mine = get().drafts[draft.id];
        const ahead = mine !== undefined && mine.version > draft.version;
        const next = ahead
          ? { ...draft, body: mine.body, text: mine.text, version: mine.version }
          : draft;
        // A version that main counted on its own (a rebase): the queue must not think it has yet to save it.
        if (mine && draft.version > mine.version) queues.delete(draft.id);
        set((was) => ({ drafts: { ...was.drafts, [draft.id]: next } }));
      },

      drop(id) {
        queues.get(id)?.close();
        queues.delete(id);
        set((was) => {
          const { [id]: _draft, ...drafts } = was.drafts;
          const { [id]: _save, ...saves } = was.saves;
          return { drafts, saves };
        });
      },
    };
  });
}
