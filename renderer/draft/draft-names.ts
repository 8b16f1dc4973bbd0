import type { Draft } from '../../shared/draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';

/** What people call the object of a draft, as it is typed now. */
export function draftName(draft: Draft): string {
  const name = draft.body.display_name;
  if (typeof name === 'string' && name.trim() !== '') return name;
  return draft.operation === 'create'
    ? 'New session'
    : (draft.entityId ?? 'Session without a name');
}

export const OPERATION_WORD = {
  create: 'New session',
  change: 'Change session',
  delete: 'Delete session',
} as const;

/** "policy-based IPSec VPN session" */
export function kindWords(draft: Draft): string {
  const type =
    draft.body.resource_type === POLICY_BASED
      ? 'policy-based '
      : draft.body.resource_type === ROUTE_BASED
        ? 'route-based '
        : '';
  return `${type}${KIND_NAME[draft.kind]}`;
}
