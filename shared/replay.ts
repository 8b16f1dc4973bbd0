import { createHistory } from './history.ts';
import type { Request, RequestEvent, RequestSummary } from './request.ts';

/** How much faster than it was a replay may be. */
export const SPEEDS = [1, 2, 5, 20] as const;
export type Speed = (typeof SPEEDS)[number];

/** Between two steps, ms: never so short that it is not seen, never so long that one waits. */
const SHORTEST_MS = 250;
const LONGEST_MS = 2500;
/** Where motion is to be reduced every step stays this long: nothing flickers past. */
const STILL_MS = 1500;

/** The facts of a request's first steps and what they came to; nothing of what was not yet known. */
export function replayAt(
  request: Request,
  events: readonly RequestEvent[],
  step: number,
): { events: RequestEvent[]; summary: RequestSummary } {
  const ordered = [...events].sort((a, b) => a.seq - b.seq);
  const known = ordered.slice(0, clampStep(step, events.length));
  const history = createHistory(request);
  for (const event of known) history.add(event);
  return { events: known, summary: history.summary() };
}

/** A step from 1 to the last one: before the first fact there is nothing to show. */
export function clampStep(step: number, steps: number): number {
  return Math.max(1, Math.min(steps, step));
}

/** How long a step stays until the next one, ms. */
export function stepDelay(
  events: readonly RequestEvent[],
  step: number,
  speed: Speed,
  isReduced: boolean,
): number {
  if (isReduced) return STILL_MS;
  const [here, next] = [events[step - 1], events[step]];
  const took = here && next ? Math.max(0, next.at - here.at) : 0;
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, took / speed));
}
