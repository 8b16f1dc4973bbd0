import { create } from 'zustand';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { useSettings } from '../settings/settings-store.ts';

interface ManagerState {
  /** Null until the first answer. */
  byId: Readonly<Record<string, ManagerView>>;
  loaded: boolean;
  failure: Failure | null;
}

export const useManagerStore = create<ManagerState>(() => ({
  byId: {},
  loaded: false,
  failure: null,
}));

/** Puts what main answered or told in its place. */
export function putManager(view: ManagerView): void {
  useManagerStore.setState((state) => ({ byId: { ...state.byId, [view.manager.id]: view } }));
}

function dropManager(id: string) {
  useManagerStore.setState((state) => {
    const { [id]: _gone, ...byId } = state.byId;
    return { byId };
  });
}

/** Fills the store and keeps it up. Once, at start. */
export async function startManagers(): Promise<void> {
  onEvent('manager.changed', putManager);
  onEvent('manager.removed', ({ managerId }) => dropManager(managerId));
  await loadManagers();
}

export async function loadManagers(): Promise<void> {
  const answer = await call('manager.list', null);
  useManagerStore.setState(
    answer.ok
      ? {
          byId: Object.fromEntries(answer.value.map((view) => [view.manager.id, view])),
          loaded: true,
          failure: null,
        }
      : { loaded: true, failure: answer.failure },
  );
}

/** In the order in which they were added. */
export function sortManagers(byId: Readonly<Record<string, ManagerView>>): ManagerView[] {
  return Object.values(byId).sort((a, b) => a.manager.createdAt - b.manager.createdAt);
}

export function useManager(id: string | null): ManagerView | null {
  return useManagerStore((state) => (id ? (state.byId[id] ?? null) : null));
}

/** The manager in front: the chosen one, or the first. */
export function useCurrentManager(): ManagerView | null {
  const chosen = useSettings((state) => state.settings.currentManagerId);
  return useManagerStore(
    (state) => (chosen && state.byId[chosen]) || (sortManagers(state.byId)[0] ?? null),
  );
}

/** False where a manager has no entry here, and there can be one: a pack’s have none by nature. */
export function useIsSaved(id: string): boolean {
  const isReviewing = useIsReviewing();
  return useManagerStore(({ byId, loaded, failure }) => {
    return isReviewing || !loaded || failure !== null || id in byId;
  });
}
