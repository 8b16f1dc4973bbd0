import { useEffect, useMemo } from 'react';
import type { ManagerView } from '../../shared/manager.ts';
import type { PlanSummary } from '../../shared/plan.ts';
import type { DeskLine } from '../desk/desk-row.tsx';
import { Badge } from '../ui/badge.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { openPlan } from './plan-routes.ts';
import { PLAN_STATE } from './plan-state.ts';
import { startPlans, usePlanStore } from './plan-store.ts';

/** The plans that are not at their end, the newest first. */
export function usePlansLeft(): PlanSummary[] {
  useEffect(startPlans, []);
  const byId = usePlanStore((state) => state.plans);
  return useMemo(
    () =>
      Object.values(byId)
        .filter(({ state }) => state !== 'done' && state !== 'empty')
        .sort((a, b) => b.plan.createdAt - a.plan.createdAt),
    [byId],
  );
}

export function planLine(summary: PlanSummary, view: ManagerView | null): DeskLine {
  const { plan, state, accepted, total } = summary;
  const { tone, word } = PLAN_STATE[state];
  return {
    id: plan.id,
    colour: view?.manager.colour ?? 'none',
    state: <Badge tone={tone}>{word}</Badge>,
    what: plan.name,
    detail: `${accepted} of ${total} accepted${plan.stop ? ` · ${plan.stop.detail}` : ''}`,
    where: view?.manager.name ?? 'manager removed',
    when: <TimeText at={plan.stop?.at ?? plan.createdAt} form="ago" />,
    open: () => openPlan(plan.id),
  };
}
