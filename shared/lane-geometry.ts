import type { Lane, Segment } from './lane.ts';
import { VERDICT_FACTS } from './realization.ts';
import type { TimeScale } from './time-scale.ts';
import { durationText } from './words.ts';

/** Across the bead that says what the last check saw: a mark, not a stretch, for it has no length in time. */
export const CAP_PX = 15;
/** The bead stands so far after the check that saw it. */
const CAP_AFTER_PX = 3;
/** So much of what comes after a bead must be left to see. */
const CAP_LEAVES_PX = 8;
/** Between two stretches, so that each has an edge of its own. */
const SEAM_PX = 1.6;
const DOTS_AFTER_PX = 7;
/** What was shorter than this is drawn so wide all the same, or nobody saw it. */
const MIN_PX = 2;
/** Width of a letter of the labels, on average. */
export const LETTER_PX = 6.3;
const LABEL_PAD_PX = 16;

/** A stretch with its place: x and width in px, cut to what is looked at. */
export interface Placed {
  segment: Segment;
  /** Its number in the lane. */
  index: number;
  x: number;
  width: number;
  /** Written on it; null where it would not fit. */
  label: string | null;
  /** So many more are in it that cannot be told apart at this zoom. */
  more: number;
}

/**
 * Places a lane's stretches, without an overlap, each as wide as it was long. `edge`: where a stretch without an end is
 * drawn to. Only what lies between the scale's `left` and `right` is placed, so that a lane of thousands costs what is
 * seen of it.
 */
export function placeLane(lane: Lane, scale: TimeScale, edge: number): Placed[] {
  const placed: Placed[] = [];
  const { segments } = lane;
  let prevEnd = Number.NEGATIVE_INFINITY;
  for (let index = firstShown(segments, scale); index < segments.length; index += 1) {
    const segment = segments[index];
    if (!segment) break;
    const before = placed.at(-1);
    const bead = segment.kind === 'cap' && hasRoom(segment, segments[index + 1], scale);
    const from = scale.x(segment.from) + (bead ? CAP_AFTER_PX : 0);
    if (from > scale.right) break;
    // What went on unchanged is told by its bar, where there is no room for a bead.
    if (segment.kind === 'cap' && !bead && isSame(before?.segment, segment)) continue;
    const begin = Math.max(from, prevEnd + SEAM_PX);
    if (segment.kind === 'after') {
      const x = begin + DOTS_AFTER_PX;
      placed.push({ segment, index, x, width: Math.max(0, edge - x), label: null, more: 0 });
      continue;
    }
    const end = bead ? begin + CAP_PX : segment.to === null ? edge : scale.x(segment.to) - SEAM_PX;
    if (before && end - begin < MIN_PX && before.width <= MERGED_PX) {
      before.more += 1;
      if (weight(segment) > weight(before.segment)) {
        before.segment = segment;
        before.index = index;
      }
      prevEnd = Math.max(prevEnd, end);
      before.width = prevEnd - before.x;
      continue;
    }
    const width = Math.max(MIN_PX, end - begin);
    prevEnd = begin + width;
    placed.push({ segment, index, x: begin, width, label: null, more: 0 });
  }
  return placed.flatMap((each) => cut(each, scale));
}

/** Stretches that are narrower than a person can tell apart are drawn as one up to this wide. */
const MERGED_PX = 4;

/** Of what cannot be told apart the gravest is shown. */
function weight({ verdict, kind }: Segment): number {
  if (verdict === null) return kind === 'gap' || kind === 'not-asked' ? 1 : 0;
  return TONE_WEIGHT[VERDICT_FACTS[verdict].tone] ?? 0;
}

const TONE_WEIGHT: Readonly<Record<string, number>> = {
  ...{ danger: 6, warning: 5, unknown: 4, info: 3, ok: 2 },
};

/** How a stretch stands in a bar from `y` on, so high: what the last check saw is round, and no longer than it is high. */
export function shapeOf({ segment, width }: Placed, y: number, height: number) {
  if (segment.kind !== 'cap' || width <= MIN_PX) return { y, height, rx: 3 };
  const across = Math.min(CAP_PX, height);
  return { y: y + (height - across) / 2, height: across, rx: width / 2 };
}

/** A bead hides nothing of what comes after it. */
function hasRoom({ from }: Segment, next: Segment | undefined, scale: TimeScale): boolean {
  if (!next || next.to === null) return true;
  return scale.x(next.to) - scale.x(from) >= CAP_AFTER_PX + CAP_PX + CAP_LEAVES_PX;
}

function isSame(before: Segment | undefined, cap: Segment): boolean {
  return before?.kind === 'state' && before.rawState === cap.rawState && before.to === cap.from;
}

/** The first stretch that reaches into what is looked at; one more before it, which may have a cap of its own. */
function firstShown(segments: readonly Segment[], scale: TimeScale): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const to = segments[middle]?.to ?? Number.POSITIVE_INFINITY;
    if (scale.x(to) + CAP_AFTER_PX + CAP_PX < scale.left) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** A stretch without what lies outside; none where nothing of it is left. */
function cut(placed: Placed, { left, right }: TimeScale): Placed[] {
  const x = Math.max(left, placed.x);
  const end = Math.min(right + EDGE_PX, placed.x + placed.width);
  if (placed.x > right || end < left || (end <= left && placed.width > 0)) return [];
  const width = Math.max(0, end - x);
  return [{ ...placed, x, width, label: labelFor(placed.segment, width) }];
}

/** A last cap may stand over the edge by this. */
const EDGE_PX = 2;

/** The longest of its words that fits: a gap says how long it was where there is room. */
function labelFor(segment: Segment, width: number): string | null {
  const { kind, label, from, to } = segment;
  if (kind === 'cap') return null;
  const long =
    kind === 'gap' && to !== null && to - from >= WORTH_SAYING_MS
      ? `${label} ${durationText(to - from)}`
      : label;
  // Words over the dots are lighter and stand free.
  const [letter, pad] = kind === 'after' ? [LETTER_PX - 0.5, 8] : [LETTER_PX, LABEL_PAD_PX];
  const fits = (words: string) => width >= words.length * letter + pad;
  return fits(long) ? long : fits(label) ? label : null;
}

const WORTH_SAYING_MS = 20_000;

/** A stretch by its lane and its number in it. */
export type Place = { lane: number; index: number };

/** Where reading begins: the last stretch of the first lane, which says how it stands. */
export function lastPlace(first: readonly Placed[] | undefined): Place | null {
  const last = first?.at(-1);
  return last ? { lane: 0, index: last.index } : null;
}

/** Left and right move through a lane; up and down to the stretch of the next lane at the same place. */
export function movedPlace(
  key: string,
  from: Place | null,
  laneAt: (lane: number) => readonly Placed[] | undefined,
): Place | null {
  const lane = from ? laneAt(from.lane) : undefined;
  if (!from || !lane) return null;
  const at = lane.findLastIndex(({ index }) => index <= from.index);
  const here = lane[at];
  if (!here) return null;
  const to = (n: number) => ({ lane: from.lane, index: lane[n]?.index ?? from.index });
  if (key === 'ArrowLeft') return to(Math.max(0, at - 1));
  if (key === 'ArrowRight') return to(Math.min(lane.length - 1, at + 1));
  if (key === 'Home') return to(0);
  if (key === 'End') return to(lane.length - 1);
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const next = laneAt(from.lane + step);
  if (step === 0 || !next || next.length === 0) return null;
  const same = Math.max(
    0,
    next.findLastIndex(({ x }) => x <= here.x + 1),
  );
  return { lane: from.lane + step, index: next[same]?.index ?? 0 };
}
