import type { Draft } from '../../../shared/draft.ts';
import type { DraftId, RequestId } from '../../../shared/ids.ts';
import type { Plan, PlanSummary, StepState } from '../../../shared/plan.ts';
import { stateOfPlan, stepStateOf } from '../../../shared/plan.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';

type Deps = {
  draft(id: DraftId): Draft | null;
  summary(id: RequestId): RequestSummary | null;
  events(id: RequestId): RequestEvent[];
};

/** How the drafts of plans stand, by what is on record of their requests. */
export type Steps = ReturnType<typeof createSteps>;

export function createSteps({ draft, summary, events }: Deps) {
  /** The request that tells: the one that was taken, else the newest. */
  function requestOf(plan: Plan, id: DraftId): RequestSummary | null {
    const all = plan.steps.flatMap((step) =>
      step.draftId === id ? (summary(step.requestId) ?? []) : [],
    );
    return all.find((one) => stateOf(one) === 'accepted') ?? all.at(-1) ?? null;
  }

  function stateOf(one: RequestSummary | null): StepState {
    return stepStateOf(one, () => (one ? events(one.request.id) : []));
  }

  const stateIn = (plan: Plan, id: DraftId): StepState => stateOf(requestOf(plan, id));

  /** The ids that NSX gave to what the plan has created so far. */
  function madeIn(plan: Plan): Map<DraftId, string> {
    const made = new Map<DraftId, string>();
    for (const id of plan.draftIds) {
      const one = requestOf(plan, id);
      if (one?.request.method !== 'POST' || stateOf(one) !== 'accepted') continue;
      if (one.entityId !== null) made.set(id, one.entityId);
    }
    return made;
  }

  /** The drafts that are still to be taken. */
  function left(plan: Plan): Draft[] {
    return plan.draftIds.flatMap((id) =>
      stateIn(plan, id) === 'accepted' ? [] : (draft(id) ?? []),
    );
  }

  /** The requests that were taken, in the order in which they were sent. */
  function taken(plan: Plan): RequestSummary[] {
    return plan.steps.flatMap(({ requestId }) => {
      const one = summary(requestId);
      return one && stateOf(one) === 'accepted' ? [one] : [];
    });
  }

  function summarize(plan: Plan): PlanSummary {
    const states = plan.draftIds.map((id) => stateIn(plan, id));
    return {
      plan,
      state: stateOfPlan(plan, states),
      accepted: states.filter((state) => state === 'accepted').length,
      total: states.length,
    };
  }

  return { requestOf, stateOf, stateIn, madeIn, left, taken, summarize };
}
