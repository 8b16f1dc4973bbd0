import { chainNext, chainStart, type Sha256 } from '../chain.ts';
import type { Request, RequestEvent } from '../request.ts';

/** The head of a request's chain after each number of its events: `[0]` before the first. */
export function headsOf(
  request: Request,
  events: readonly RequestEvent[],
  sha256: Sha256,
): string[] {
  const heads = [chainStart(request, sha256)];
  for (const event of events) heads.push(chainNext(heads.at(-1) as string, event, sha256));
  return heads;
}

export function headOf(request: Request, events: readonly RequestEvent[], sha256: Sha256): string {
  return events.reduce(
    (head, event) => chainNext(head, event, sha256),
    chainStart(request, sha256),
  );
}
