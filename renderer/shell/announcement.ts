import { isSending } from '../../shared/history.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { endedAt } from '../../shared/seen.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';

/** An end that is heard of first is news for as long, in ms: what ended before was only tagged, marked or noted now. */
const NEWS_MS = 60_000;

/**
 * What a changed request gives a screen reader to say; null where its verdict is the one that was said before, or is no
 * news. `said`: what was said last of each, kept here.
 */
export function announcementOf(
  said: Map<string, string>,
  summary: RequestSummary,
  now: number,
): string | null {
  const { request, verdict, nodesDone, nodesTotal } = summary;
  const before = verdict === 'not-sent' ? 'about to send' : 'sent, no answer yet';
  const next = isSending(summary) ? before : verdict;
  const last = said.get(request.id);
  said.set(request.id, next);
  if (last === next) return null;
  if (isSending(summary)) return `${request.entityName}: ${before}`;
  const isOld = !summary.open && now - endedAt(summary) > NEWS_MS;
  if (last === undefined && isOld) return null;
  const nodes = nodesTotal ? `, ${nodesDone} of ${nodesTotal} transport nodes` : '';
  return `${request.entityName}: ${wordsOfSummary(summary).word}${nodes}`;
}
