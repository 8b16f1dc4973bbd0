import type { Clock } from '../../electron/domain/ports.ts';

type Timer = { at: number; order: number; run: () => void; gone: boolean };

/** A stretch in which the computer sleeps: no timer runs, and time is later when it wakes. */
export type Sleep = { from: number; to: number };

/** So many turns of the microtask queue settle what a timer has begun. */
const TURNS = 12;

/**
 * A clock for days of simulated time: due timers come out of a heap, what they begin is awaited, and nothing else
 * moves the time. Deterministic for a seed.
 */
export function simClock(start: number, seed: number, sleeps: readonly Sleep[] = []) {
  const heap: Timer[] = [];
  let now = start;
  let orders = 0;
  let state = seed >>> 0;

  const isBefore = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order);

  function push(timer: Timer): void {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !isBefore(timer, above)) break;
      heap[at] = above;
      heap[parent] = timer;
      at = parent;
    }
  }

  function pop(): Timer | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const below = heap[child];
        const so = heap[least];
        if (below && so && isBefore(below, so)) least = child;
      }
      if (least === at) return first;
      const other = heap[least];
      if (!other) return first;
      heap[least] = last;
      heap[at] = other;
      at = least;
    }
  }

  /** Mulberry32: small, and good enough for jitter. */
  function random(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  const awakeAt = (at: number) => sleeps.find(({ from, to }) => at >= from && at < to)?.to ?? at;

  const clock: Clock = {
    now: () => now,
    random,
    after(ms, run) {
      const timer = { at: Math.round(now + ms), order: ++orders, run, gone: false };
      push(timer);
      return () => {
        timer.gone = true;
      };
    },
  };

  return {
    ...clock,
    /** Runs everything that is due until then. */
    async runUntil(end: number): Promise<void> {
      for (;;) {
        const next = heap[0];
        if (!next || awakeAt(next.at) > end) break;
        pop();
        if (next.gone) continue;
        now = Math.max(now, awakeAt(next.at));
        next.run();
        for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
      }
      now = Math.max(now, end);
    },
  };
}
