import { useEffect, useMemo, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { getAt } from '../../shared/json.ts';
import type { Issue } from '../../shared/result.ts';
import { elementIdOf } from './sections.ts';

/**
 * In a new draft a field that is still empty is not called wrong before somebody has come to it and left it, or has
 * asked what is missing. `issues`: those that are held back so; `shown`: the others.
 */
export function useFreshFields(draft: Draft, all: readonly Issue[]) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isAllShown, setAllShown] = useState(draft.operation !== 'create' || draft.version > 1);

  useEffect(() => {
    if (isAllShown) return;
    function onLeave(event: FocusEvent) {
      const field = event.target instanceof Element ? event.target.closest('.draft-field') : null;
      if (field?.id) setLeft((was) => new Set([...was, field.id]));
    }
    document.addEventListener('focusout', onLeave);
    return () => document.removeEventListener('focusout', onLeave);
  }, [isAllShown]);

  const { body } = draft;
  return useMemo(() => {
    const isFresh = (issue: Issue) =>
      !isAllShown && isEmpty(getAt(body, issue.path)) && !left.has(elementIdOf(issue.path));
    return {
      issues: all.filter(isFresh),
      shown: all.filter((issue) => !isFresh(issue)),
      /** The same of other remarks, as warnings. */
      shownOf: (others: readonly Issue[]) => others.filter((issue) => !isFresh(issue)),
      showAll: () => setAllShown(true),
    };
  }, [all, body, left, isAllShown]);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  return value === undefined || value === null || value === '';
}
