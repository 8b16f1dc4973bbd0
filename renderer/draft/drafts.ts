import { useStore } from 'zustand';
import type { Draft } from '../../shared/draft.ts';
import { call, onEvent } from '../bridge.ts';
import type { DraftActions, DraftsState } from './draft-store.ts';
import { createDraftStore } from './draft-store.ts';
import type { SaveState } from './save-queue.ts';

const RETRY_SAVE_MS = 2000;

/** The window's drafts, wired to main. */
export const draftStore = createDraftStore({
  list: () => call('draft.list', null),
  create: (input) => call('draft.create', input),
  save: (draftId, edit) => call('draft.save', { draftId, ...edit }),
  discard: (draftId) => call('draft.discard', { draftId }),
  look: (draftId) => call('draft.look', { draftId }),
  rebase: (draftId) => call('draft.rebase', { draftId, from: 'copy' }),
  choose: (draftId, label, side) => call('draft.choose', { draftId, label, side }),
  makeNew: (draftId) => call('draft.make-new', { draftId }),
  versions: (draftId) => call('draft.versions', { draftId }),
  nameVersion: (draftId, key, name) => call('draft.name-version', { draftId, key, name }),
  restore: (draftId, key) => call('draft.restore', { draftId, key }),
  leave: (draftId, version) => call('draft.leave', { draftId, version }),
  now: () => performance.now(),
  later(run) {
    const timer = setTimeout(run, RETRY_SAVE_MS);
    return () => clearTimeout(timer);
  },
});

let started = false;

/** Fills the store and keeps it up. The first caller starts it; later calls do nothing. */
export async function startDrafts(): Promise<void> {
  if (started) return;
  started = true;
  onEvent('draft.changed', (draft) => draftStore.getState().take(draft));
  onEvent('draft.version', ({ draftId, version }) =>
    draftStore.getState().putVersion(draftId, version),
  );
  onEvent('draft.removed', ({ draftId }) => draftStore.getState().drop(draftId));
  await draftStore.getState().load();
}

export function useDrafts<T>(choose: (state: DraftsState & DraftActions) => T): T {
  return useStore(draftStore, choose);
}

export function useDraft(id: string | null): Draft | null {
  return useDrafts((state) => (id ? (state.drafts[id] ?? null) : null));
}

export function useSaveState(id: string): SaveState | null {
  return useDrafts((state) => state.saves[id] ?? null);
}
