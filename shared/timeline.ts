import type { Millis } from './ids.ts';
import type { Lane, Seen } from './lane.ts';
import { drawLane } from './lane.ts';
import type { Check, Step } from './life.ts';
import { isAside, stepsOf } from './life.ts';
import type { NodeState, StateClass, Verdict } from './realization.ts';
import { classOfState, VERDICT_FACTS } from './realization.ts';
import type { Request, RequestEvent } from './request.ts';
import type { NodeNames } from './sentence.ts';
import { nodeName } from './sentence.ts';
import { standingOf } from './standing.ts';
import { signedName, stateLabel } from './words.ts';

export type Tick = { at: Millis; startedAt: Millis; durationMs: number; ok: boolean; no: number };
export type MarkerKind =
  | 'sent'
  | 'answered'
  | 'lost'
  | 'settled'
  | 'verdict'
  | 'stopped'
  | 'timed-out'
  | 'resumed'
  | 'noted';
/** `text`: what it says at length, where the label is only its kind. */
export type Marker = { at: Millis; kind: MarkerKind; label: string; text?: string };

/** What the axis begins with. */
export type Origin = 'sent' | 'followed since' | 'put on record';

/** By the request and its facts: a send is never said where none is known. */
export function originOf(request: Request, events: readonly RequestEvent[]): Origin {
  if (request.origin === 'elsewhere') return 'followed since';
  const isSent = events.some(({ fact }) => fact.type === 'sent' || fact.type === 'answered');
  return isSent ? 'sent' : 'put on record';
}

export type Timeline = {
  /** What the axis counts from: the send, or where that is not known (made elsewhere) the time it is followed since. */
  start: Millis;
  origin: Origin;
  /** The last thing that is known. */
  end: Millis;
  open: boolean;
  lanes: Lane[];
  ticks: Tick[];
  markers: Marker[];
  /** Notes from outside its span: often years after, so no place on the axis is theirs. */
  notedLater: Marker[];
};

const HTTP_OK = 200;

/** The facts of one of several sessions: its own, and those that are about all. */
export function eventsOfSession(
  events: readonly RequestEvent[],
  sessionId: string,
): RequestEvent[] {
  return events.filter(({ fact }) => {
    const named = 'sessionId' in fact ? fact.sessionId : undefined;
    return named === undefined || named === sessionId;
  });
}

/**
 * Draws the facts: a state from the check that saw it to the next check, nothing before the first, nothing after the last.
 * Pure; the lanes of nodes come in the order in which NSX first named them.
 */
export function timelineOf(
  request: Request,
  events: readonly RequestEvent[],
  names: NodeNames,
): Timeline {
  const steps = stepsOf(events);
  const standing = standingOf(request, steps);
  const checks = steps.filter((step) => step.type === 'check');
  const start = standing.sentAt ?? steps[0]?.at ?? request.writtenAt;
  // The tunnel's status may be read long after, a note be written years later: they are no part of the realization.
  const lastStep = steps.findLast((step) => !isAside(step));
  const end = Math.max(
    start,
    lastStep ? (lastStep.type === 'gap' ? lastStep.to : lastStep.at) : start,
  );
  const notes = notesOf(steps);
  // Beside an open watch a note of now is within: the axis goes on.
  const isWithin = ({ at }: Marker) => at >= start && (standing.open || at <= end);
  const nodes = nodesNamed(checks, names);
  return {
    start,
    origin: originOf(request, events),
    end,
    open: standing.open,
    lanes: [
      drawLane('overall', 'Overall', true, steps, standing.open, request, (check) => ({
        label: overallLabel(check),
        verdict: check.verdict,
        stateClass: check.exchange.status === HTTP_OK ? classOfState(check.rawState ?? '') : null,
        rawState: check.rawState,
        message: check.message,
      })),
      ...[...nodes].map(([id, { name, states }]) =>
        drawLane(id, name, false, steps, standing.open, request, ({ no }) => nodeSeen(states[no])),
      ),
    ],
    ticks: ticksOf(steps),
    markers: [...markersOf(steps), ...notes.filter(isWithin)].sort((a, b) => a.at - b.at),
    notedLater: notes.filter((note) => !isWithin(note)),
  };
}

function overallLabel(check: Check): string {
  if (check.exchange.status !== HTTP_OK || check.rawState === null) {
    return VERDICT_FACTS[check.verdict].word.toLowerCase();
  }
  return stateLabel(check.rawState);
}

const CLASS_VERDICT: Record<StateClass, Verdict> = {
  realized: 'realized',
  'in-progress': 'in-progress',
  unknown: 'unknown',
  partial: 'partial',
  failed: 'failed',
};

function nodeSeen(node: NodeState | undefined): Seen | null {
  if (!node) return null;
  const stateClass = classOfState(node.state);
  return {
    label: stateLabel(node.state),
    verdict: CLASS_VERDICT[stateClass],
    stateClass,
    rawState: node.state,
    message: node.message,
  };
}

/** Each node that a check has named, with what the check of each number said of it: read once, whatever their number. */
function nodesNamed(checks: readonly Check[], names: NodeNames) {
  const lanes = new Map<string, { name: string; states: NodeState[] }>();
  for (const { no, nodes } of checks) {
    for (const node of nodes) {
      let lane = lanes.get(node.nodeId);
      if (!lane) {
        lane = { name: nodeName(node, names), states: [] };
        lanes.set(node.nodeId, lane);
      }
      lane.states[no] ??= node;
    }
  }
  return lanes;
}

/** A note's words on the axis: the tooltip and the list of notes have them whole. */
const NOTE_LABEL = 'note';

function notesOf(steps: readonly Step[]): Marker[] {
  return steps.flatMap((step): Marker[] => {
    if (step.type !== 'noted') return [];
    const text = `${signedName(step.by)}: ${step.text}`;
    return [{ at: step.review?.at ?? step.at, kind: 'noted', label: NOTE_LABEL, text }];
  });
}

function ticksOf(steps: readonly Step[]): Tick[] {
  return steps.flatMap((step): Tick[] => {
    if (step.type === 'check') {
      const { startedAt, durationMs } = step.exchange;
      return [{ at: step.at, startedAt, durationMs, ok: true, no: step.no }];
    }
    if (step.type === 'not-asked') {
      return [{ at: step.at, startedAt: step.at, durationMs: 0, ok: false, no: 0 }];
    }
    return [];
  });
}

function markersOf(steps: readonly Step[]): Marker[] {
  const markers: Marker[] = [];
  for (const step of steps) {
    const { at } = step;
    if (step.type === 'sent') markers.push({ at, kind: 'sent', label: 'sent' });
    else if (step.type === 'answered') {
      markers.push({
        at,
        kind: 'answered',
        label: `answered ${step.exchange.status ?? ''}`.trim(),
      });
    } else if (step.type === 'lost') markers.push({ at, kind: 'lost', label: 'no answer' });
    else if (step.type === 'settled') markers.push({ at, kind: 'settled', label: 'read back' });
    else if (step.type === 'stopped') markers.push({ at, kind: 'stopped', label: 'stopped' });
    else if (step.type === 'timed-out') markers.push({ at, kind: 'timed-out', label: 'timed out' });
    else if (step.type === 'resumed') markers.push({ at, kind: 'resumed', label: 'resumed' });
    else if (step.type === 'check' && VERDICT_FACTS[step.verdict].ends) {
      markers.push({ at, kind: 'verdict', label: VERDICT_FACTS[step.verdict].word });
    }
  }
  return markers;
}
