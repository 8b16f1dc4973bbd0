import { useMemo } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { draftReference, draftTitle } from '../../shared/plan.ts';
import { useDrafts } from '../draft/drafts.ts';
import type { Copy } from '../draft/lookup.ts';
import { usePlanOf } from './plan-store.ts';

/**
 * The manager's copy, and in it the objects that the draft's plan is yet to create: so that the form's pickers offer
 * them and can say what is in them. Their ids are references to their drafts.
 */
export function usePlanCopy(draft: Draft, copy: Copy): Copy {
  const plan = usePlanOf(draft.id)?.plan ?? null;
  const drafts = useDrafts((state) => state.drafts);
  return useMemo(() => {
    const own = (plan?.draftIds ?? []).flatMap((id) => drafts[id] ?? []);
    return withNewObjects(
      copy,
      own.filter(({ id }) => id !== draft.id),
    );
  }, [copy, plan, drafts, draft.id]);
}

export function withNewObjects(copy: Copy, drafts: readonly Draft[]): Copy {
  const all: Copy = { ...copy };
  for (const draft of drafts) {
    if (draft.operation !== 'create') continue;
    const { kind, managerId, body, savedAt } = draft;
    const id = draftReference(draft.id);
    const name = `${draftTitle(draft, KIND_NAME[kind])} (new in this plan)`;
    const entity: Entity = { managerId, kind, id, name, body, readAt: savedAt };
    all[kind] = { ...all[kind], [id]: entity };
  }
  return all;
}
