import { ASKS_FOR_A_PERSON, ASKS_FOR_MS } from '../../shared/attention.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { isLookedAt } from '../../shared/seen.ts';

/** What a request was about; a POST without an answer is about itself. */
function objectOf({ request, entityId }: RequestSummary): string {
  const id = entityId ?? request.entityId;
  return id ? `${request.managerId}/${request.kind}/${id}` : request.id;
}

/**
 * Requests that are open or ask for a person, newest first. An ended one asks no more when a later request
 * was sent for the same object, after a week, or once a person has marked it as seen or signed off; one that is
 * questioned and one in doubt ask until that is settled.
 */
export function attentionOf(
  rows: readonly RequestSummary[],
  now: number,
  seen: readonly string[] = [],
): RequestSummary[] {
  const before = new Set(seen);
  const newestFirst = [...rows].sort((a, b) => b.request.writtenAt - a.request.writtenAt);
  const followed = new Set<string>();
  return newestFirst.filter((row) => {
    const object = objectOf(row);
    const superseded = followed.has(object);
    followed.add(object);
    if (row.open || row.verdict === 'in-doubt') return true;
    if (superseded || now - row.request.writtenAt > ASKS_FOR_MS) return false;
    return ASKS_FOR_A_PERSON.has(row.verdict) && !isLookedAt(row, before);
  });
}
