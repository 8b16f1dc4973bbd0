import type { Step } from './life.ts';
import { standingOf, stepsOf } from './life.ts';
import { countNodes } from './realization.ts';
import type { Request, RequestEvent, RequestSummary } from './request.ts';

/**
 * What the facts of a request add up to now. Pure: the same facts give the same summary on every computer.
 * `nextCheckAt` is known here only where a check could not be made; whoever schedules the watch knows better.
 */
export function summarize(request: Request, events: readonly RequestEvent[]): RequestSummary {
  const steps = stepsOf(events);
  const standing = standingOf(request, steps);
  const { lastCheck, sentAt } = standing;
  const nodes = countNodes(lastCheck?.nodes ?? []);
  const until = endOf(standing);
  return {
    request,
    verdict: standing.verdict,
    open: standing.open,
    nsxRequestId: nsxRequestIdOf(events),
    entityId: entityIdOf(request, events, steps),
    nodesDone: nodes.done,
    nodesTotal: nodes.total,
    durationMs: sentAt === null || until === null ? null : Math.max(0, until - sentAt),
    checks: standing.checks,
    lastCheckAt: lastCheck?.at ?? null,
    nextCheckAt: standing.open ? (standing.notAsked?.nextAt ?? null) : null,
    notAsked: standing.open ? (standing.notAsked?.failure ?? null) : null,
  };
}

/** The write is on its way: neither an answer nor a failure is known. Shown as "Sending", whatever the verdict would be. */
export function isSending(summary: Pick<RequestSummary, 'open' | 'verdict'>): boolean {
  return summary.open && (summary.verdict === 'not-sent' || summary.verdict === 'in-doubt');
}

/** When what is measured ended: the verdict that ended it, else the last check; null before any check. */
function endOf(standing: ReturnType<typeof standingOf>): number | null {
  const { ended, lastCheck, verdict, verdictAt } = standing;
  if (ended !== null || verdict === 'deleted') return verdictAt;
  return lastCheck?.at ?? null;
}

function nsxRequestIdOf(events: readonly RequestEvent[]): string | null {
  for (const { fact } of events) {
    const came = fact.type === 'answered' || fact.type === 'lost';
    if (came && fact.nsxRequestId) return fact.nsxRequestId;
  }
  return null;
}

/** The request's own, else what NSX answered to a POST, else (for a session) the one that is followed. */
function entityIdOf(
  request: Request,
  events: readonly RequestEvent[],
  steps: readonly Step[],
): string | null {
  if (request.entityId !== null) return request.entityId;
  for (const { fact } of events) {
    if (fact.type === 'answered' && fact.entityId !== null) return fact.entityId;
    if (fact.type === 'settled' && fact.entityId) return fact.entityId;
  }
  const watch = steps.find((step) => step.type === 'watch-started');
  return request.kind === 'sessions' && watch ? watch.sessionId : null;
}
