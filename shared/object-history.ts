import type { Change } from './changes.ts';
import { changesBetween } from './changes.ts';
import { isSending } from './history.ts';
import type { JsonObject } from './json.ts';
import { type LastChange, lastChange, revisionOf } from './nsx/last-change.ts';
import type { RequestSummary } from './request.ts';

/** The object had moved on when the next request was made: what it was last known to be, and what it was then. */
export type Between = {
  fromRevision: number;
  toRevision: number;
  changes: Change[];
  /** Who made the last of these changes, and when, as the object itself says; null where it doesn't. */
  last: LastChange | null;
  /** False where a request before it is in doubt, or still on its way: then it need not have been someone else. */
  isElsewhere: boolean;
};

/** One request of an object's life; `between`: what happened before it that no request which NSX has taken from here did. */
export type ObjectStep = { summary: RequestSummary; between: Between | null };

export type Effect = 'applied' | 'none' | 'uncertain';

type Known = { body: JsonObject | null; revision: number; isSure: boolean };

/**
 * The requests of one object as a chain, newest first, with the places where its revision jumped.
 * NSX counts `_revision` up by one with each write, from 0 (swagger: RevisionedResource).
 */
export function objectHistory(requests: readonly RequestSummary[]): ObjectStep[] {
  const steps: ObjectStep[] = [];
  let known: Known | null = null;
  for (const summary of [...requests].sort(byTime)) {
    steps.push({ summary, between: betweenOf(known, summary.request.bodyBefore) });
    known = knownAfter(known, summary);
  }
  return steps.reverse();
}

function byTime(a: RequestSummary, b: RequestSummary): number {
  return a.request.writtenAt - b.request.writtenAt;
}

function betweenOf(known: Known | null, before: JsonObject | null): Between | null {
  const revision = revisionOf(before);
  if (known === null || before === null || revision === null) return null;
  if (revision <= known.revision) return null;
  return {
    fromRevision: known.revision,
    toRevision: revision,
    changes: known.body === null ? [] : changesBetween(known.body, before),
    last: lastChange(before),
    isElsewhere: known.isSure,
  };
}

/** What is known of the object once this request was made. */
function knownAfter(known: Known | null, summary: RequestSummary): Known | null {
  const { method, origin, bodyBefore, bodyAfter } = summary.request;
  const effect = effectOf(summary);
  if (effect !== 'applied') {
    const isSure = effect === 'none' && (known?.isSure ?? true);
    const revision = revisionOf(bodyBefore);
    if (revision === null) return known && { ...known, isSure };
    return { body: bodyBefore, revision, isSure };
  }
  if (method === 'DELETE') return null;
  // What it changed is not known here; that it counted one up is.
  if (origin === 'elsewhere')
    return known && { ...known, body: null, revision: known.revision + 1 };
  if (method === 'POST') return { body: bodyAfter, revision: 0, isSure: true };
  const sent = revisionOf(bodyAfter);
  return sent === null ? null : { body: bodyAfter, revision: sent + 1, isSure: true };
}

/** Whether NSX has made the change: only then is what was asked for what came after. */
export function effectOf(summary: RequestSummary): Effect {
  const { verdict } = summary;
  if (isSending(summary) || verdict === 'in-doubt') return 'uncertain';
  return verdict === 'refused' || verdict === 'not-sent' ? 'none' : 'applied';
}
