import type { Millis } from './ids.ts';
import type { Check, Step } from './life.ts';
import type { StateClass, Verdict } from './realization.ts';
import { VERDICT_FACTS } from './realization.ts';
import type { GapReason, Request } from './request.ts';
import { failureInShort } from './words.ts';

export type SegmentKind = 'sending' | 'accepted' | 'state' | 'gap' | 'not-asked' | 'cap' | 'after';

/**
 * A stretch of a lane. `to` null: it has no end yet, or nothing is known after it (draw to the right edge).
 * A `cap` has no length in time: it marks what the last check saw, drawn with a width of its own.
 */
export type Segment = {
  from: Millis;
  to: Millis | null;
  kind: SegmentKind;
  label: string;
  /** For `state` and `cap`: what an answered check said. Null for all else: nothing was observed. */
  verdict: Verdict | null;
  stateClass: StateClass | null;
  rawState: string | null;
  message: string | null;
  gapReason: string | null;
};

export type Lane = { id: string; name: string; overall: boolean; segments: Segment[] };
export const GAP_WORDS: Record<GapReason, string> = {
  closed: 'Spanwatch was closed',
  asleep: 'this computer slept',
  clock: 'not running, or the clock was changed',
  offline: 'offline',
  halted: 'halted after a refused sign-in',
  'rate-limited': 'manager asks to slow down',
};

/** The same in the one word that fits on a stretch. */
const GAP_LABEL: Record<GapReason, string> = {
  closed: 'closed',
  asleep: 'asleep',
  clock: 'not asked',
  offline: 'offline',
  halted: 'halted',
  'rate-limited': 'slowed down',
};

/** What is drawn of one observation. */
export type Seen = Pick<Segment, 'label' | 'verdict' | 'stateClass' | 'rawState' | 'message'>;

/** A pause this soon after a check belongs to it: the two are noted one after the other. */
const INSTANT_MS = 250;
const UNSEEN = { verdict: null, stateClass: null, rawState: null, message: null };

/** One lane as it is drawn, step by step. Only `close` adds a segment, so none can overlap. */
export function drawLane(
  id: string,
  name: string,
  overall: boolean,
  steps: readonly Step[],
  open: boolean,
  request: Request,
  look: (check: Check) => Seen | null,
): Lane {
  const segments: Segment[] = [];
  let current: Omit<Segment, 'to'> | null = null;
  let seenAt = 0;
  let endedBy: string | null = null;
  let endedAt = 0;

  const close = (at: Millis) => {
    if (current && at > current.from) segments.push({ ...current, to: at });
    current = null;
  };
  const begin = (at: Millis, next: Omit<Segment, 'to' | 'from'>) => {
    close(at);
    current = { from: at, ...next };
  };
  const pause = (at: Millis, kind: 'gap' | 'not-asked', reason: string, label = reason) => {
    if (!current || current.kind === 'after' || current.gapReason === reason) return;
    // Nobody asked from that very check on: what it saw has no length, but it was seen.
    const instant: boolean = current.kind === 'state' && at - seenAt < INSTANT_MS;
    if (instant) capAt(seenAt);
    begin(instant ? seenAt : at, { kind, label, ...UNSEEN, gapReason: reason });
  };
  const capAt = (at: Millis) => {
    if (current?.kind !== 'state') return;
    const last: Omit<Segment, 'to'> = { ...current };
    close(at);
    segments.push({ ...last, from: at, to: at, kind: 'cap' });
    current = { from: at, kind: 'after', label: 'waiting', ...UNSEEN, gapReason: null };
  };
  const end = (at: Millis, by: string, word = 'nothing to ask') => {
    if (!current || current.kind === 'after') return;
    const from: Millis = current.kind === 'state' ? seenAt : at;
    capAt(from);
    endedBy = by;
    endedAt = at;
    const label = seenAt === 0 ? word : 'not asked again';
    begin(from, { kind: 'after', label, ...UNSEEN, gapReason: null });
  };
  /** What looked like the end was not: the stretch since then is one in which nobody asked. */
  const reopen = () => {
    if (current?.kind !== 'after') return;
    const reason = endedBy ?? 'not asked';
    const from = Math.max(current.from, endedAt);
    // It was followed until then: what came between the last check and the end is not the end's.
    if (from > current.from) {
      const waited = {
        kind: 'gap',
        label: '',
        ...UNSEEN,
        gapReason: 'between two checks',
      } as const;
      segments.push({ from: current.from, to: from, ...waited });
    }
    current = { ...current, from, kind: 'gap', label: reason, gapReason: reason };
  };

  for (const step of steps) {
    switch (step.type) {
      case 'sent':
        if (overall && !current && segments.length === 0) {
          begin(step.at, { kind: 'sending', label: 'sending', ...UNSEEN, gapReason: null });
        }
        break;
      case 'answered':
        if (!overall) break;
        if (step.taken) begin(step.at, accepted());
        else end(step.at, 'refused');
        break;
      case 'settled':
        if (!overall || step.outcome === 'unclear') break;
        if (step.outcome === 'applied' && request.method !== 'DELETE') begin(step.at, accepted());
        else end(step.at, 'settled', step.outcome === 'not-applied' ? 'not applied' : 'gone');
        break;
      case 'lost':
        if (overall) pause(step.at, 'gap', 'in doubt: no answer came');
        break;
      case 'not-sent':
        if (overall) end(step.at, 'not sent');
        break;
      case 'check': {
        reopen();
        const seen = look(step);
        if (seen === null) pause(step.at, 'gap', 'not named in the answer');
        else if (!continues(current, seen)) {
          begin(step.at, { kind: 'state', ...seen, gapReason: null });
        }
        seenAt = step.at;
        if (VERDICT_FACTS[step.verdict].ends) end(step.at, 'the watch had ended');
        break;
      }
      case 'not-asked':
        pause(step.at, 'not-asked', failureInShort(step.failure));
        break;
      case 'gap':
        pause(step.at, 'gap', GAP_WORDS[step.reason], GAP_LABEL[step.reason]);
        break;
      case 'stopped':
        end(step.at, 'stopped');
        break;
      case 'timed-out':
        end(step.at, 'timed out');
        break;
      case 'resumed':
        reopen();
        break;
      default:
        break;
    }
  }
  if (current !== null) finish(segments, current, seenAt, open);
  return { id, name, overall, segments };
}

/** The last stretch: a state ends at the check that saw it last; what comes after is not known yet. */
function finish(
  segments: Segment[],
  current: Omit<Segment, 'to'>,
  seenAt: Millis,
  open: boolean,
): void {
  if (current.kind !== 'state') {
    segments.push({ ...current, to: null });
    return;
  }
  if (seenAt > current.from) segments.push({ ...current, to: seenAt });
  segments.push({ ...current, from: seenAt, to: seenAt, kind: 'cap' });
  const label = open ? 'waiting' : 'not asked again';
  segments.push({ from: seenAt, to: null, kind: 'after', label, ...UNSEEN, gapReason: null });
}

function accepted(): Omit<Segment, 'from' | 'to'> {
  return { kind: 'accepted', label: 'accepted, not asked', ...UNSEEN, gapReason: null };
}

function continues(current: Omit<Segment, 'to'> | null, seen: Seen): boolean {
  return (
    current?.kind === 'state' &&
    current.rawState === seen.rawState &&
    current.verdict === seen.verdict &&
    current.message === seen.message
  );
}
