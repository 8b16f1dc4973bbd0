import type { RequestSummary } from '../../shared/request.ts';
import { sortRequests, useHistoryStore } from '../history/history-store.ts';
import { useRouteStore } from './route-store.ts';

/** The request on screen; null on other screens. Beside the list the newest stands until one is chosen. */
export function requestInFront(): RequestSummary | null {
  const { screen, id } = useRouteStore.getState().route;
  if (screen !== 'requests') return null;
  const { summaries } = useHistoryStore.getState();
  return (id === undefined ? sortRequests(summaries)[0] : summaries[id]) ?? null;
}
