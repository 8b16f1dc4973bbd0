import type { RequestSummary } from '../../shared/request.ts';

/** A write that did not get to NSX, or was not taken, is realized nowhere: there is nothing to draw. */
export function mayBeRealized({ verdict, open, sessions, notApplied }: RequestSummary): boolean {
  // It left, and may have been: what was seen of it stays drawn.
  if (notApplied) return true;
  const isOver = !open && sessions.length === 0;
  return !(isOver && (verdict === 'not-sent' || verdict === 'refused'));
}

/** It has steps, and is drawn: a replay without its bar could not be ended, and would show the first step as the whole. */
export function mayBeReplayed(summary: RequestSummary, steps: number): boolean {
  return steps > 1 && mayBeRealized(summary);
}
