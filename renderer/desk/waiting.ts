import type { Draft } from '../../shared/draft.ts';
import type { PlanSummary } from '../../shared/plan.ts';
import type { RequestSummary } from '../../shared/request.ts';

/**
 * The drafts that wait by themselves, the newest first; the desk and the rail count the same ones. Those of a plan wait
 * with it, and one whose write is in doubt may be on the manager already: it is shown there, not as unsent.
 */
export function draftsWaiting<T extends Pick<Draft, 'id' | 'savedAt'>>(
  drafts: readonly T[],
  attention: readonly Pick<RequestSummary, 'open' | 'verdict' | 'request'>[],
  plans: readonly { plan: Pick<PlanSummary['plan'], 'draftIds'> }[],
): T[] {
  const elsewhere = new Set<string | null>([
    ...plans.flatMap(({ plan }) => plan.draftIds),
    ...attention
      .filter(({ open, verdict }) => !open && verdict === 'in-doubt')
      .map(({ request }) => request.draftId),
  ]);
  return drafts.filter(({ id }) => !elsewhere.has(id)).sort((a, b) => b.savedAt - a.savedAt);
}
