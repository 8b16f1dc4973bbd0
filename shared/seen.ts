import type { RequestSummary } from './request.ts';

/** This end of this request: taken up again and ended anew it is another one, which nobody has seen. */
export function endKey({ request, verdict, checks }: RequestSummary): string {
  return `${request.id} ${verdict} ${checks}`;
}

/** When it came to this end, as far as a summary knows; no later than it did. */
export function endedAt({ request, durationMs, lastCheckAt }: RequestSummary): number {
  return Math.max(lastCheckAt ?? 0, request.writtenAt + (durationMs ?? 0));
}

/**
 * A person has looked at how it ended, and asks nothing: its newest mark is *seen* or *signed off*, and was put after
 * that end. `before` are the ends that were taken off the desk when that was no mark yet; a mark counts before them.
 */
export function isLookedAt(summary: RequestSummary, before: ReadonlySet<string>): boolean {
  const { mark, unmarkedAt } = summary;
  if (mark) return mark.mark !== 'questioned' && mark.at >= endedAt(summary);
  return unmarkedAt === undefined && before.has(endKey(summary));
}
