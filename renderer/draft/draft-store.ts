import { createStore } from 'zustand/vanilla';
import type { Input, Output } from '../../shared/contract.ts';
import type { Draft } from '../../shared/draft.ts';
import type { VersionLine } from '../../shared/draft-version.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Json, JsonObject, JsonPath } from '../../shared/json.ts';
import { sameJson, setAt } from '../../shared/json.ts';
import { mergeMine } from '../../shared/merge.ts';
import type { MergeSide } from '../../shared/merge-record.ts';
import { redactJson } from '../../shared/redaction.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { bodyOf } from './json-body.ts';
import type { Edit, Saved, SaveQueue, SaveState } from './save-queue.ts';
import { createSaveQueue } from './save-queue.ts';
import type { Snapshot, UndoStack } from './undo.ts';
import { EMPTY_UNDO, keysOf, recorded, redone, refilled, undone } from './undo.ts';

/** What the store asks of main; each as the contract has it. */
export type DraftPorts = {
  list(): Promise<Result<Draft[]>>;
  create(input: Input<'draft.create'>): Promise<Result<Draft>>;
  save(draftId: DraftId, edit: Edit): Promise<Result<Saved>>;
  discard(draftId: DraftId): Promise<Result<null>>;
  /** Reads the object into main's copy. */
  look(draftId: DraftId): Promise<Result<Draft>>;
  /** Merges what the copy has. */
  rebase(draftId: DraftId): Promise<Result<Draft>>;
  choose(draftId: DraftId, label: string, side: MergeSide | null): Promise<Result<Draft>>;
  makeNew(draftId: DraftId): Promise<Result<Draft>>;
  versions(draftId: DraftId): Promise<Result<Output<'draft.versions'>>>;
  nameVersion(draftId: DraftId, key: number | null, name: string | null): Promise<Result<Draft>>;
  restore(draftId: DraftId, key: number): Promise<Result<Draft>>;
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
  /** What can be taken back of each draft; of earlier runs too, once its versions were read. */
  undos: Record<string, UndoStack>;
  /** What is kept of a draft, oldest first; of a draft that was opened. */
  versions: Record<string, readonly VersionLine[]>;
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
  /** Takes what the manager has into the draft; with `copy` what was read last, without a network. */
  rebase(id: DraftId, from?: 'manager' | 'copy'): Promise<Result<Draft>>;
  choose(id: DraftId, label: string, side: MergeSide | null): Promise<Result<Draft>>;
  makeNew(id: DraftId): Promise<Result<Draft>>;
  /** Reads what is kept of the draft, so that steps of an earlier run can be taken back. */
  openVersions(id: DraftId): Promise<void>;
  nameVersion(id: DraftId, key: number | null, name: string | null): Promise<Result<Draft>>;
  restore(id: DraftId, key: number): Promise<Result<Draft>>;
  putVersion(id: DraftId, version: VersionLine): void;
  /** A draft as main has it now. What was typed since stays. */
  take(draft: Draft): void;
  drop(id: DraftId): void;
};

export type DraftStore = ReturnType<typeof createDraftStore>;

/** The drafts of the window. The body here is the draft: form and JSON tab change it, and nothing else has it. */
export function createDraftStore(ports: DraftPorts) {
  const queues = new Map<string, SaveQueue>();
  /** Drafts that main is changing on its own, and what it told of them meanwhile: its answer comes first. */
  const held = new Map<string, Draft | null>();
  /** Each draft as main had it when it was heard of last: what is typed since is typed on top of that. */
  const known = new Map<string, Draft>();
  /** Edits that were handed over and not heard of yet, oldest first. */
  const handed = new Map<string, Edit[]>();
  /** What main is to do with a draft next waits for what it does now. */
  const turns = new Map<string, Promise<unknown>>();

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
    function change(id: DraftId, place: string, next: (draft: Draft) => Omit<Snapshot, 'key'>) {
      const draft = get().drafts[id];
      if (!draft) return;
      const stack = recorded(get().undos[id] ?? EMPTY_UNDO, snapshotOf(draft), place, ports.now());
      put(id, draft, { ...next(draft), key: draft.version + 1 }, stack);
    }

    /** Takes a step back, or forward again; it is saved like any other edit. */
    function step(id: DraftId, to: typeof undone) {
      const draft = get().drafts[id];
      if (!draft) return;
      const next = to(get().undos[id] ?? EMPTY_UNDO, snapshotOf(draft));
      if (next) put(id, draft, next.to, next.stack);
    }

    function putUndo(id: DraftId, stack: UndoStack) {
      set((was) => ({ undos: { ...was.undos, [id]: stack } }));
    }

    /** Shown at once, and handed to the queue in the same breath. */
    function put(id: DraftId, draft: Draft, { body, text, key }: Snapshot, stack: UndoStack) {
      putUndo(id, stack);
      const edit: Edit = { body, text, version: draft.version + 1, undo: keysOf(stack, key) };
      handed.set(id, [...(handed.get(id) ?? []), edit]);
      set((was) => ({ drafts: { ...was.drafts, [id]: { ...draft, ...edit } } }));
      queueOf(draft).push(edit);
    }

    /** Main changes the draft on its own, from all that was typed; what is typed meanwhile goes on top of it. */
    function byMain(id: DraftId, work: () => Promise<Result<Draft>>): Promise<Result<Draft>> {
      const next = (turns.get(id) ?? Promise.resolve()).then(() => holding(id, work));
      turns.set(id, next);
      return next;
    }

    async function holding(id: DraftId, work: () => Promise<Result<Draft>>) {
      const flushed = await get().flush(id);
      if (!flushed.ok) return flushed;
      const from = get().drafts[id];
      if (!from) return work();
      held.set(id, null);
      const queue = queueOf(from);
      const result = await queue.hold(async () => {
        const answer = await work();
        if (answer.ok) queue.close();
        return answer;
      });
      const told = held.get(id);
      held.delete(id);
      if (!result.ok) {
        if (told) get().take(told);
        return result;
      }
      afterMain(id, from, result.value);
      await get().openVersions(id);
      return result;
    }

    /** What main tells is a save of this window, or nothing that it did to the body by itself. */
    function isOwn(draft: Draft): boolean {
      const before = known.get(draft.id);
      if (!before || draft.version <= before.version) return true;
      const edit = handed.get(draft.id)?.find(({ version }) => version === draft.version);
      return edit !== undefined && sameJson(redactJson(edit.body), draft.body);
    }

    function hear(draft: Draft) {
      known.set(draft.id, draft);
      const left = handed.get(draft.id)?.filter(({ version }) => version > draft.version);
      if (left) handed.set(draft.id, left);
    }

    function afterMain(id: DraftId, from: Draft, next: Draft) {
      const typed = get().drafts[id];
      if (!typed) return;
      queues.get(id)?.close();
      queues.delete(id);
      handed.delete(id);
      known.set(id, next);
      putUndo(id, next.version === from.version ? (get().undos[id] ?? EMPTY_UNDO) : EMPTY_UNDO);
      set((was) => ({ drafts: { ...was.drafts, [id]: next } }));
      if (typed.version === from.version) return;
      const body = mergeMine(from.body, typed.body, next.body);
      change(id, 'typed meanwhile', () => ({ body, text: typed.text }));
    }

    return {
      phase: 'idle',
      failure: null,
      drafts: {},
      saves: {},
      undos: {},
      versions: {},

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

      async rebase(id, from = 'manager') {
        if (from === 'manager') {
          const flushed = await get().flush(id);
          if (!flushed.ok) return flushed;
          // The line may be slow: what is typed meanwhile is saved as ever.
          const looked = await ports.look(id);
          if (!looked.ok) return looked;
        }
        return byMain(id, () => ports.rebase(id));
      },

      choose: (id, label, side) => byMain(id, () => ports.choose(id, label, side)),
      makeNew: (id) => byMain(id, () => ports.makeNew(id)),
      restore: (id, key) => byMain(id, () => ports.restore(id, key)),

      async nameVersion(id, key, name) {
        const flushed = await get().flush(id);
        return flushed.ok ? ports.nameVersion(id, key, name) : flushed;
      },

      async openVersions(id) {
        const result = await ports.versions(id);
        const draft = get().drafts[id];
        if (!result.ok || !draft) return;
        const lines = result.value.map(({ body: _body, text: _text, ...line }) => line);
        set((was) => ({ versions: { ...was.versions, [id]: lines } }));
        const stack = get().undos[id] ?? EMPTY_UNDO;
        putUndo(id, refilled(stack, draft.undo, result.value));
      },

      putVersion(id, version) {
        set((was) => {
          const known = was.versions[id];
          if (!known) return was;
          const others = known.filter(({ key }) => key !== version.key);
          const versions = [...others, version].sort((a, b) => a.key - b.key);
          return { versions: { ...was.versions, [id]: versions } };
        });
      },

      take(draft) {
        if (held.has(draft.id)) {
          held.set(draft.id, draft);
          return;
        }
        const mine = get().drafts[draft.id];
        const before = known.get(draft.id);
        // Main has put something in by itself (an id that a plan waited for): what was typed goes on top of it.
        if (mine && before && !isOwn(draft) && !isSaved(before, mine)) {
          afterMain(draft.id, before, draft);
          return;
        }
        hear(draft);
        const ahead = mine !== undefined && mine.version > draft.version;
        const { body, text, version, undo } = mine ?? draft;
        const next = ahead ? { ...draft, body, text, version, undo } : draft;
        // A version that main counted on its own: the queue must not think it has yet to save it.
        if (mine && draft.version > mine.version) {
          queues.get(draft.id)?.close();
          queues.delete(draft.id);
          // What was before names an old revision.
          putUndo(draft.id, EMPTY_UNDO);
        }
        set((was) => ({ drafts: { ...was.drafts, [draft.id]: next } }));
      },

      drop(id) {
        queues.get(id)?.close();
        queues.delete(id);
        known.delete(id);
        handed.delete(id);
        set((was) => {
          const { [id]: _draft, ...drafts } = was.drafts;
          const { [id]: _save, ...saves } = was.saves;
          const { [id]: _undo, ...undos } = was.undos;
          const { [id]: _versions, ...versions } = was.versions;
          return { drafts, saves, undos, versions };
        });
      },
    };
  });
}

function isSaved(known: Draft, { version, text, body }: Draft): boolean {
  return version <= known.version || (text === known.text && sameJson(body, known.body));
}

/** The draft as it stands on screen; a draft that nothing was taken back in is its newest version. */
function snapshotOf({ body, text, version, undo }: Draft): Snapshot {
  return { body, text, key: undo?.key ?? version };
}
