import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import { type NodeState, readAnswer } from '../../../shared/realization.ts';
import type {
  Exchange,
  Request,
  RequestEvent,
  RequestFact,
  RequestSummary,
} from '../../../shared/request.ts';
import type { Failure } from '../../../shared/result.ts';
import { createUsedTime, type UsedTime } from './schedule.ts';

/** Following one request on one session. */
export type Watch = {
  requestId: RequestId;
  managerId: ManagerId;
  method: Request['method'];
  kind: Request['kind'];
  sessionId: string;
  nsxRequestId: string | null;
  deadlineMs: number;
  /** Named in its facts, where the request touches several sessions. */
  isOneOfSeveral: boolean;
  /** Checks since it began or was resumed. */
  asked: number;
  /** Checks in a row that could not be made. */
  unasked: number;
  nextAt: number | null;
  cancel: (() => void) | null;
  asking: boolean;
  used: UsedTime;
  /** What the newest answer meant: most checks say, to the letter, what the one before said. */
  said: { status: number; body: string; reading: ReturnType<typeof readAnswer> } | null;
};

/** After these nothing is asked until the user has acted: a timer would only repeat the refusal. */
export const NEEDS_A_PERSON: ReadonlySet<Failure['kind']> = new Set([
  'unauthorized',
  'halted',
  'no-credential',
  'untrusted',
  'keychain',
  'not-found',
]);

type Started = Extract<RequestFact, { type: 'watch-started' }>;

/** What the record says is being followed: each session's newest start, and the deadline of the last resume. */
export function startsOf(events: readonly RequestEvent[]): Started[] {
  const bySession = new Map<string, Started>();
  let resumed: number | undefined;
  for (const { fact } of events) {
    if (fact.type === 'watch-started') bySession.set(fact.sessionId, fact);
    if (fact.type === 'resumed') resumed = fact.deadlineMs ?? resumed;
  }
  return [...bySession.values()].map((start) => ({
    ...start,
    deadlineMs: resumed ?? start.deadlineMs,
  }));
}

/** The watch of one session, as the record left it. */
export function watchOf(
  request: Request,
  start: Started,
  events: readonly RequestEvent[],
  isOneOfSeveral: boolean,
): Watch {
  const used = createUsedTime();
  for (const { at, fact } of events) if (isAbout(fact, start.sessionId)) used.take(at, fact);
  return {
    requestId: request.id,
    managerId: request.managerId,
    method: request.method,
    kind: request.kind,
    sessionId: start.sessionId,
    nsxRequestId: start.nsxRequestId,
    deadlineMs: start.deadlineMs,
    isOneOfSeveral,
    asked: 0,
    unasked: 0,
    nextAt: null,
    cancel: null,
    asking: false,
    used,
    said: null,
  };
}

/** `nameOf`: by the copy. `same`: most watches hold the same nodes and words. */
export type Reader = { nameOf(nodeId: string): string | null; same(text: string): string };

/**
 * What an answer means for the request that is followed (`readAnswer`). Where NSX gives a node no name, it has that of
 * the copy (`nameOf`): the record is to say what the window said, when the copy is gone too.
 */
export function readingOf(
  watch: Watch,
  exchange: Exchange,
  { nameOf, same }: Reader,
): ReturnType<typeof readAnswer> {
  const { method, nsxRequestId, said } = watch;
  const { body } = exchange;
  const status = exchange.status ?? 0;
  if (said?.status === status && said.body === body) return said.reading;
  const answer = readAnswer(method, status, body, nsxRequestId);
  const before = namesIn(said?.reading);
  const held = (text: string | null) => (text === null ? null : same(text));
  /** Its name is looked up once: the record names a node from check to check as it did first. */
  const nodeOf = ({ nodeId, state, message, code, name }: NodeState): NodeState => ({
    nodeId: same(nodeId),
    state: same(state),
    message: held(message),
    code,
    name: held(name ?? before.get(nodeId) ?? nameOf(nodeId)),
  });
  const reading =
    'reason' in answer
      ? answer
      : {
          ...answer,
          rawState: held(answer.rawState),
          message: held(answer.message),
          nodes: answer.nodes.map(nodeOf),
        };
  // One that says nothing of nodes leaves them the names that they have on record.
  if ('nodes' in reading) watch.said = { status, body, reading };
  return reading;
}

function namesIn(reading: ReturnType<typeof readAnswer> | undefined): Map<string, string> {
  const nodes = reading && 'nodes' in reading ? reading.nodes : [];
  return new Map(nodes.flatMap(({ nodeId, name }) => (name === null ? [] : [[nodeId, name]])));
}

/** A fact without a session is about all of them. */
export function isAbout(fact: RequestFact, sessionId: string): boolean {
  const named = 'sessionId' in fact ? fact.sessionId : undefined;
  return named === undefined || named === sessionId;
}

/** A fact that the watch puts on record: it names its session, where the request touches several. */
export function named(watch: Watch, fact: RequestFact): RequestFact {
  return watch.isOneOfSeveral ? ({ ...fact, sessionId: watch.sessionId } as RequestFact) : fact;
}

/** When the first of them asks next. */
export function earliest(watches: readonly Watch[]): Millis | null {
  const times = watches.flatMap((watch) => watch.nextAt ?? []);
  return times.length > 0 ? Math.min(...times) : null;
}

/** Why a request that is not followed here can't be stopped or checked. */
export function notWatched(summary: RequestSummary): string {
  return summary.open
    ? 'Another Spanwatch on this computer follows it.'
    : 'It is not being watched. Resume it first.';
}
