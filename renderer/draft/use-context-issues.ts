import { useDeferredValue, useMemo } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { checkInContext, type InContext } from '../../shared/nsx/context.ts';
import { type Copy, entitiesOf } from './lookup.ts';

const NOTHING: InContext = { issues: [], warnings: [] };

/** What the other objects of the copy say about a draft; a breath behind the typing, where there are thousands. */
export function useContextIssues(draft: Draft, copy: Copy): InContext {
  const { kind, operation, entityId } = draft;
  const body = useDeferredValue(draft.body);
  return useMemo(
    () =>
      operation === 'delete'
        ? NOTHING
        : checkInContext(kind, body, entityId, (of) => entitiesOf(copy, of)),
    [kind, operation, entityId, body, copy],
  );
}
