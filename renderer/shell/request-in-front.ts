import type { RequestSummary } from '../../shared/request.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { useRouteStore } from './route-store.ts';

/** The request that was opened; null on other screens, and beside a list in which none was chosen yet. */
export function requestInFront(): RequestSummary | null {
  const { screen, id } = useRouteStore.getState().route;
  if (screen !== 'requests' || id === undefined) return null;
  return useHistoryStore.getState().summaries[id] ?? null;
}
