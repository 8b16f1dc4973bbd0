import { create } from 'zustand';
import type { Input, Output } from '../../shared/contract.ts';
import type { PlanId } from '../../shared/ids.ts';
import type { PlanPreview, PlanSummary } from '../../shared/plan.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';

interface PlansState {
  loaded: boolean;
  failure: Failure | null;
  plans: Readonly<Record<string, PlanSummary>>;
  /** The whole of the plans that were looked at. */
  previews: Readonly<Record<string, PlanPreview>>;
  previewFailures: Readonly<Record<string, Failure>>;
}

export const usePlanStore = create<PlansState>(() => ({
  loaded: false,
  failure: null,
  plans: {},
  previews: {},
  previewFailures: {},
}));

/** Edits and checks come in bursts; the whole is looked at once they pause, ms. */
const LOOK_AGAIN_MS = 120;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let started = false;

/** Fills the store and keeps it up; only the first call does anything. */
export function startPlans(): void {
  if (started) return;
  started = true;
  onEvent('plan.changed', put);
  onEvent('plan.removed', ({ planId }) => drop(planId));
  const ofDraft = (draftId: string) => {
    for (const { plan } of Object.values(usePlanStore.getState().plans)) {
      if (plan.draftIds.some((id) => id === draftId)) lookSoon(plan.id);
    }
  };
  onEvent('draft.changed', (draft) => ofDraft(draft.id));
  onEvent('draft.removed', ({ draftId }) => ofDraft(draftId));
  onEvent('request.changed', ({ request }) => {
    if (request.draftId !== null) ofDraft(request.draftId);
  });
  onEvent('manager.changed', ({ manager }) => {
    for (const { plan } of Object.values(usePlanStore.getState().plans)) {
      if (plan.managerId === manager.id) lookSoon(plan.id);
    }
  });
  void loadPlans();
}

export async function loadPlans(): Promise<void> {
  const answer = await call('plan.list', null);
  if (!answer.ok) {
    usePlanStore.setState({ loaded: true, failure: answer.failure });
    return;
  }
  const plans = Object.fromEntries(answer.value.map((each) => [each.plan.id, each]));
  usePlanStore.setState({ loaded: true, failure: null, plans });
}

function put(summary: PlanSummary): void {
  const { id } = summary.plan;
  usePlanStore.setState((state) => ({ plans: { ...state.plans, [id]: summary } }));
  lookSoon(id);
}

function drop(id: PlanId): void {
  usePlanStore.setState((state) => {
    const { [id]: _plan, ...plans } = state.plans;
    const { [id]: _preview, ...previews } = state.previews;
    return { plans, previews };
  });
}

/** Looks at the whole again, where somebody looks at it at all. */
function lookSoon(id: PlanId): void {
  if (!usePlanStore.getState().previews[id]) return;
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => void loadPreview(id), LOOK_AGAIN_MS),
  );
}

/** Reads the whole of a plan. */
export async function loadPreview(planId: PlanId): Promise<void> {
  const answer = await call('plan.preview', { planId });
  usePlanStore.setState((state) => {
    const { [planId]: _mended, ...previewFailures } = state.previewFailures;
    if (!answer.ok) {
      return { previewFailures: { ...previewFailures, [planId]: answer.failure } };
    }
    const { summary } = answer.value;
    return {
      plans: { ...state.plans, [planId]: summary },
      previews: { ...state.previews, [planId]: answer.value },
      previewFailures,
    };
  });
}

type PlanAct =
  | 'plan.create'
  | 'plan.add'
  | 'plan.remove'
  | 'plan.rename'
  | 'plan.send'
  | 'plan.stop'
  | 'plan.new-session'
  | 'plan.deletes';

/** An act that answers with the plan as it is now. */
export async function act<N extends PlanAct>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
  const answer = await call(name, input);
  if (answer.ok) put(answer.value as PlanSummary);
  return answer;
}

/** Takes back what was accepted, as a plan of its own. */
export async function reversePlan(planId: PlanId) {
  const answer = await call('plan.reverse', { planId });
  if (answer.ok) put(answer.value.summary);
  return answer;
}

export async function discardPlan(planId: PlanId, withDrafts: boolean) {
  const answer = await call('plan.discard', { planId, withDrafts });
  if (answer.ok) drop(planId);
  return answer;
}

/** The plan that waits for a draft; null where none does. */
export function usePlanOf(draftId: string): PlanSummary | null {
  return usePlanStore(
    (state) =>
      Object.values(state.plans).find(
        ({ plan, state: at }) => at !== 'done' && plan.draftIds.some((id) => id === draftId),
      ) ?? null,
  );
}
