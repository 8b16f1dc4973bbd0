import type { Draft } from '../../shared/draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';

/** A kind in a few words: "session", "IKE profile". */
export function kindWord(kind: EntityKind): string {
  return kind === 'sessions' ? 'session' : kind === 'services' ? 'VPN service' : KIND_NAME[kind];
}

/** What people call the object of a draft, as it is typed now. */
export function draftName(draft: Draft): string {
  const name = draft.body.display_name;
  if (typeof name === 'string' && name.trim() !== '') return name;
  const word = kindWord(draft.kind);
  if (draft.operation === 'create') return `New ${word}`;
  return draft.entityId ?? `${word.charAt(0).toUpperCase()}${word.slice(1)} without a name`;
}

const OPERATION_WORD = { create: 'New', change: 'Change', delete: 'Delete' } as const;

/** "Change session", "New IKE profile" */
export function operationWords({ operation, kind }: Pick<Draft, 'operation' | 'kind'>): string {
  return `${OPERATION_WORD[operation]} ${kindWord(kind)}`;
}

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
