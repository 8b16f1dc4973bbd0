import type { Millis } from './ids.ts';
import type { TunnelStatus } from './inventory.ts';
import type { NodeState, Verdict } from './realization.ts';
import type { Exchange, GapReason, RequestEvent, RequestFact } from './request.ts';
import type { Failure } from './result.ts';

/** One answered check. `at` is when its answer was received; `no` counts the answered checks from 1. */
export type Check = {
  type: 'check';
  no: number;
  at: Millis;
  sessionId?: string | undefined;
  exchange: Exchange;
  verdict: Verdict;
  rawState: string | null;
  message: string | null;
  nodes: NodeState[];
};

/** What happened to a request, in order. Times never run backwards, even where the computer's clock did. */
export type Step =
  | { type: 'sent'; at: Millis }
  | { type: 'not-sent'; at: Millis; failure: Failure }
  | { type: 'answered'; at: Millis; exchange: Exchange; taken: boolean }
  | { type: 'lost'; at: Millis; failure: Failure }
  | {
      type: 'settled';
      at: Millis;
      outcome: 'applied' | 'not-applied' | 'unclear';
      evidence: string;
      exchange: Exchange | null;
    }
  | {
      type: 'watch-started';
      at: Millis;
      sessionId: string;
      sessionName?: string | undefined;
      deadlineMs: number;
      copyOf?: Millis | undefined;
    }
  | { type: 'nothing-to-ask'; at: Millis; reason: string }
  | Check
  | {
      type: 'not-asked';
      at: Millis;
      sessionId?: string | undefined;
      failure: Failure;
      nextAt: Millis | null;
      exchange: Exchange | null;
    }
  | { type: 'gap'; at: Millis; to: Millis; reason: GapReason }
  | { type: 'resumed'; at: Millis; deadlineMs?: number | undefined }
  | { type: 'stopped'; at: Millis; reason?: string | undefined }
  | { type: 'timed-out'; at: Millis; sessionId?: string | undefined }
  | { type: 'tunnel'; at: Millis; sessionId?: string | undefined; status: TunnelStatus }
  | { type: 'tunnel-not-read'; at: Millis; sessionId?: string | undefined; failure: Failure }
  | Remark;

/** What was said or seen beside the realization, and is no part of it. */
export type Remark = { at: Millis } & Extract<
  RequestFact,
  { type: 'clock' | 'noted' | 'tagged' | 'marked' }
>;

/** True for what says nothing about how far the realization is. */
export function isAside({ type }: { type: Step['type'] | RequestFact['type'] }): boolean {
  return ['tunnel', 'tunnel-not-read', 'clock', 'noted', 'tagged', 'marked'].includes(type);
}

/** The facts of a request as steps: ordered, numbered, each at the time it became known. */
export function stepsOf(events: readonly RequestEvent[]): Step[] {
  const next = createSteps();
  return [...events].sort((a, b) => a.seq - b.seq).map(next);
}

/** The same one by one, for facts that come in the order of their `seq`. */
export function createSteps(): (event: RequestEvent) => Step {
  let latest = Number.NEGATIVE_INFINITY;
  let checks = 0;
  const forward = (at: Millis) => {
    latest = Math.max(latest, at);
    return latest;
  };
  return ({ at, fact }): Step => {
    switch (fact.type) {
      case 'answered':
        return {
          type: 'answered',
          at: forward(receivedAt(fact.exchange)),
          exchange: fact.exchange,
          taken: isSuccess(fact.exchange.status),
        };
      case 'checked': {
        const when = forward(receivedAt(fact.exchange));
        const of = ofSession(fact);
        if (fact.verdict === 'not-asked') {
          return { ...unreadable(when, fact.exchange, fact.message), ...of };
        }
        checks += 1;
        const { exchange, verdict, rawState, message, nodes } = fact;
        const seen = { exchange, verdict, rawState, message, nodes };
        return { type: 'check', no: checks, at: when, ...of, ...seen };
      }
      case 'not-asked': {
        const { failure, nextAt } = fact;
        const when = forward(fact.startedAt);
        return { type: 'not-asked', at: when, ...ofSession(fact), failure, nextAt, exchange: null };
      }
      case 'gap': {
        const from = forward(fact.from);
        return { type: 'gap', at: from, to: forward(fact.to), reason: fact.reason };
      }
      case 'watch-started': {
        const { sessionId, sessionName, deadlineMs, copyOf } = fact;
        const name = sessionName === undefined ? {} : { sessionName };
        const copy = copyOf === undefined ? {} : { copyOf };
        return { type: 'watch-started', at: forward(at), sessionId, ...name, deadlineMs, ...copy };
      }
      case 'clock':
      case 'noted':
      case 'tagged':
      case 'marked':
        // A person's remark moves no time of the watch.
        return { ...fact, at };
      default:
        return { ...fact, at: forward(at) };
    }
  };
}

function ofSession({ sessionId }: { sessionId?: string | undefined }): { sessionId?: string } {
  return sessionId === undefined ? {} : { sessionId };
}

/** An answer that is not NSX's word on realization: kept, but it says nothing. */
function unreadable(
  at: Millis,
  exchange: Exchange,
  message: string | null,
): Extract<Step, { type: 'not-asked' }> {
  const detail = message ?? `HTTP ${exchange.status ?? '?'}`;
  const failure: Failure = { kind: 'malformed', status: exchange.status, detail };
  return { type: 'not-asked', at, failure, nextAt: null, exchange };
}

/** When an answer was there, by this computer's clock. */
export function receivedAt(exchange: Exchange): Millis {
  return Math.round(exchange.startedAt + exchange.durationMs);
}

const FIRST_SUCCESS = 200;
const FIRST_REDIRECT = 300;

export function isSuccess(status: number | null): boolean {
  return status !== null && status >= FIRST_SUCCESS && status < FIRST_REDIRECT;
}
