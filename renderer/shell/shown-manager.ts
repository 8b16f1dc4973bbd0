import { useEffect } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { type ManagerColour, type ManagerView, wasNeverSaved } from '../../shared/manager.ts';
import type { Request, RequestSummary } from '../../shared/request.ts';
import { useDrafts } from '../draft/drafts.ts';
import { lookBackInRoute } from '../history/compare-routes.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { useRequests } from '../history/requests-state.ts';
import { useCurrentManager, useManagerStore } from '../manager/manager-store.ts';
import { chooseManager, useSettings } from '../settings/settings-store.ts';
import type { Route } from './route-store.ts';
import { useRoute } from './route-store.ts';

/** Whose object is in front. `gone`: its entry was removed, or never made, and this is what it was called. */
export type Shown =
  | { is: 'manager'; view: ManagerView }
  | { is: 'gone'; name: string; colour: ManagerColour | 'none'; wasNeverSaved?: true }
  /** Two requests of two managers stand side by side. */
  | { is: 'several' }
  | { is: 'none' };

type Known = {
  byId: Readonly<Record<string, ManagerView>>;
  draft: Pick<Draft, 'managerId'> | null;
  request: Pick<Request, 'managerId' | 'managerName' | 'managerColour'> | null;
  current: ManagerView | null;
};

/**
 * The manager that the frame names and is coloured by: the one that the draft, the request or the page in front
 * belongs to; elsewhere the one that was chosen. Never another one than the object's.
 */
export function shownManager(route: Route, { byId, draft, request, current }: Known): Shown {
  const chosen: Shown = current ? { is: 'manager', view: current } : { is: 'none' };
  if (route.screen === 'managers') return of(byId[route.id ?? '']) ?? chosen;
  if (route.screen === 'drafts' && draft) {
    return of(byId[draft.managerId]) ?? { is: 'gone', name: 'A manager', colour: 'none' };
  }
  // Two requests of different managers: none of them is the one in front.
  const back = route.screen === 'requests' && !request ? lookBackInRoute(route.id) : null;
  if (back?.is === 'compare') return { is: 'several' };
  // Its requests need not be held here: whose object it is stands in the way to it.
  if (back?.is === 'object') {
    return of(byId[back.managerId]) ?? { is: 'gone', name: 'A manager', colour: 'none' };
  }
  if (route.screen === 'requests' && request) {
    const { managerId, managerName, managerColour } = request;
    const gone = { is: 'gone', name: managerName, colour: managerColour } as const;
    return (
      of(byId[managerId]) ?? { ...gone, ...(wasNeverSaved(managerId) && { wasNeverSaved: true }) }
    );
  }
  return chosen;
}

function of(view: ManagerView | undefined): Shown | null {
  return view ? { is: 'manager', view } : null;
}

/**
 * Puts the manager of an opened draft, request or page in front for all that follows: new drafts, the palette, the
 * inventory. So the one on the title bar is the one that the next act uses.
 */
export function useFollowShown(): void {
  const shown = useShownManager();
  const id = shown.is === 'manager' ? shown.view.manager.id : null;
  useEffect(() => {
    // Only what is opened counts: a choice that is made while it is open stands.
    if (id !== null && id !== useSettings.getState().settings.currentManagerId) chooseManager(id);
  }, [id]);
}

/** `shownManager` of the screen in front. */
export function useShownManager(): Shown {
  const route = useRoute();
  const byId = useManagerStore((state) => state.byId);
  const current = useCurrentManager();
  const id = route.id ?? '';
  const draft = useDrafts((state) => state.drafts[id] ?? null);
  const onScreen = useRequests((state) => state.onScreen);
  const request = useHistoryStore(({ summaries }) =>
    route.screen !== 'requests' ? null : requestOf(id, summaries, onScreen),
  );
  return shownManager(route, { byId, draft, request, current });
}

type Summaries = Readonly<Record<string, RequestSummary>>;

/**
 * The request that is in front, or any of the object whose history is; of two of different managers none. Beside a list
 * in which none was chosen it is the one that the screen shows, which a search or an order decides: the list knows it.
 */
export function requestOf(
  id: string,
  summaries: Summaries,
  onScreen: Request | null,
): Request | null {
  const back = lookBackInRoute(id);
  if (back?.is === 'object') {
    return Object.values(summaries).find(isOf(back))?.request ?? null;
  }
  if (back?.is === 'compare') {
    const [first, second] = [summaries[back.first], summaries[back.second]];
    const isOne = first?.request.managerId === second?.request.managerId;
    return isOne ? (first?.request ?? null) : null;
  }
  const shown = id === '' || onScreen?.id === id ? onScreen : null;
  return summaries[id]?.request ?? shown;
}

function isOf({ managerId, entityId }: { managerId: string; entityId: string }) {
  return (one: RequestSummary) => one.request.managerId === managerId && one.entityId === entityId;
}
