import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import { unresolvedIn } from '../../../shared/plan.ts';

/** The pre-flight's line that says "send the plan": what stops a single draft, and is no news in a plan. */
export const PLAN_LINE = 'plan-reference';

/** What the plan says itself, as a whole: what is created first, what is deleted first, which sessions it touches. */
const OF_PLAN: ReadonlySet<string> = new Set([PLAN_LINE, 'users', 'affected']);
/** Lines that are about the manager, not about the object: said once of a plan. */
const OF_MANAGER: ReadonlySet<string> = new Set([
  ...['read-only', 'reachable', 'trusted', 'signed-in', 'role', 'api'],
]);

/** The pre-flight of a draft that may wait for its plan: a field that names what is not created yet stops it alone. */
export function withPlanLines(draft: Draft, lines: readonly PreflightLine[]): PreflightLine[] {
  const waits = draft.operation === 'delete' ? [] : unresolvedIn(draft.kind, draft.body);
  return [
    ...lines.filter(({ id }) => !waits.some((one) => one.path.join('.') === id)),
    ...waits.map(({ label }) => ({
      id: PLAN_LINE,
      // Nobody can mend it in this draft alone: it waits for its plan.
      level: 'wait' as const,
      title: `${label} is not created yet`,
      detail: 'A plan creates it first: send the plan',
      at: null,
    })),
  ];
}

/** The lines of one step: what is about the manager, and what is about the object alone. */
export function splitLines(lines: readonly PreflightLine[]): {
  ofManager: PreflightLine[];
  ofStep: PreflightLine[];
} {
  return {
    ofManager: lines.filter(({ id }) => OF_MANAGER.has(id)),
    ofStep: lines.filter(({ id }) => !OF_MANAGER.has(id) && !OF_PLAN.has(id)),
  };
}
