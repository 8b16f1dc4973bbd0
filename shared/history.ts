import { createSteps } from './life.ts';
import { countNodes } from './realization.ts';
import type { Request, RequestEvent, RequestFact, RequestSummary } from './request.ts';
import type { Standing } from './standing.ts';
import { createStanding } from './standing.ts';

/**
 * What the facts of a request add up to now. Pure: the same facts give the same summary on every computer.
 * `nextCheckAt` is known here only where a check could not be made; whoever schedules the watch knows better.
 */
export function summarize(request: Request, events: readonly RequestEvent[]): RequestSummary {
  const history = createHistory(request);
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) history.add(event);
  return history.summary();
}

/** A request's facts added up as they come, so that the thousandth check costs as much as the first. */
export type History = {
  /** The next fact, in the order of `seq`. */
  add(event: RequestEvent): void;
  summary(): RequestSummary;
  /** The object of a lost answer was read back, whatever came of it. */
  readBack(): boolean;
};

export function createHistory(request: Request): History {
  const stepOf = createSteps();
  const standing = createStanding(request);
  let nsxRequestId: string | null = null;
  let entityId = request.entityId;
  let readBack = false;
  const said: Said = {};
  return {
    add(event) {
      const { fact } = event;
      standing.take(stepOf(event));
      takeRemark(said, event);
      if (fact.type === 'answered' || fact.type === 'lost')
        nsxRequestId ||= fact.nsxRequestId || null;
      if (fact.type === 'answered' || fact.type === 'settled') entityId ??= fact.entityId || null;
      if (fact.type === 'settled') readBack = true;
      if (fact.type === 'watch-started') {
        // A request of elsewhere has no answer here: the id was given by a person.
        nsxRequestId ||= fact.nsxRequestId;
        if (request.kind === 'sessions') entityId ??= fact.sessionId;
      }
    },
    summary: () => ({
      ...summaryOf(request, standing.now(), nsxRequestId, entityId),
      ...said,
    }),
    readBack: () => readBack,
  };
}

/** A summary with what a person said since. */
export function withRemark(summary: RequestSummary, event: RequestEvent): RequestSummary {
  const said = { ...summary };
  takeRemark(said, event);
  return said;
}

type Marked = Extract<RequestFact, { type: 'marked' }>;
type Said = Pick<RequestSummary, 'notes' | 'tags' | 'mark' | 'unmarkedAt'>;

/** Notes are counted, tags are as they were said last. */
function takeRemark(said: Said, event: RequestEvent): void {
  const { fact } = event;
  if (fact.type === 'noted') said.notes = (said.notes ?? 0) + 1;
  if (fact.type === 'tagged') said.tags = fact.tags;
  if (fact.type === 'marked') takeMark(said, fact, event.at);
}

/** What is said here is the newest. A reviewer's mark may be older than that by the time it is merged: then it is told, and does not count. */
function takeMark(said: Said, { mark, by, review }: Marked, recordedAt: number): void {
  // Nobody said it after it was merged, whatever the reviewer's clock says.
  const at = Math.min(review?.at ?? recordedAt, recordedAt);
  const before = said.mark?.at ?? said.unmarkedAt;
  if (review && before !== undefined && at < before) return;
  delete said.mark;
  delete said.unmarkedAt;
  if (mark === null) said.unmarkedAt = at;
  else said.mark = { mark, by, at };
}

function summaryOf(
  request: Request,
  standing: Standing,
  nsxRequestId: string | null,
  entityId: string | null,
): RequestSummary {
  const { lastCheck, sentAt, sessions } = standing;
  const nodes = countNodes(sessions.flatMap((session) => session.lastCheck?.nodes ?? []));
  const until = endOf(standing);
  return {
    request,
    verdict: standing.verdict,
    open: standing.open,
    nsxRequestId,
    entityId,
    nodesDone: nodes.done,
    nodesTotal: nodes.total,
    durationMs: sentAt === null || until === null ? null : Math.max(0, until - sentAt),
    checks: standing.checks,
    lastCheckAt: lastCheck?.at ?? null,
    nextCheckAt: standing.open ? (standing.notAsked?.nextAt ?? null) : null,
    notAsked: standing.open ? (standing.notAsked?.failure ?? null) : null,
    ...(standing.notApplied && standing.verdict === 'not-sent' && { notApplied: true }),
    sessions: sessions.map((session) => ({
      id: session.sessionId ?? '',
      name: session.sessionName,
      verdict: session.verdict,
      open: session.open,
    })),
  };
}

/** The write is on its way: neither an answer nor a failure is known. Shown as "Sending", whatever the verdict would be. */
export function isSending(summary: Pick<RequestSummary, 'open' | 'verdict'>): boolean {
  return summary.open && (summary.verdict === 'not-sent' || summary.verdict === 'in-doubt');
}

/**
 * When what is measured ended: the verdict that ended it, else the last check; null before any check. What was stopped
 * because it could not be followed (found at a start) was watched until its last check, and no longer.
 */
function endOf(standing: Standing): number | null {
  const { ended, lastCheck, stopReason, verdict, verdictAt } = standing;
  if (ended === 'stopped' && stopReason !== null) return lastCheck?.at ?? null;
  if (ended !== null || verdict === 'deleted') return verdictAt;
  return lastCheck?.at ?? null;
}
