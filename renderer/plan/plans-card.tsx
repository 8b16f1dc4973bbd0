import { useEffect } from 'react';
import type { PlanSummary } from '../../shared/plan.ts';
import { ManagerName } from '../manager/manager-name.tsx';
import { useManagerStore } from '../manager/manager-store.ts';
import { Badge } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { openPlan } from './plan-routes.ts';
import { PLAN_STATE } from './plan-state.ts';
import { startPlans, usePlanStore } from './plan-store.ts';

/** Every plan, the newest first; nothing where there is none. */
export function PlansCard() {
  useEffect(startPlans, []);
  const byId = usePlanStore((state) => state.plans);
  const plans = Object.values(byId).sort((a, b) => b.plan.createdAt - a.plan.createdAt);
  if (plans.length === 0) return null;
  return (
    <Card title="Change plans" note="Drafts that belong together, sent in order" padded={false}>
      <div className="table-scroll">
        <table className="table drafts-table">
          <thead>
            <tr>
              <th>Plan</th>
              <th>Manager</th>
              <th>Accepted</th>
              <th>State</th>
              <th className="num">Made</th>
            </tr>
          </thead>
          <tbody>
            {plans.map((summary) => (
              <Row key={summary.plan.id} summary={summary} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Row({ summary }: { summary: PlanSummary }) {
  const { plan, state, accepted, total } = summary;
  const view = useManagerStore((store) => store.byId[plan.managerId]);
  const { tone, word } = PLAN_STATE[state];
  const open = () => openPlan(plan.id);
  return (
    <tr className="drafts-row" onClick={open}>
      <td>
        <button type="button" className="drafts-open" onClick={open}>
          {plan.name}
        </button>
      </td>
      <td>
        <ManagerName view={view} />
      </td>
      <td className="muted">
        {accepted} of {total}
      </td>
      <td>
        <Badge tone={tone} hollow={state === 'done'}>
          {word}
        </Badge>
      </td>
      <td className="num muted">
        <TimeText at={plan.createdAt} />
      </td>
    </tr>
  );
}
