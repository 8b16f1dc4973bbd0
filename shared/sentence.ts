import type { Step } from './life.ts';
import { stepsOf } from './life.ts';
import { ERROR_NOT_OWNER, nsxErrorText, readNsxError } from './nsx/error-body.ts';
import { KIND_NAME } from './nsx/kinds.ts';
import type { NodeState, StateClass } from './realization.ts';
import { classOfState, VERDICT_FACTS } from './realization.ts';
import type { RequestEvent, RequestSummary } from './request.ts';
import type { Standing } from './standing.ts';
import { type Seen, standingOf } from './standing.ts';
import { count, durationText, failureInShort, shortId, shortMessage, stateLabel } from './words.ts';

/** Names of transport nodes by id, as last read. */
export type NodeNames = Readonly<Record<string, string>>;

/** What a transport node is called: its name as last read, else as NSX's answer named it, else its short id. */
export function nodeName(node: Pick<NodeState, 'nodeId' | 'name'>, names: NodeNames): string {
  return names[node.nodeId] ?? node.name ?? shortId(node.nodeId);
}

/** For a file that is read by machines too: a node that nobody knows a name of stands in it by its whole id. */
export function wholeNames(events: readonly RequestEvent[], known: NodeNames): NodeNames {
  const names: Record<string, string> = { ...known };
  for (const { fact } of events) {
    if (fact.type !== 'checked') continue;
    for (const { nodeId, name } of fact.nodes) {
      const before = names[nodeId] ?? nodeId;
      names[nodeId] = before === nodeId ? (name ?? nodeId) : before;
    }
  }
  return names;
}

const MAX_NAMES = 3;

/** "edge-ams-01, edge-ams-02" or "5 transport nodes": never a list that nobody reads. */
export function nodeList(nodes: readonly NodeState[], names: NodeNames): string {
  if (nodes.length > MAX_NAMES) return count(nodes.length, 'transport node');
  return nodes.map((node) => nodeName(node, names)).join(', ');
}

/**
 * The sentence that a request's page begins with: what is so, on how many nodes, and how long after the send.
 * `maxWords`: NSX's own words are cut there, in characters.
 */
export function sentenceOf(
  summary: RequestSummary,
  events: readonly RequestEvent[],
  names: NodeNames,
  maxWords: number = MAX_WORDS,
): string {
  const steps = stepsOf(events);
  const now = standingOf(summary.request, steps);
  if (now.sending) return now.sentAt === null ? 'About to send' : 'Sent, no answer yet';
  if (now.open && now.lastCheck && VERDICT_FACTS[now.verdict].ends) {
    return `Asked again; last seen: ${VERDICT_FACTS[now.verdict].word.toLowerCase()}`;
  }
  if (now.notAsked && now.open) {
    return `${lastSeen(summary, now)}; NSX can’t be asked now: ${failureInShort(now.notAsked.failure)}`;
  }
  return verdictSentence(summary, now, steps, names, maxWords);
}

function verdictSentence(
  summary: RequestSummary,
  now: Standing,
  steps: readonly Step[],
  names: NodeNames,
  maxWords: number,
): string {
  const after =
    summary.durationMs === null ? '' : `, ${durationText(summary.durationMs)} after it was sent`;
  const has = onNodes(summary);
  const object = KIND_NAME[summary.request.kind];
  switch (now.verdict) {
    case 'accepted':
      return acceptedSentence(summary, now, steps);
    case 'in-progress':
      return has === null
        ? `In progress${stillPending(summary, now)}${after}`
        : `In progress: ${has} ${summary.nodesTotal === 1 ? 'has' : 'have'} it${stillPending(summary, now)}${after}`;
    case 'realized':
      return `${has === null ? 'Realized' : `Realized on ${has}`}${after}${howSure(summary)}${ofCopy(steps)}`;
    case 'unknown':
      return `Unknown: ${unknownReason(now.lastCheck, names)}; it is asked again`;
    case 'partial':
      return `Partial: ${has === null ? 'some transport nodes have it' : `${has} have it`}${failedTail(now.lastCheck, names)}`;
    case 'failed':
      return failedSentence(now.lastCheck, names, maxWords);
    case 'deleted':
      return `Deleted: NSX answers that it is gone${after}`;
    case 'missing':
      return `Missing: NSX answers that the ${object} is not there, though this request did not delete it`;
    case 'service-disabled':
      return 'Service disabled: NSX has no realization status while the VPN service is off';
    case 'refused':
      return refusedSentence(steps, maxWords);
    case 'in-doubt':
      return inDoubtSentence(steps);
    case 'not-sent':
      return notSentSentence(steps);
    case 'timed-out':
      return `Timed out after ${durationText(now.deadlineMs ?? summary.durationMs ?? 0)}; ${lastSeen(summary, now, 'last')}`;
    case 'stopped':
      return `${stoppedBy(steps, after)}; ${lastSeen(summary, now, 'last')}`;
    case 'not-asked':
      return 'Not asked: the check could not be made';
  }
}

/**
 * Without a request id NSX speaks of the session as a whole, not of this write. And an id that a person gave may be
 * none that NSX knows: what it answers then is not documented (domain.md §5).
 */
function howSure({ request, nsxRequestId }: RequestSummary): string {
  if (nsxRequestId === null) return ' (the session as a whole: there was no request id)';
  return request.origin === 'elsewhere'
    ? ', as far as NSX says; it does not say whether it knows this request id'
    : '';
}

/** Everything has it, and yet it is not over: for that NSX lists the request as pending (`pending_change_list`). */
function stillPending({ request }: RequestSummary, { lastCheck }: Standing): string {
  const isAll =
    lastCheck?.verdict === 'in-progress' &&
    request.method !== 'DELETE' &&
    [lastCheck.rawState ?? '', ...lastCheck.nodes.map(({ state }) => state)].every(
      (state) => classOfState(state) === 'realized',
    );
  return isAll ? ', but NSX still lists this request as pending' : '';
}

/** A session that was added since the copy is not among those that were asked. */
function ofCopy(steps: readonly Step[]): string {
  const start = steps.findLast((step) => step.type === 'watch-started');
  if (start?.copyOf === undefined) return '';
  const age = durationText(Math.max(0, start.at - start.copyOf));
  return `; its sessions are those of a copy ${age} old, as reading them anew failed`;
}

function stoppedBy(steps: readonly Step[], after: string): string {
  const stopped = steps.findLast((step) => step.type === 'stopped');
  return stopped?.reason ? `Stopped: ${stopped.reason}` : `Stopped by you${after.replace(',', '')}`;
}

function onNodes({ nodesDone, nodesTotal, sessions }: RequestSummary): string | null {
  const nodes = nodesTotal === 0 ? null : `${nodesDone} of ${count(nodesTotal, 'transport node')}`;
  if (sessions.length < 2) return nodes;
  const done = sessions.filter(({ verdict }) => verdict === 'realized').length;
  const ofSessions = `${done} of ${count(sessions.length, 'session')}`;
  return nodes === null ? ofSessions : `${ofSessions} (${nodes})`;
}

function acceptedSentence(summary: RequestSummary, now: Standing, steps: readonly Step[]): string {
  const settled = steps.find((step) => step.type === 'settled');
  if (settled) return 'Applied: its answer was lost, but the object read back has the change';
  const answer = steps.find((step) => step.type === 'answered');
  const time = answer ? ` in ${durationText(answer.exchange.durationMs)}` : '';
  const nothing = steps.find((step) => step.type === 'nothing-to-ask');
  if (nothing) return `Accepted by NSX${time}. ${nothing.reason.replace(/\.$/, '')}`;
  if (!now.open && summary.request.kind !== 'sessions') {
    return `Accepted by NSX${time}; no session is followed, so nobody says whether it is realized`;
  }
  const isSeen = answer !== undefined || summary.request.origin === undefined;
  return `${isSeen ? `Accepted by NSX${time}` : 'Made elsewhere'}; not asked yet whether it is realized`;
}

const NO_CONTROL_PLANE = /any CCP node/i;
const NOT_REACHED = /unable to get response/i;

function unknownReason(check: Seen | null, names: NodeNames): string {
  if (check === null) return 'NSX could not say';
  const unknown = nodesOf(check, 'unknown');
  if (unknown.length > 0) {
    const who = nodeList(unknown, names);
    const unreached = unknown.every((node) => NOT_REACHED.test(node.message ?? ''));
    return unreached ? `NSX could not reach ${who}` : `NSX could not say whether ${who} has it`;
  }
  if (NO_CONTROL_PLANE.test(check.message ?? '')) return 'NSX got no answer from its control plane';
  if (check.rawState && !KNOWN_UNKNOWN.has(check.rawState)) {
    return `NSX says “${check.rawState}”, which has no known meaning here`;
  }
  return 'NSX could not say';
}

const KNOWN_UNKNOWN = new Set(['unknown', 'NOT_AVAILABLE']);

function nodesOf(check: Seen | null, stateClass: StateClass): NodeState[] {
  return (check?.nodes ?? []).filter((node) => classOfState(node.state) === stateClass);
}

function failedTail(check: Seen | null, names: NodeNames): string {
  const failed = nodesOf(check, 'failed');
  return failed.length === 0 ? '' : `, ${nodeList(failed, names)} failed`;
}

function failedSentence(check: Seen | null, names: NodeNames, maxWords: number): string {
  const failed = nodesOf(check, 'failed');
  const words = clip(shortMessage(failed[0]?.message ?? check?.message ?? ''), maxWords).replace(
    /\.$/,
    '',
  );
  const where = failed.length === 0 ? 'Failed' : `Failed on ${nodeList(failed, names)}`;
  return words === '' ? where : `${where}: ${words}`;
}

const STALE_REVISION = 412;
const FIRST_SERVER_ERROR = 500;

/** Only a 4xx says for certain that nothing was changed: a 5xx may come from in front of NSX, or from half-way. */
function refusedSentence(steps: readonly Step[], maxWords: number): string {
  const answer = steps.findLast((step) => step.type === 'answered');
  const status = answer?.exchange.status ?? null;
  if (status === STALE_REVISION) {
    return 'Refused by NSX: someone changed the object meanwhile (HTTP 412). Nothing was changed';
  }
  const error = answer ? readNsxError(answer.exchange.body) : null;
  if (error?.code === ERROR_NOT_OWNER) {
    return 'Refused by NSX: the object belongs to another principal. Nothing was changed';
  }
  const said = `Refused by NSX: ${stop(clip(error ? nsxErrorText(error) : 'no words', maxWords))}`;
  return status !== null && status < FIRST_SERVER_ERROR
    ? `${said} Nothing was changed`
    : `${said} (HTTP ${status ?? '?'})`;
}

/** So much of NSX's words fits a sentence; the whole stands below it, verbatim. */
const MAX_WORDS = 120;

function clip(words: string, max: number): string {
  return words.length <= max ? words : `${words.slice(0, max).trimEnd()}…`;
}

function stop(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

function inDoubtSentence(steps: readonly Step[]): string {
  const readBack = steps.some((step) => step.type === 'settled');
  return readBack
    ? 'In doubt: sent, but no answer came, and reading the object back did not settle it'
    : 'In doubt: sent, but no answer came';
}

function notSentSentence(steps: readonly Step[]): string {
  if (steps.some((step) => step.type === 'settled')) {
    return 'Not applied: no answer came, and the object read back does not have the change';
  }
  const failed = steps.findLast((step) => step.type === 'not-sent');
  const why = failed ? `: ${failureInShort(failed.failure)}` : '';
  return `Not sent${why}. Nothing was changed`;
}

/** "Last seen in progress, 3 of 4 transport nodes" */
function lastSeen(summary: RequestSummary, now: Standing, start: 'Last' | 'last' = 'Last'): string {
  if (now.lastCheck === null) {
    if (start === 'last') return 'it was never asked';
    return summary.request.origin === 'elsewhere' ? 'Made elsewhere' : 'Accepted';
  }
  const { rawState, verdict } = now.lastCheck;
  const word = rawState === null ? VERDICT_FACTS[verdict].word.toLowerCase() : stateLabel(rawState);
  const has = onNodes(summary);
  return `${start} seen ${word}${has === null ? '' : `, ${has}`}`;
}
