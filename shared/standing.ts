import type { Millis } from './ids.ts';
import type { Check, Step } from './life.ts';
import type { Verdict } from './realization.ts';
import { combineVerdicts, VERDICT_FACTS } from './realization.ts';
import type { Request } from './request.ts';
import type { Failure } from './result.ts';

/** What an answered check said; its exchange is on record, and too much to hold for each of thousands of watches. */
export type Seen = Omit<Check, 'exchange'>;

/** Where one session of a request stands. */
type Track = {
  verdict: Verdict;
  /** Something is still to come by itself: an answer, or a check. */
  open: boolean;
  /** The write's own end is not known yet: no answer, no failure. */
  sending: boolean;
  sentAt: Millis | null;
  /** The verdict was read (or set by a person, or the deadline) at this time. */
  verdictAt: Millis | null;
  lastCheck: Seen | null;
  checks: number;
  /** The newest check could not be made; null once one was, or when it is over. */
  notAsked: { failure: Failure; nextAt: Millis | null; at: Millis } | null;
  /** A person or the deadline ended it. */
  ended: 'stopped' | 'timed-out' | null;
  /** Why it was stopped where nobody pressed Stop. */
  stopReason: string | null;
  /** The write left, and what was read back does not have it. */
  notApplied: boolean;
  sessionId: string | null;
  sessionName: string | null;
  deadlineMs: number | null;
};

/** Where a request stands after its steps. `sessions`: each session that it touches, where it is followed on any. */
export type Standing = Track & { sessions: readonly Track[] };

/** Where a request stands after these steps. */
export function standingOf(request: Request, steps: readonly Step[]): Standing {
  const standing = createStanding(request);
  for (const step of steps) standing.take(step);
  return standing.now();
}

/**
 * Adds the steps up, one by one. The last answered check decides; a check that could not be made never overwrites it.
 * A request without any fact has no verdict yet and is said to be `not-sent`, open: nothing has left so far.
 * Sent without an answer is `in-doubt`, open: that is what it would be if this computer stopped now.
 * With several sessions each has a standing of its own, and the whole is never better than its worst.
 */
export function createStanding(request: Request): { take(step: Step): void; now(): Standing } {
  const before = emptyTrack();
  const tracks: Track[] = [];

  function trackOf(step: Extract<Step, { type: 'watch-started' }>): void {
    const known = tracks.find((track) => track.sessionId === step.sessionId);
    const track = known ?? { ...before };
    if (!known) tracks.push(track);
    takeStep(request, track, step);
  }

  return {
    take(step) {
      if (step.type === 'watch-started') return trackOf(step);
      if (tracks.length === 0) return takeStep(request, before, step);
      const only = 'sessionId' in step ? step.sessionId : undefined;
      for (const track of tracks) {
        const isMeant = only === undefined || tracks.length === 1 || track.sessionId === only;
        if (isMeant) takeStep(request, track, step);
      }
    },
    now() {
      const [first, ...others] = tracks;
      if (!first) return { ...before, sessions: [] };
      if (others.length === 0) return { ...first, sessions: [first] };
      return { ...together(first, tracks), sessions: tracks };
    },
  };
}

function emptyTrack(): Track {
  return {
    verdict: 'not-sent',
    open: true,
    sending: true,
    sentAt: null,
    verdictAt: null,
    lastCheck: null,
    checks: 0,
    notAsked: null,
    ended: null,
    stopReason: null,
    notApplied: false,
    sessionId: null,
    sessionName: null,
    deadlineMs: null,
  };
}

/** The whole of several sessions. */
function together(first: Track, tracks: readonly Track[]): Track {
  const verdict = combineVerdicts(tracks);
  const open = tracks.filter((track) => track.open);
  const lost = open.flatMap((track) => track.notAsked ?? []).sort((a, b) => b.at - a.at);
  return {
    ...first,
    verdict,
    open: open.length > 0,
    verdictAt: latest(tracks.map((track) => track.verdictAt)),
    lastCheck: tracks.reduce<Seen | null>((last, { lastCheck }) => newer(last, lastCheck), null),
    checks: Math.max(...tracks.map((track) => track.checks)),
    // The manager answered about another session: then it can be asked.
    notAsked: lost.length === open.length ? (lost[0] ?? null) : null,
    ended: verdict === 'stopped' || verdict === 'timed-out' ? verdict : null,
  };
}

function latest(times: readonly (Millis | null)[]): Millis | null {
  return times.reduce(
    (last, at) => (at !== null && (last === null || at > last) ? at : last),
    null,
  );
}

function newer(a: Seen | null, b: Seen | null): Seen | null {
  if (a === null || b === null) return a ?? b;
  return b.no > a.no ? b : a;
}

function takeStep(request: Request, now: Track, step: Step): void {
  // A change of something that no session is followed for ends with its answer: there is nothing to ask.
  const followed = () => request.kind === 'sessions' || now.sessionId !== null;
  const say = (verdict: Verdict, at: Millis) => {
    Object.assign(now, { verdict, verdictAt: at, sending: false, notAsked: null });
    now.open = !VERDICT_FACTS[verdict].ends && (verdict !== 'accepted' || followed());
  };
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
      now.notApplied = step.outcome === 'not-applied';
      break;
    case 'watch-started':
      now.sessionId = step.sessionId;
      now.sessionName = step.sessionName ?? null;
      now.deadlineMs = step.deadlineMs;
      // Made elsewhere: somebody had it accepted, or it would have no request id.
      if (now.sending) now.verdict = 'accepted';
      now.open = true;
      now.sending = false;
      break;
    case 'nothing-to-ask':
      now.open = false;
      break;
    case 'check':
      now.lastCheck = seen(step);
      now.checks = step.no;
      now.notAsked = null;
      if (now.ended !== null && !VERDICT_FACTS[step.verdict].ends) break;
      now.ended = null;
      say(step.verdict, step.at);
      break;
    case 'not-asked': {
      const { failure, nextAt, at } = step;
      if (now.open) now.notAsked = { failure, nextAt, at };
      break;
    }
    case 'resumed':
      if (now.verdict === 'realized' || now.verdict === 'deleted') break;
      now.ended = null;
      now.open = true;
      now.notAsked = null;
      now.deadlineMs = step.deadlineMs ?? now.deadlineMs;
      now.verdict = now.lastCheck?.verdict ?? 'accepted';
      break;
    case 'stopped':
    case 'timed-out':
      if (!now.open) break;
      now.ended = step.type;
      now.stopReason = step.type === 'stopped' ? (step.reason ?? null) : null;
      // Taken up again, and nothing was seen since: the verdict that was seen last stands.
      if (now.lastCheck && VERDICT_FACTS[now.lastCheck.verdict].ends)
        say(now.lastCheck.verdict, now.lastCheck.at);
      else say(step.type, step.at);
      break;
    default:
      break;
  }
}

function seen({ exchange: _exchange, ...said }: Check): Seen {
  return said;
}

/** What reading the object back made of a write without an answer. */
function settledVerdict(request: Request, outcome: 'applied' | 'not-applied' | 'unclear'): Verdict {
  if (outcome === 'unclear') return 'in-doubt';
  if (outcome === 'not-applied') return 'not-sent';
  return request.method === 'DELETE' ? 'deleted' : 'accepted';
}
