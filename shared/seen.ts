import type { RequestSummary } from './request.ts';
import { MAX_SEEN } from './settings.ts';

/** This end of this request: taken up again and ended anew it is another one, which nobody has seen. */
export function endKey({ request, verdict, checks }: RequestSummary): string {
  return `${request.id} ${verdict} ${checks}`;
}

/** The ends that were seen, and one more. */
export function withSeen(seen: readonly string[], summary: RequestSummary): string[] {
  const key = endKey(summary);
  return [...seen.filter((one) => one !== key), key].slice(-MAX_SEEN);
}
