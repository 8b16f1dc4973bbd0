import { isSending } from '../../../shared/history.ts';
import type { DraftId } from '../../../shared/ids.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';
import { type Change, nameOf } from './compose.ts';

/** The write has not ended, or its answer was lost and nobody has read the object back yet. */
export function isUnresolved(summary: RequestSummary, events: readonly RequestEvent[]): boolean {
  if (isSending(summary)) return true;
  if (summary.verdict !== 'in-doubt') return false;
  return !events.some((event) => event.fact.type === 'settled');
}

/**
 * Would this change write what that request wrote? By the object, not by the draft: a draft can be discarded and
 * made again. A POST has no object yet; it is known by its draft and by the name.
 */
export function isSameWrite(
  { request }: RequestSummary,
  change: Change,
  draftId: DraftId | null,
): boolean {
  if (request.managerId !== change.managerId || request.kind !== change.kind) return false;
  if (change.entityId !== null) return request.entityId === change.entityId;
  if (request.method !== 'POST') return false;
  const isSameDraft = draftId !== null && request.draftId === draftId;
  return isSameDraft || request.entityName === nameOf(change);
}
