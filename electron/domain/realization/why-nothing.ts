import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Request } from '../../../shared/request.ts';
import type { Followed } from './watches.ts';

export const NOT_WANTED = 'It was sent without following it.';

/** Why there is no session to ask about a write that was taken; null where there is. */
export function whyNothing(request: Request, sessions: readonly Followed[]): string | null {
  if (sessions.length > 0) return null;
  const object = KIND_NAME[request.kind];
  if (request.method === 'POST')
    return `No session uses this new ${object} yet, so there is nothing to ask.`;
  if (request.method === 'DELETE')
    return `A deleted ${object} has no session to ask: that it was accepted is all that NSX says.`;
  return `No session uses this ${object}, as far as the copy of the inventory knows, so there is nothing to ask.`;
}
