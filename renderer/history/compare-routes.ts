import { create } from 'zustand';
import type { RequestSummary } from '../../shared/request.ts';
import type { Route } from '../shell/route-store.ts';
import { go, goBack, useRouteStore } from '../shell/route-store.ts';

const COMPARE = 'compare:';
const OBJECT = 'object:';
const BETWEEN = '/';

/** What stands under Requests in place of the list: two requests side by side, or one object's changes. */
export type LookBack =
  | { is: 'compare'; first: string; second: string }
  | { is: 'object'; managerId: string; entityId: string };

/** What a route's id names; null where it is a request, or nothing. */
export function lookBackInRoute(id: string | null | undefined): LookBack | null {
  const [first, second] = partsOf(id, COMPARE);
  if (first && second) return { is: 'compare', first, second };
  const [managerId, entityId] = partsOf(id, OBJECT);
  return managerId && entityId ? { is: 'object', managerId, entityId } : null;
}

function partsOf(id: string | null | undefined, door: string): string[] {
  if (!id?.startsWith(door)) return [];
  const parts = id.slice(door.length).split(BETWEEN);
  return parts.length === 2 ? parts.map(decoded) : [];
}

/** Empty where it is no text that `encodeURIComponent` could have made. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function routeTo(door: string, one: string, other: string): Route {
  const id = `${door}${[one, other].map(encodeURIComponent).join(BETWEEN)}`;
  return { screen: 'requests', id };
}

type Written = Pick<RequestSummary, 'request'>;

/** Two requests side by side, the earlier one at the left. */
export function openCompare(one: Written, other: Written): void {
  const [first, second] =
    one.request.writtenAt <= other.request.writtenAt ? [one, other] : [other, one];
  go(routeTo(COMPARE, first.request.id, second.request.id));
}

/** The same two with the sides changed; leaves no step behind. */
export function changeSides(first: string, second: string): void {
  go(routeTo(COMPARE, second, first), { replace: true });
}

/** Every change of one object. */
export function openObjectHistory(managerId: string, entityId: string): void {
  go(routeTo(OBJECT, managerId, entityId));
}

/** Back to where it was come from; where nothing was shown before, to the requests. */
export function leaveLookBack(): void {
  if (useRouteStore.getState().past.length > 0) goBack();
  else go({ screen: 'requests' });
}

/** Esc alone leaves, and only what nothing lies over. */
export function isLeaving(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>,
  hasLayer: boolean,
): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey, isComposing } = event;
  const isHeld = altKey || ctrlKey || metaKey || shiftKey;
  return event.key === 'Escape' && !isHeld && !isComposing && !hasLayer;
}

/** The dialog "Compare with…": closed, or open with the request that it is to be compared with (none yet: choose two). */
export const useCompareDialog = create<{ open: { first: RequestSummary | null } | null }>(() => ({
  open: null,
}));

export function openCompareDialog(first: RequestSummary | null): void {
  useCompareDialog.setState({ open: { first } });
}
