import { isSending } from '../../shared/history.ts';
import type { Step } from '../../shared/life.ts';
import { stepsOf } from '../../shared/life.ts';
import { wasNeverSaved } from '../../shared/manager.ts';
import { ERROR_NOT_OWNER, nsxErrorText, readNsxError } from '../../shared/nsx/error-body.ts';
import { classOfState, VERDICT_FACTS } from '../../shared/realization.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { type NodeNames, nodeName } from '../../shared/sentence.ts';
import { failureInShort } from '../../shared/words.ts';
import type { Tone } from '../ui/badge.tsx';
import type { OwnDraft } from './own-draft.ts';

/** What a person can do with a request. */
export type Act =
  | 'check-now'
  | 'stop'
  | 'resume'
  | 'settle'
  | 'draft-from'
  | 'restore'
  | 'open-draft'
  | 'rebase'
  | 'open-manager';

export interface NextStep {
  tone: Tone;
  title: string;
  text: string;
  /** NSX's words, verbatim. */
  words: string | null;
  acts: Act[];
}

/** The acts in a request's head, the one that is wanted most first. */
export function actsOf(
  summary: RequestSummary,
  events: readonly RequestEvent[],
  draft: OwnDraft,
): Act[] {
  if (isSending(summary)) return [];
  if (summary.open)
    return summary.verdict === 'accepted' || summary.checks > 0 ? ['check-now', 'stop'] : [];
  const { verdict, request } = summary;
  if (verdict === 'in-doubt') return ['settle'];
  if (verdict === 'stopped' && stopReason(stepsOf(events))) return ['draft-from'];
  if (VERDICT_FACTS[verdict].resume) return ['resume', 'draft-from'];
  // What it was before can be put back, where that is on record and the write may have changed it.
  const before: Act[] = request.bodyBefore && verdict !== 'not-sent' ? ['restore'] : [];
  const isDeleted = request.method === 'DELETE';
  if (isDeleted && (verdict !== 'not-sent' || draft !== 'there')) return before;
  // The draft is still there: the notice offers it, on the live revision where that is needed.
  const isThere = draft === 'there';
  return isThere && (verdict === 'refused' || verdict === 'not-sent')
    ? []
    : ['draft-from', ...before];
}

/** What asks the manager, or makes something for it: it must be one of those that are saved. */
const OF_A_MANAGER: ReadonlySet<Act> = new Set([
  'check-now',
  'resume',
  'settle',
  'draft-from',
  'restore',
  'rebase',
  'open-manager',
]);

/** What can be done with a request of a manager that has no entry here. */
export const withoutManager = (acts: readonly Act[]): Act[] =>
  acts.filter((act) => !OF_A_MANAGER.has(act));

/** Why that is so. */
export function withoutManagerWords(managerId: string): string {
  const why = wasNeverSaved(managerId)
    ? 'The terminal used this manager by its address, and it was never saved here'
    : 'The entry of this manager was removed';
  return `${why}: nothing can be asked of it or drafted for it`;
}

const STALE_REVISION = 412;
const FIRST_SERVER_ERROR = 500;
const LOOK_FIRST = 'Refresh the inventory and look at the object before you send again.';
const NEEDS_SIGN_IN = new Set<Failure['kind']>([
  'unauthorized',
  'halted',
  'no-credential',
  'keychain',
  'untrusted',
]);

/** What is so, why, and what to do about it; null where the sentence has said it all. */
export function nextStep(
  summary: RequestSummary,
  events: readonly RequestEvent[],
  draft: OwnDraft,
  names: NodeNames = {},
  isReviewing = false,
): NextStep | null {
  if (isReviewing) return inReview(nextStep(summary, events, 'none', names), summary);
  if (isSending(summary)) {
    return step(
      'info',
      summary.verdict === 'not-sent' ? 'The manager is asked first' : 'The write is on its way',
      'It is on record and goes out once. If the answer is lost, it is in doubt and never sent again by itself.',
    );
  }
  if (summary.notAsked) return cannotAsk(summary.notAsked);
  const steps = stepsOf(events);
  const { resume, meaning } = VERDICT_FACTS[summary.verdict];
  if (summary.open && resume) {
    return step(
      'info',
      'It is asked again',
      `What NSX said last stands until it says something else: ${meaning}`,
    );
  }
  switch (summary.verdict) {
    case 'unknown':
      return step(
        'unknown',
        'Unknown is not a failure',
        'NSX could not say how it stands, so it is asked again. Nodes that answered are shown in their lanes; this often clears when an edge or the control plane answers again.',
      );
    case 'refused':
      return refused(steps, draft);
    case 'in-doubt':
      return inDoubt(steps);
    case 'not-sent':
      return notSent(steps, draft);
    case 'service-disabled':
      return step(
        'warning',
        'NSX has no realization status while the VPN service is disabled',
        'The change itself was accepted. Enable the VPN service in NSX, then resume: the same request is asked for again.',
        ['resume'],
        lastWords(steps),
      );
    case 'timed-out':
      return step(
        'neutral',
        'The deadline passed; NSX may still be working on it',
        'Nothing is known after the last check. Resume to ask again with a new deadline.',
        ['resume'],
      );
    case 'stopped':
      return stopped(steps);
    case 'partial':
    case 'failed':
      return step(
        VERDICT_FACTS[summary.verdict].tone,
        'Look at the nodes that failed',
        'NSX may mend this by itself: resume to ask again, or send a corrected change.',
        ['resume', 'draft-from'],
        nodeWords(steps, names),
      );
    case 'missing':
      return step(
        'warning',
        'NSX answers that the object is not there',
        'Someone may have deleted it after this request. Refresh the inventory to see what is there now.',
        [],
        lastWords(steps),
      );
    default:
      return null;
  }
}

/** A reviewer has no manager to ask: what could be done there is left out, what is known stays. */
function inReview(now: NextStep | null, { verdict, open }: RequestSummary): NextStep | null {
  if (now === null || now.acts.length === 0) return now;
  const ends = VERDICT_FACTS[verdict].resume && !open;
  const text = ends
    ? 'Nothing is known after the last check: NSX may have mended or finished it since.'
    : now.text;
  return { ...now, text, acts: [] };
}

function step(
  tone: Tone,
  title: string,
  text: string,
  acts: Act[] = [],
  words: string | null = null,
): NextStep {
  return { tone, title, text, words, acts };
}

function cannotAsk(failure: Failure): NextStep {
  const acts: Act[] = NEEDS_SIGN_IN.has(failure.kind) ? ['open-manager'] : ['check-now'];
  return step(
    'neutral',
    `NSX can’t be asked now: ${failureInShort(failure)}`,
    acts[0] === 'open-manager'
      ? 'It is not asked again until you have looked at the manager. This says nothing about the change.'
      : 'It is asked again by itself. This says nothing about the change; what was seen before stands.',
    acts,
  );
}

/** What each node that does not have it says, whole; without nodes what NSX says of all. */
function nodeWords(steps: readonly Step[], names: NodeNames): string | null {
  const check = steps.findLast((each) => each.type === 'check');
  if (!check) return null;
  const behind = check.nodes.filter(({ state }) => classOfState(state) === 'failed');
  const said = behind.map((node) => {
    const words = node.message ?? '';
    return `${nodeName(node, names)}: ${words === '' ? node.state : words}`;
  });
  return said.length > 0 ? said.join('\n') : check.message || null;
}

function lastWords(steps: readonly Step[]): string | null {
  const check = steps.findLast((each) => each.type === 'check');
  return check ? nsxErrorText(readNsxError(check.exchange.body)) : null;
}

/** How what was asked for is taken up again: in the draft it was sent from, or in a new one. */
const AGAIN: Record<OwnDraft, Act[]> = { there: ['open-draft'], new: ['draft-from'], none: [] };

/** What is known, and what to do about it where there is a draft to do it in. */
function withDraft(known: string, draft: OwnDraft, advice: Record<'there' | 'new', string>) {
  return draft === 'none' ? known : `${known} ${advice[draft]}`.trim();
}

function refused(steps: readonly Step[], draft: OwnDraft): NextStep {
  const answer = steps.findLast((each) => each.type === 'answered');
  const status = answer?.exchange.status ?? 0;
  const error = readNsxError(answer?.exchange.body ?? '');
  const words = nsxErrorText(error);
  if (status === STALE_REVISION) {
    return step(
      'warning',
      'Someone changed the object after your copy was read',
      withDraft('Nothing was changed.', draft, {
        there:
          'Your change is still in the draft. Merge what the other changed, look at it, then send again.',
        new: 'A new draft from this has every field as it was asked for here: look at what the other changed before you send it.',
      }),
      draft === 'there' ? ['rebase'] : AGAIN[draft],
      words,
    );
  }
  if (error.code === ERROR_NOT_OWNER) {
    return step(
      'warning',
      'The object belongs to another principal',
      'Most often it was made through the Policy API, which would overwrite a change made here. Change it where it was made.',
      AGAIN[draft],
      words,
    );
  }
  if (status >= FIRST_SERVER_ERROR) {
    return step(
      'danger',
      `The answer was an error of the server (${status})`,
      withDraft(
        'It may come from in front of NSX, so it does not prove that nothing was changed.',
        draft,
        { there: LOOK_FIRST, new: LOOK_FIRST },
      ),
      AGAIN[draft],
      words,
    );
  }
  return step(
    'danger',
    'NSX did not take the change',
    withDraft('Nothing was changed.', draft, {
      there: 'What you wrote is still in the draft: mend what NSX names, then send again.',
      new: 'Mend what NSX names in a new draft from this, then send that.',
    }),
    AGAIN[draft],
    words,
  );
}

/** Why it was stopped where no person did it: then it can't be resumed either. */
function stopReason(steps: readonly Step[]): string | undefined {
  return steps.findLast((each) => each.type === 'stopped')?.reason;
}

function stopped(steps: readonly Step[]): NextStep {
  const reason = stopReason(steps);
  return reason
    ? step('neutral', 'It can’t be followed any more', `Nothing is asked, because ${reason}.`)
    : step('neutral', 'You stopped it', 'NSX goes on without being watched. Resume to ask again.', [
        'resume',
      ]);
}

function inDoubt(steps: readonly Step[]): NextStep {
  const settled = steps.findLast((each) => each.type === 'settled');
  if (settled) {
    return step(
      'warning',
      'Reading the object back did not settle it',
      `${settled.evidence} It can be read again; a second write is never sent by itself.`,
      ['settle'],
    );
  }
  const lost = steps.findLast((each) => each.type === 'lost');
  const why = lost ? ` (${failureInShort(lost.failure)})` : '';
  return step(
    'warning',
    'NSX may have taken it, or not',
    `The write left this computer and no answer came${why}. Read the object back to know: that reads only, and never writes.`,
    ['settle'],
  );
}

function notSent(steps: readonly Step[], draft: OwnDraft): NextStep {
  const settled = steps.findLast((each) => each.type === 'settled');
  if (settled) {
    return step(
      'neutral',
      'The object read back does not have the change',
      withDraft(settled.evidence, draft, {
        there: 'What you wrote is still in the draft.',
        new: 'A new draft can be made from this.',
      }),
      AGAIN[draft],
    );
  }
  const failure = steps.findLast((each) => each.type === 'not-sent')?.failure;
  const signIn = failure !== undefined && NEEDS_SIGN_IN.has(failure.kind);
  return step(
    'neutral',
    'No byte of it left this computer',
    withDraft('Nothing was changed.', draft, {
      there:
        'What you wrote is still in the draft, and can be sent when the manager is there again.',
      new: 'A new draft from this can be sent when the manager is there again.',
    }),
    signIn ? ['open-manager', ...AGAIN[draft]] : AGAIN[draft],
  );
}
