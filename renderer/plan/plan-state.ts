import type { PlanState } from '../../shared/plan.ts';
import type { Tone } from '../ui/badge.tsx';

/** A plan's state as its badge says it. Accepted is not realized, so it is never green. */
export const PLAN_STATE: Record<PlanState, { tone: Tone; word: string }> = {
  empty: { tone: 'neutral', word: 'No steps yet' },
  ready: { tone: 'neutral', word: 'Not sent' },
  sending: { tone: 'info', word: 'Sending' },
  stopped: { tone: 'warning', word: 'Stopped' },
  done: { tone: 'info', word: 'Accepted' },
};
