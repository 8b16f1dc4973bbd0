import type { Draft } from '../../../shared/draft.ts';
import type { DraftStanding } from '../../../shared/draft-standing.ts';
import type { Ports } from '../ports.ts';

type Copy = Pick<Ports['store'], 'entity' | 'inventoryCounts'>;

/**
 * How the object of a draft stands in the copy: undefined where it is as it was when the draft was made, or merged last.
 * What waits to be chosen on counts as the base: it is only behind where the copy has moved on once more.
 */
export function standingOf(store: Copy, draft: Draft): DraftStanding | undefined {
  const { managerId, kind, entityId, operation } = draft;
  if (operation === 'create' || entityId === null) return undefined;
  const live = store.entity(managerId, kind, entityId);
  if (!live) return { state: 'gone', readAt: store.inventoryCounts(managerId).asOf };
  const known = draft.merging?.theirs ?? draft.base;
  const { _revision: revision, _last_modified_user: user } = live.body;
  if (revision === undefined || revision === known?._revision) return undefined;
  const by = typeof user === 'string' ? user : null;
  return { state: 'moved', revision, by, readAt: live.readAt };
}
