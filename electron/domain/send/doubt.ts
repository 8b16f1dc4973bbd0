import type { Draft } from '../../../shared/draft.ts';
import { isSending } from '../../../shared/history.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';
import { nameOf } from './compose.ts';

/** The write has not ended, or its answer was lost and nobody has read the object back yet. */
export function isUnresolved(summary: RequestSummary, events: readonly RequestEvent[]): boolean {
  if (isSending(summary)) return true;
  if (summary.verdict !== 'in-doubt') return false;
  return !events.some((event) => event.fact.type === 'settled');
}

/**
 * Would this draft write what that request wrote? By the object, not by the draft: a draft can be discarded and
 * made again. A POST has no object yet; it is known by its draft and by the name.
 */
export function isSameWrite({ request }: RequestSummary, draft: Draft): boolean {
  if (request.managerId !== draft.managerId || request.kind !== draft.kind) return false;
  if (draft.entityId !== null) return request.entityId === draft.entityId;
  if (request.method !== 'POST') return false;
  return request.draftId === draft.id || request.entityName === nameOf(draft);
}
