import type { Failure } from '../../../shared/result.ts';
import { createLine, type Waiting } from './line.ts';
import { FailureError } from './network-failure.ts';

/** What a manager is asked at most. NSX allows 100 calls/s and 40 at once, shared by all who use the account. */
export type BudgetLimits = {
  /** Calls in any second. */
  callsPerSecond: number;
  /** Checks that the clock asked for, at once. */
  checksAtOnce: number;
  /** All at once; what is beyond `checksAtOnce` is kept for a person's clicks. */
  atOnce: number;
};

export const DEFAULT_BUDGET: BudgetLimits = { callsPerSecond: 10, checksAtOnce: 4, atOnce: 6 };

const SECOND = 1000;
/** A manager that keeps refusing is still asked this often: once in two seconds. */
const SLOWEST_PER_SECOND = 0.5;
/** What the rate regains in each second without a refusal: from half back to ten in 50 s. */
const REGAINED_PER_SECOND = 0.1;
/** A pause that the manager asks for is waited out up to this; behind a longer one nobody is left waiting. */
const PATIENCE_MS = 5_000;

/** `now` never runs backwards: not the clock on the wall. */
export type BudgetTime = { now(): number; after(ms: number, run: () => void): () => void };

export type Ask = {
  /** A person waits for it. */
  urgent: boolean;
  signal?: AbortSignal | undefined;
  /** So many at once at most, whoever asks (basic sign-in: each call carries the password). */
  atMost?: number | undefined;
};

/** Two 429s or 503s of one burst are one refusal: `askedAt` tells which call was answered. */
export type SlowDown = {
  askedAt: number;
  retryAfterMs?: number | undefined;
  failure: Failure & { kind: 'rate-limited' | 'busy' };
};

/**
 * What one manager is asked at most, by everybody. A place is held for a whole piece of work (a sign-in and
 * its read); a token is spent for each HTTP call in it.
 */
export type Budget = {
  /** Waits for a place; the returned function gives it back, once. Rejects when closed or aborted. */
  place(ask: Ask): Promise<() => void>;
  /**
   * Waits for leave to send one HTTP call; yields when that was. Rejects with the manager's own refusal while it
   * has asked for a long pause: nothing goes out before that is over.
   */
  token(ask: Pick<Ask, 'urgent' | 'signal'>): Promise<number>;
  /** The manager asked to slow down: half the rate, and none at all for as long as it said. */
  slowDown(told: SlowDown): void;
  /** Calls a second and checks at once of this moment. */
  pace(): { callsPerSecond: number; checksAtOnce: number };
  /** Sends away whoever waits, and whoever comes. */
  close(): void;
};

type WaitingForPlace = Waiting & { atMost: number };

export function createBudget(limits: BudgetLimits, time: BudgetTime): Budget {
  const places = createLine<WaitingForPlace>();
  const tokens = createLine<Waiting>();
  let taken = 0;
  let checks = 0;
  /** When the last calls went out, oldest first; never more than a second's worth. */
  let sent: number[] = [];
  let cut = { rate: limits.callsPerSecond, at: Number.NEGATIVE_INFINITY };
  let pause: { until: number; failure: SlowDown['failure'] } | null = null;
  let wakeUp: (() => void) | null = null;
  let closed = false;

  function rate(): number {
    const quietMs = Math.max(0, time.now() - cut.at);
    return Math.min(limits.callsPerSecond, cut.rate + (REGAINED_PER_SECOND * quietMs) / SECOND);
  }

  function checksAtOnce(): number {
    return Math.max(1, Math.round((limits.checksAtOnce * rate()) / limits.callsPerSecond));
  }

  function pauseLeft(): number {
    return pause ? Math.max(0, pause.until - time.now()) : 0;
  }

  /** How long until the next call may go out. */
  function waitMs(): number {
    const paused = pauseLeft();
    if (paused > 0) return paused;
    const perSecond = rate();
    const inWindow = Math.max(1, Math.floor(perSecond));
    const windowMs = perSecond < 1 ? SECOND / perSecond : SECOND;
    const before = sent[sent.length - inWindow];
    return before === undefined ? 0 : Math.max(0, before + windowMs - time.now());
  }

  function tooLongAPause(): FailureError | null {
    const left = pauseLeft();
    if (!pause || left <= PATIENCE_MS) return null;
    return new FailureError({ ...pause.failure, retryAfterMs: Math.ceil(left) });
  }

  function admit(): void {
    for (;;) {
      const most = checksAtOnce();
      const next = places.next(({ urgent, atMost }) => {
        if (taken >= Math.min(limits.atOnce, atMost)) return false;
        // A check leaves one place for a person even where few may be there at once.
        return urgent || checks < Math.max(1, Math.min(most, atMost - 1));
      });
      if (!next) return;
      taken += 1;
      if (!next.urgent) checks += 1;
      next.start();
    }
  }

  function grant(): void {
    wakeUp?.();
    wakeUp = null;
    while (!tokens.isEmpty()) {
      const wait = waitMs();
      if (wait > 0) {
        wakeUp = time.after(Math.ceil(wait), grant);
        return;
      }
      sent = [...sent, time.now()].slice(-Math.ceil(limits.callsPerSecond));
      tokens.next(() => true)?.start();
    }
  }

  /** Joins a line until it is one's turn, the signal says stop, or the budget is closed. */
  function wait<W extends Waiting>(
    line: { add(waiting: W): void; leave(waiting: W): void },
    make: (waiting: Waiting) => W,
    { urgent, signal }: Pick<Ask, 'urgent' | 'signal'>,
    pump: () => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(closedError());
      if (signal?.aborted) return reject(signal.reason);
      const done = () => signal?.removeEventListener('abort', aborted);
      const waiting = make({
        urgent,
        start() {
          done();
          resolve();
        },
        stop(error) {
          done();
          reject(error);
        },
      });
      const aborted = () => {
        line.leave(waiting);
        waiting.stop(signal?.reason);
      };
      signal?.addEventListener('abort', aborted);
      line.add(waiting);
      pump();
    });
  }

  return {
    async place(ask) {
      const atMost = ask.atMost ?? limits.atOnce;
      await wait(places, (waiting) => ({ ...waiting, atMost }), ask, admit);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        taken -= 1;
        if (!ask.urgent) checks -= 1;
        admit();
      };
    },
    async token(ask) {
      const refusal = tooLongAPause();
      if (refusal) throw refusal;
      await wait(tokens, (waiting) => waiting, ask, grant);
      return time.now();
    },
    slowDown({ askedAt, retryAfterMs, failure }) {
      const now = time.now();
      const until = now + (retryAfterMs ?? 0);
      if (until > (pause?.until ?? now)) pause = { until, failure };
      if (askedAt >= cut.at) {
        const half = Math.max(SLOWEST_PER_SECOND, rate() / 2);
        cut = { rate: Math.min(half, limits.callsPerSecond), at: now };
      }
      // What is regained is regained by calls that are taken: the pause itself doesn't count.
      if (pause) cut.at = Math.max(cut.at, pause.until);
      const refusal = tooLongAPause();
      if (refusal) tokens.clear(refusal);
      grant();
    },
    pace: () => ({ callsPerSecond: rate(), checksAtOnce: checksAtOnce() }),
    close() {
      closed = true;
      wakeUp?.();
      wakeUp = null;
      places.clear(closedError());
      tokens.clear(closedError());
    },
  };
}

function closedError(): Error {
  const words = 'The connection was closed on this side.';
  return Object.assign(new Error(words), { code: 'UND_ERR_CLOSED' });
}
