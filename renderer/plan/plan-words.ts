import type { PlanPreview, PlanStep, PlanStop, PlanSummary } from '../../shared/plan.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { count } from '../../shared/words.ts';

/** How a plan stands, in the sentence that its page begins with. */
export function planSentence({ state, accepted, total, plan }: PlanSummary): string {
  const steps = count(total, 'step');
  switch (state) {
    case 'empty':
      return `“${plan.name}” has no steps yet`;
    case 'ready':
      return `“${plan.name}”: ${steps}, nothing sent yet`;
    case 'sending':
      return `Sending “${plan.name}”: ${accepted} of ${steps} accepted`;
    case 'stopped':
      return `“${plan.name}” stopped: ${accepted} of ${steps} accepted`;
    case 'done':
      return total === 1
        ? `“${plan.name}”: its step was accepted`
        : `“${plan.name}”: all ${steps} accepted`;
  }
}

/**
 * What the requests add up to: "5 of 6 accepted, 4 realized on every node". A step that no session uses has nothing to
 * be asked for, and is never counted as realized.
 */
export function boardSentence(
  { accepted, total }: Pick<PlanSummary, 'accepted' | 'total'>,
  requests: readonly RequestSummary[],
): string {
  const isGood = ({ verdict, open }: RequestSummary) =>
    !open && (verdict === 'realized' || verdict === 'deleted');
  const followed = requests.filter(({ sessions }) => sessions.length > 0);
  const good = followed.filter(isGood).length;
  const unasked = requests.filter(
    ({ sessions, verdict, open }) => sessions.length === 0 && verdict === 'accepted' && !open,
  ).length;
  const words = [`${accepted} of ${total} accepted`];
  if (followed.length > 0) words.push(`${good} of ${followed.length} realized on every node`);
  if (unasked > 0) words.push(`${unasked} with no session to ask`);
  const coming = accepted - followed.length - unasked;
  if (coming > 0) words.push(`${coming} not asked about yet`);
  return words.join(', ');
}

/** By what the steps are ordered. */
export function orderWords(steps: readonly Pick<PlanStep, 'method'>[]): string {
  const deletes = steps.filter(({ method }) => method === 'DELETE').length;
  if (deletes === 0) return 'What is referred to goes first';
  if (deletes === steps.length) return 'What refers to another goes first';
  return 'What is referred to is made first and deleted last';
}

/** What is to be done about the step that sending stopped at; a delete has no fields to mend. */
export function nextWords(reason: PlanStop['reason'], method: PlanStep['method'] | null): string {
  if (reason === 'refused' && method === 'DELETE') {
    return 'See to what NSX says, or take the step out; then go on: the steps before it are not sent again.';
  }
  return NEXT_STEP[reason];
}

/** What a person does next, after each way of stopping. */
export const NEXT_STEP: Record<PlanStop['reason'], string> = {
  refused: 'Mend its draft, then go on: the steps before it are not sent again.',
  'not-sent': 'Nothing of it left this computer. Go on as soon as the manager can be reached.',
  'in-doubt':
    'Read the object back on its request. If it arrived it counts, and is not sent again.',
  blocked: 'Mend what is said, then go on.',
  person: 'Go on when you like.',
  closed: 'Look at what is done and what is not, then go on when you like.',
};

/** Every session that the steps touch, each once. */
export function sessionsOf(steps: readonly PlanStep[]): { id: string; name: string }[] {
  const all = new Map(steps.flatMap(({ sessions }) => sessions.map((one) => [one.id, one])));
  return [...all.values()];
}

/** Why the plan can't be sent now; undefined where nothing speaks against it. */
export function whyNotSend({ summary, steps, lines }: PlanPreview, isReadOnly: boolean) {
  if (isReadOnly) return 'This manager is read-only: nothing is sent to it.';
  if (summary.state === 'empty') return 'Put drafts in it first.';
  if (summary.state === 'done') return 'Every step was accepted.';
  if (summary.state === 'sending') return 'It is being sent.';
  const ofAll = lines.find(({ level }) => level === 'stop' || level === 'wait');
  if (ofAll) return `${ofAll.title}. ${ofAll.detail}.`;
  const doubt = steps.find(({ state }) => state === 'in-doubt' || state === 'unclear');
  if (doubt) return `“${doubt.name}” is in doubt: settle it first, on its request.`;
  const wrong = steps.findIndex(({ stops }) => stops.length > 0);
  const step = steps[wrong];
  return step ? `Step ${wrong + 1}, “${step.name}”: ${step.stops[0]}` : undefined;
}

/** The drafts that are left, as they stand: what is confirmed is what is sent. */
export function versionsOf(steps: readonly PlanStep[]): Record<string, number> {
  return Object.fromEntries(
    steps.flatMap(({ draftId, version }) => (version === null ? [] : [[draftId, version]])),
  );
}
