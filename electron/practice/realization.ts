import type { Entity } from './entities/entity.ts';
import { inSync, type Plan, type SessionState, stateAt } from './realization-state.ts';

export type Realization = {
  /** From now on the change `requestId` is on its way to the nodes of `sessionId`. */
  track(requestId: string, sessionId: string, plan: Plan): void;
  /** The state of that change, or, with no or an unknown request id, of the session's latest change. */
  stateOf(session: Entity, nodeIds: readonly string[], requestId: string | null): SessionState;
};

type Change = { requestId: string; at: number; plan: Plan };

/**
 * Follows every change on every session that it touches. A change to a shared profile, endpoint or service is
 * tracked on each session that uses it, under the one request id (domain.md §5.2).
 */
export function createRealization(now: () => number): Realization {
  const changes = new Map<string, Change[]>();
  return {
    track(requestId, sessionId, plan) {
      changes.set(sessionId, [...(changes.get(sessionId) ?? []), { requestId, at: now(), plan }]);
    },
    stateOf(session, nodeIds, requestId) {
      const ofSession = changes.get(session.id) ?? [];
      // What NSX says to an unknown request id has no public source: the current overall state is the mild reading.
      const change = ofSession.find((one) => one.requestId === requestId) ?? ofSession.at(-1);
      return change === undefined ? inSync(nodeIds) : stateAt(change.plan, now() - change.at);
    },
  };
}
