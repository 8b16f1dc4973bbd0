import type { Millis } from './ids.ts';
import { GAP_WORDS } from './lane.ts';
import type { Check, Step } from './life.ts';
import { stepsOf } from './life.ts';
import { nsxErrorText, readNsxError } from './nsx/error-body.ts';
import type { NodeState, StateClass, Verdict } from './realization.ts';
import { classOfState, countNodes } from './realization.ts';
import type { Exchange, Request, RequestEvent } from './request.ts';
import type { Failure } from './result.ts';
import type { NodeNames } from './sentence.ts';
import { nodeList, nodeName } from './sentence.ts';
import { standingOf } from './standing.ts';
import { durationText, shortMessage, stateLabel } from './words.ts';

/** One row of the table of checks: what was asked, what came back, and what that changed. */
export type CheckRow =
  | {
      type: 'check';
      /** The session that was asked, where there are several. */
      sessionId: string | null;
      no: number;
      at: Millis;
      sinceSentMs: number;
      verdict: Verdict;
      rawState: string | null;
      done: number;
      total: number;
      changed: string;
      exchange: Exchange;
    }
  | {
      type: 'not-asked';
      sessionId: string | null;
      at: Millis;
      sinceSentMs: number;
      failure: Failure;
      nextAt: Millis | null;
      exchange: Exchange | null;
    }
  | { type: 'gap'; at: Millis; to: Millis; sinceSentMs: number; text: string }
  | { type: 'note'; at: Millis; sinceSentMs: number; text: string };

/**
 * The rows of the table that is the lanes' accessible twin, in order. `recorded`: how many checks the whole record has,
 * where it has ended; what is missing of it then has a row, and the checks after it keep their numbers.
 */
export function checksOf(
  request: Request,
  events: readonly RequestEvent[],
  names: NodeNames,
  recorded: number | null = null,
): CheckRow[] {
  const steps = stepsOf(events);
  const holes = recorded === null ? [] : holesOf(events);
  let lost = (recorded ?? 0) - steps.filter(({ type }) => type === 'check').length;
  let skipped = 0;
  const start = standingOf(request, steps).sentAt ?? steps[0]?.at ?? request.writtenAt;
  const last = new Map<string, Seen>();
  return steps.flatMap((step, index) => {
    const hole = holes.find(({ before }) => before === index);
    if (hole) {
      const checks = Math.max(0, Math.min(lost, hole.size));
      skipped += checks;
      lost -= checks;
    }
    // What changed is told against the same session's check before.
    const session = 'sessionId' in step ? (step.sessionId ?? '') : '';
    const { before, nodes } = last.get(session) ?? { before: null, nodes: new Map() };
    const row = rowOf(step, step.at - start, before, nodes, names);
    if (step.type === 'check') {
      for (const node of step.nodes) nodes.set(node.nodeId, classOfState(node.state));
      last.set(session, { before: step, nodes });
    }
    const numbered = row?.type === 'check' ? { ...row, no: row.no + skipped } : row;
    return [
      ...(hole ? [holeRow(hole, steps[index - 1]?.at ?? start, start)] : []),
      ...(numbered ? [numbered] : []),
    ];
  });
}

/** Facts that are not there any more: before which of the others, in their order, and how many. */
type Hole = { before: number; seq: number; size: number };

function holesOf(events: readonly RequestEvent[]): Hole[] {
  const seqs = events.map(({ seq }) => seq).sort((a, b) => a - b);
  return seqs.flatMap((seq, before) => {
    const first = (seqs[before - 1] ?? 0) + 1;
    return seq > first ? [{ before, seq: first, size: seq - first }] : [];
  });
}

function holeRow({ seq, size }: Hole, at: Millis, start: Millis): CheckRow {
  const what = size === 1 ? `Fact ${seq} is` : `Facts ${seq} to ${seq + size - 1} are`;
  const text = `${what} missing from the record: Verify says more`;
  return { type: 'note', at, sinceSentMs: at - start, text };
}

type Seen = { before: Check | null; nodes: Map<string, StateClass> };

function stoppedText(reason: string | undefined): string {
  return reason ? `Stopped: ${reason}` : 'Stopped by you';
}

function rowOf(
  step: Step,
  sinceSentMs: number,
  before: Check | null,
  seen: ReadonlyMap<string, StateClass>,
  names: NodeNames,
): CheckRow | null {
  const { at } = step;
  switch (step.type) {
    case 'check':
      return {
        type: 'check',
        sessionId: step.sessionId ?? null,
        no: step.no,
        at,
        sinceSentMs,
        verdict: step.verdict,
        rawState: step.rawState,
        ...countNodes(step.nodes),
        changed: `${whatChanged(step, before, seen, names)}${notYet(step, before, step.at - sinceSentMs)}`,
        exchange: step.exchange,
      };
    case 'not-asked': {
      const { failure, nextAt, exchange } = step;
      const sessionId = step.sessionId ?? null;
      return { type: 'not-asked', sessionId, at, sinceSentMs, failure, nextAt, exchange };
    }
    case 'gap': {
      const text = `${GAP_WORDS[step.reason]} for ${durationText(step.to - at)}`;
      return { type: 'gap', at, to: step.to, sinceSentMs, text };
    }
    case 'stopped':
      return { type: 'note', at, sinceSentMs, text: stoppedText(step.reason) };
    case 'timed-out':
      return { type: 'note', at, sinceSentMs, text: 'Timed out: the deadline passed' };
    case 'nothing-to-ask':
      return { type: 'note', at, sinceSentMs, text: step.reason };
    case 'resumed':
      return { type: 'note', at, sinceSentMs, text: 'Resumed: asked again from here' };
    default:
      return null;
  }
}

/**
 * That it is realized was seen at this check, and may be so since any moment after the one before: how long that took
 * is a span, not a number.
 */
function notYet(check: Check, before: Check | null, start: Millis): string {
  if (check.verdict !== 'realized' || before === null || before.verdict === 'realized') return '';
  return ` (not yet at +${durationText(before.at - start)})`;
}

/** What one check says that the one before did not, in words; nodes are compared with the last check that named them. */
export function whatChanged(
  check: Check,
  before: Check | null,
  seen: ReadonlyMap<string, StateClass>,
  names: NodeNames,
): string {
  if (check.nodes.length === 0) return withoutNodes(check, before);
  const parts = [
    ...reached(check, seen, names),
    ...worse(check, seen, names),
    ...answering(check, seen, names),
    ...vanished(check, before, names),
  ];
  if (parts.length > 0) return parts.join('; ');
  if (before === null) return 'no transport node has it yet';
  if (before.rawState !== check.rawState)
    return `now ${stateLabel(check.rawState ?? check.verdict)}`;
  return 'no change';
}

const HTTP_OK = 200;

function withoutNodes(check: Check, before: Check | null): string {
  if (check.exchange.status !== HTTP_OK) return nsxErrorText(readNsxError(check.exchange.body));
  const words = shortMessage(check.message ?? '');
  if (words !== '' && words !== before?.message) return words;
  return before && before.rawState === check.rawState ? 'no change' : 'no transport node named';
}

function turned(check: Check, seen: ReadonlyMap<string, StateClass>, to: StateClass): NodeState[] {
  return check.nodes.filter(
    (node) => classOfState(node.state) === to && seen.get(node.nodeId) !== to,
  );
}

function reached(check: Check, seen: ReadonlyMap<string, StateClass>, names: NodeNames): string[] {
  const nodes = turned(check, seen, 'realized');
  const first = nodes[0];
  if (!first) return [];
  const { done, total } = countNodes(check.nodes);
  const who = done === total && total > 1 ? 'all transport nodes' : nodeList(nodes, names);
  return [`${who} ${stateLabel(first.state)}`];
}

/** Nodes that NSX now cannot see, or that failed: each with its own words, as they may differ. */
function worse(check: Check, seen: ReadonlyMap<string, StateClass>, names: NodeNames): string[] {
  return (['unknown', 'failed', 'partial'] as const).flatMap((to) =>
    turned(check, seen, to).map((node) => {
      const words = shortMessage(node.message ?? '');
      return `${nodeName(node, names)}: ${words === '' ? stateLabel(node.state) : words}`;
    }),
  );
}

function answering(
  check: Check,
  seen: ReadonlyMap<string, StateClass>,
  names: NodeNames,
): string[] {
  const nodes = turned(check, seen, 'in-progress').filter((node) => seen.has(node.nodeId));
  const again = nodes.filter((node) => seen.get(node.nodeId) === 'unknown');
  const back = nodes.filter((node) => seen.get(node.nodeId) !== 'unknown');
  return [
    ...(again.length === 0
      ? []
      : [`${nodeList(again, names)} ${again.length === 1 ? 'answers' : 'answer'} again`]),
    ...(back.length === 0 ? [] : [`${nodeList(back, names)} in progress again`]),
  ];
}

function vanished(check: Check, before: Check | null, names: NodeNames): string[] {
  const here = new Set(check.nodes.map(({ nodeId }) => nodeId));
  const gone = (before?.nodes ?? []).filter(({ nodeId }) => !here.has(nodeId));
  return gone.length === 0 ? [] : [`${nodeList(gone, names)} no longer named`];
}
