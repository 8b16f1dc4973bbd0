import type { Millis } from '../../../shared/ids.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Request } from '../../../shared/request.ts';
import { durationText } from '../../../shared/words.ts';
import type { Touched } from './touched.ts';

/** Why there is no session to ask about a write that was taken; null where there is. */
export function whyNothing(request: Request, touched: Touched, now: Millis): string | null {
  const { sessions, copyOf } = touched;
  if (sessions.length > 0) return null;
  const object = KIND_NAME[request.kind];
  if (request.method === 'POST')
    return `No session uses this new ${object} yet, so there is nothing to ask.`;
  if (request.method === 'DELETE')
    return `A deleted ${object} has no session to ask: that it was accepted is all that NSX says.`;
  if (copyOf === undefined) return `No session uses this ${object}, so there is nothing to ask.`;
  if (copyOf === null)
    return `Which sessions use this ${object} could not be read, and no copy of them is here: none is asked.`;
  const age = durationText(Math.max(0, now - copyOf));
  return `No session uses this ${object} by a copy that is ${age} old (it could not be read anew), so none is asked.`;
}
