import type { Verdict } from './realization.ts';

/** Verdicts that ask for a person even after the watch has ended. */
export const ASKS_FOR_A_PERSON: ReadonlySet<Verdict> = new Set([
  'failed',
  'refused',
  'partial',
  'in-doubt',
  'missing',
  'service-disabled',
  'timed-out',
  'not-sent',
]);

const DAY_MS = 86_400_000;
/** After this an ended request is history: it stands on the Requests screen, and the desk is for now. */
export const ASKS_FOR_MS = 7 * DAY_MS;
