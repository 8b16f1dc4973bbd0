import type { PlanId } from '../../shared/ids.ts';
import { go } from '../shell/route-store.ts';

const PLAN = 'plan:';
/** The page that asks what a new VPN session is made of. */
export const NEW_SESSION = 'new-vpn-session';

/** A plan stands under Drafts, beside the drafts that it is made of. */
export function openPlan(id: PlanId, options?: { replace?: boolean }): void {
  go({ screen: 'drafts', id: `${PLAN}${id}` }, options);
}

/** The plan that a route's id names; null where it names something else. */
export function planInRoute(id: string | null): string | null {
  return id?.startsWith(PLAN) ? id.slice(PLAN.length) : null;
}

export function openNewSession(): void {
  go({ screen: 'drafts', id: NEW_SESSION });
}
