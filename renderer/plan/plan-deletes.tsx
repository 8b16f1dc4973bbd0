import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { Button } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { openPlan } from './plan-routes.ts';
import { act, usePlanOf } from './plan-store.ts';

/** Makes a plan of the deletes of all that uses an object, users first, the object itself last. Sends nothing. */
export function PlanDeletes({ draft: { id, managerId, kind, entityId } }: { draft: Draft }) {
  const [busy, setBusy] = useState(false);
  const isPlanned = usePlanOf(id) !== null;
  if (isPlanned || entityId === null) return null;
  async function plan() {
    if (entityId === null) return;
    setBusy(true);
    const answer = await act('plan.deletes', { managerId, kind, entityId });
    setBusy(false);
    if (answer.ok) return openPlan(answer.value.plan.id);
    const words = wordsOf(answer.failure);
    toast({ title: words.title, message: words.explanation, tone: words.tone });
  }
  return (
    <Button busy={busy} onClick={() => void plan()}>
      Plan the deletes in order
    </Button>
  );
}
