import type { Millis } from './ids.ts';
import type { TunnelStatus } from './inventory.ts';
import type { NodeState, Verdict } from './realization.ts';
import { VERDICT_FACTS } from './realization.ts';
import type { Exchange, GapReason, Request, RequestEvent } from './request.ts';
import type { Failure } from './result.ts';

/** One answered check. `at` is when its answer was received; `no` counts the answered checks from 1. */
export type Check = {
  type: 'check';
  no: number;
  at: Millis;
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
  | { type: 'watch-started'; at: Millis; sessionId: string; deadlineMs: number }
  | { type: 'nothing-to-ask'; at: Millis; reason: string }
  | Check
  | {
      type: 'not-asked';
      at: Millis;
      failure: Failure;
      nextAt: Millis | null;
      exchange: Exchange | null;
    }
  | { type: 'gap'; at: Millis; to: Millis; reason: GapReason }
  | { type: 'resumed'; at: Millis; deadlineMs?: number | undefined }
  | { type: 'stopped'; at: Millis; reason?: string | undefined }
  | { type: 'timed-out'; at: Millis }
  | { type: 'tunnel'; at: Millis; status: TunnelStatus }
  | { type: 'tunnel-not-read'; at: Millis; failure: Failure };

/** The facts of a request as steps: ordered, numbered, each at the time it became known. */
export function stepsOf(events: readonly RequestEvent[]): Step[] {
  let latest = Number.NEGATIVE_INFINITY;
  let checks = 0;
  const forward = (at: Millis) => {
    latest = Math.max(latest, at);
    return latest;
  };
  const ordered = [...events].sort((a, b) => a.seq - b.seq);
  return ordered.map(({ at, fact }): Step => {
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
        if (fact.verdict === 'not-asked') return unreadable(when, fact.exchange, fact.message);
        checks += 1;
        const { exchange, verdict, rawState, message, nodes } = fact;
        return { type: 'check', no: checks, at: when, exchange, verdict, rawState, message, nodes };
      }
      case 'not-asked': {
        const { failure, nextAt } = fact;
        return { type: 'not-asked', at: forward(fact.startedAt), failure, nextAt, exchange: null };
      }
      case 'gap': {
        const from = forward(fact.from);
        return { type: 'gap', at: from, to: forward(fact.to), reason: fact.reason };
      }
      case 'watch-started':
        return {
          type: 'watch-started',
          at: forward(at),
          sessionId: fact.sessionId,
          deadlineMs: fact.deadlineMs,
        };
      default:
        return { ...fact, at: forward(at) };
    }
  });
}

/** An answer that is not NSX's word on realization: kept, but it says nothing. */
function unreadable(at: Millis, exchange: Exchange, message: string | null): Step {
  const detail = message ?? `HTTP ${exchange.status ?? '?'}`;
  const failure: Failure = { kind: 'malformed', status: exchange.status, detail };
  return { type: 'not-asked', at, failure, nextAt: null, exchange };
}

function receivedAt(exchange: Exchange): Millis {
  return Math.round(exchange.startedAt + exchange.durationMs);
}

const FIRST_SUCCESS = 200;
const FIRST_REDIRECT = 300;

export function isSuccess(status: number | null): boolean {
  return status !== null && status >= FIRST_SUCCESS && status < FIRST_REDIRECT;
}

/** Where a request stands after its steps. */
export type Standing = {
  verdict: Verdict;
  /** Something is still to come by itself: an answer, or a check. */
  open: boolean;
  /** The write's own end is not known yet: no answer, no failure. */
  sending: boolean;
  sentAt: Millis | null;
  /** The verdict was read (or set by a person, or the deadline) at this time. */
  verdictAt: Millis | null;
  lastCheck: Check | null;
  checks: number;
  /** The newest check could not be made; null once one was, or when it is over. */
  notAsked: { failure: Failure; nextAt: Millis | null } | null;
  /** A person or the deadline ended it. */
  ended: 'stopped' | 'timed-out' | null;
  sessionId: string | null;
  deadlineMs: number | null;
};

/**
 * Adds the steps up. The last answered check decides; a check that could not be made never overwrites it.
 * A request without any fact has no verdict yet and is said to be `not-sent`, open: nothing has left so far.
 * Sent without an answer is `in-doubt`, open: that is what it would be if this computer stopped now.
 */
export function standingOf(request: Request, steps: readonly Step[]): Standing {
  const now: Standing = {
    verdict: 'not-sent',
    open: true,
    sending: true,
    sentAt: null,
    verdictAt: null,
    lastCheck: null,
    checks: 0,
    notAsked: null,
    ended: null,
    sessionId: null,
    deadlineMs: null,
  };
  // A change of something that no session is followed for ends with its answer: there is nothing to ask.
  const followed = () => request.kind === 'sessions' || now.sessionId !== null;
  const say = (verdict: Verdict, at: Millis) => {
    Object.assign(now, { verdict, verdictAt: at, sending: false, notAsked: null });
    now.open = !VERDICT_FACTS[verdict].ends && (verdict !== 'accepted' || followed());
  };
  for (const step of steps) {
    switch (step.type) {
      case 'sent':
        now.sentAt ??= step.at;
        if (now.sending) now.verdict = 'in-doubt';
        break;
      case 'not-sent':
        say('not-sent', step.at);
        break;
      case 'answered':
        now.sentAt ??= step.exchange.startedAt;
        say(step.taken ? 'accepted' : 'refused', step.at);
        break;
      case 'lost':
        say('in-doubt', step.at);
        break;
      case 'settled':
        say(settledVerdict(request, step.outcome), step.at);
        break;
      case 'watch-started':
        now.sessionId = step.sessionId;
        now.deadlineMs = step.deadlineMs;
        now.open = true;
        now.sending = false;
        break;
      case 'check':
        now.lastCheck = step;
        now.checks = step.no;
        now.notAsked = null;
        if (now.ended !== null && !VERDICT_FACTS[step.verdict].ends) break;
        now.ended = null;
        say(step.verdict, step.at);
        break;
      case 'not-asked':
        if (now.open) now.notAsked = { failure: step.failure, nextAt: step.nextAt };
        break;
      case 'nothing-to-ask':
        now.open = false;
        break;
      case 'resumed':
        now.ended = null;
        now.open = true;
        now.notAsked = null;
        now.deadlineMs = step.deadlineMs ?? now.deadlineMs;
        now.verdict = now.lastCheck?.verdict ?? 'accepted';
        break;
      case 'stopped':
      case 'timed-out':
        now.ended = step.type;
        say(step.type, step.at);
        break;
      default:
        break;
    }
  }
  return now;
}

/** What reading the object back made of a write without an answer. */
function settledVerdict(request: Request, outcome: 'applied' | 'not-applied' | 'unclear'): Verdict {
  if (outcome === 'unclear') return 'in-doubt';
  if (outcome === 'not-applied') return 'not-sent';
  return request.method === 'DELETE' ? 'deleted' : 'accepted';
}
