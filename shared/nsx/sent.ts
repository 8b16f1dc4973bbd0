import type { Change } from '../changes.ts';
import { changesBetween } from '../changes.ts';
import type { Draft } from '../draft.ts';
import type { JsonObject } from '../json.ts';
import { said } from '../nsx/session-words.ts';
import type { Issue } from '../result.ts';
import { bodyToSend } from './body.ts';

type Sendable = Pick<Draft, 'kind' | 'operation' | 'base' | 'body'>;

/** The body as it would go out now; empty for a DELETE, which has none. */
export function sentBody({ kind, operation, base, body }: Sendable): JsonObject {
  return bodyToSend(kind, body, base, operation) ?? {};
}

/**
 * What sending a draft changes: what goes out against what was read. The one answer for the count on the tab, the
 * confirmation, the card at the side and the request's record. Empty for a DELETE.
 */
export function sentChanges(draft: Sendable): Change[] {
  if (draft.operation === 'delete') return [];
  return changesBetween(draft.operation === 'create' ? null : draft.base, sentBody(draft));
}

/** What was typed and does not go out: a revision of its own. NSX counts it; a draft carries that of its base. */
export function notSentIssues({ operation, base, body }: Sendable): Issue[] {
  const typed = body._revision;
  const carried = base?._revision;
  if (operation !== 'change' || typed === undefined || carried === undefined) return [];
  if (typed === carried) return [];
  const message = `Revision: ${said(typed)} is not sent; the draft is from revision ${said(carried)}, and PUT carries that`;
  return [{ path: ['_revision'], message }];
}
