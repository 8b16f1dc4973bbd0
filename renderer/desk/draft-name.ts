import type { Draft } from '../../shared/draft.ts';

/** What a draft is called: its own name, else that of what it changes, else its id. */
export function draftName(draft: Draft): string {
  const name = draft.body.display_name ?? draft.base?.display_name;
  return typeof name === 'string' && name ? name : (draft.entityId ?? 'without a name yet');
}
