import { createHistory, withRemark } from './history.ts';
import { linesOfFact, linesOfRequest, withLines } from './history-words.ts';
import { isAside, receivedAt } from './life.ts';
import { classOfState } from './realization.ts';
import type { Request, RequestEvent, RequestFact, RequestSummary } from './request.ts';

/** To be raised with every change of what comes out below: summaries that are kept are then made anew. */
export const PROJECTION_VERSION = 4;

/** What the facts of a request come to, for whoever lists, counts, finds or takes it up. */
export type Projected = {
  summary: RequestSummary;
  /** Its answer was lost, and nobody has read the object back. */
  isInDoubt: boolean;
  /** It ended with its answer, or what was read back: what follows from that may have been cut off. */
  isCutOff: boolean;
  /** Of each transport node how long it took until it was realized, and stayed so, ms; null where it is not. */
  nodes: ReadonlyMap<string, number | null>;
};

export type Projection = {
  /** The next fact, in the order of `seq`. */
  add(event: RequestEvent): void;
  now(): Projected;
  /** Folded text by which it is found (`history-words.ts`). */
  words(): string;
  /** False where no line has been added to its words since they were let go of. */
  holdsWords(): boolean;
  /** Lets go of its words, of which a thousand open requests hold megabytes; `again` gives them where they are needed. */
  letGoOfWords(again: () => string): void;
};

/** A request's facts added up as they come. Pure: the same facts give the same, on every computer. */
export function createProjection(request: Request): Projection {
  const history = createHistory(request);
  const nodes = createNodeTimes();
  let last: RequestFact['type'] | null = null;
  let lastBody: string | null = null;
  let words: string | null = withLines('', linesOfRequest(request));
  let wordsAgain = () => '';

  function now(): Projected {
    const summary = { ...history.summary(), nextCheckAt: null };
    const { open, verdict, sessions } = summary;
    const answered = last === 'answered' || last === 'settled';
    return {
      summary,
      isInDoubt: !open && verdict === 'in-doubt' && !history.readBack(),
      isCutOff:
        answered &&
        !open &&
        (verdict === 'deleted' || (verdict === 'accepted' && !sessions.length)),
      nodes: nodes.now(),
    };
  }

  return {
    add(event) {
      history.add(event);
      const { fact } = event;
      if (!isAside(fact)) last = fact.type;
      // Most checks say what the one before said: it is not looked through again.
      const isSame = fact.type === 'checked' && fact.exchange.body === lastBody;
      // The text that is held already: a thousand watches don't hold the same answer twice.
      if (fact.type === 'checked' && !isSame) lastBody = fact.exchange.body;
      nodes.take(event);
      const lines = isSame ? [] : linesOfFact(fact);
      if (lines.length > 0) words = withLines(words ?? wordsAgain(), lines);
    },
    now,
    words: () => words ?? wordsAgain(),
    holdsWords: () => words !== null,
    letGoOfWords(again) {
      words = null;
      wordsAgain = again;
    },
  };
}

/** What is said of a request that has ended moves nothing else of it: its thousands of facts need not be read. */
export function withAside(before: Projected, event: RequestEvent): Projected {
  return { ...before, summary: withRemark(before.summary, event) };
}

type Times = ReadonlyMap<string, number | null>;

type OfSession = { session: string; body: string; times: Times };

const NO_TIMES: Times = new Map();

/** When each node was realized, of each session; with several the last of them counts. */
function createNodeTimes() {
  const sessions: OfSession[] = [];
  let sentAt: number | null = null;

  function take({ at, fact }: RequestEvent): void {
    if (fact.type === 'sent') sentAt ??= at;
    if (fact.type === 'answered') sentAt ??= fact.exchange.startedAt;
    if (fact.type !== 'checked') return;
    const session = fact.sessionId ?? '';
    const { body } = fact.exchange;
    const known = sessions.find((one) => one.session === session);
    if (known?.body === body && known.times.size === fact.nodes.length) return;
    // Another one each time: whoever has the last one sees at a glance whether anything has changed.
    const times = new Map(known?.times);
    for (const { nodeId, state } of fact.nodes) {
      const isDone = classOfState(state) === 'realized' && sentAt !== null;
      const took = Math.max(0, receivedAt(fact.exchange) - (sentAt ?? 0));
      times.set(nodeId, isDone ? (times.get(nodeId) ?? took) : null);
    }
    if (known) Object.assign(known, { body, times });
    else sessions.push({ session, body, times });
  }

  function now(): Times {
    const [only, ...others] = sessions;
    if (others.length === 0) return only?.times ?? NO_TIMES;
    const together = new Map<string, number | null>();
    for (const [node, took] of sessions.flatMap(({ times }) => [...times])) {
      const other = together.get(node);
      const isNone = other === null || took === null;
      together.set(node, isNone ? null : Math.max(other ?? 0, took));
    }
    return together;
  }

  return { take, now };
}
