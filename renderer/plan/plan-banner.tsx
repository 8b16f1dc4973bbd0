import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { openPlan } from './plan-routes.ts';
import { startPlans, usePlanOf } from './plan-store.ts';

/** Says of a draft that it is a step of a plan, and is the way there. */
export function PlanBanner({ draftId }: { draftId: string }) {
  useEffect(startPlans, []);
  const summary = usePlanOf(draftId);
  if (!summary) return null;
  const { plan, total } = summary;
  return (
    <Notice
      tone="info"
      title={`A step of the plan “${plan.name}”`}
      actions={<Button onClick={() => openPlan(plan.id)}>Open the plan</Button>}
    >
      {total === 1 ? 'It is the only one.' : `It goes out with ${total - 1} more, in order.`}
    </Notice>
  );
}
