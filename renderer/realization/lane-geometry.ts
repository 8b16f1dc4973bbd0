import type { Lane, Segment } from '../../shared/lane.ts';
import { durationText } from '../../shared/words.ts';
import type { TimeScale } from './time-scale.ts';

/** Width of what the last check saw: it has no length in time. */
export const CAP_PX = 17;
/** Between two stretches, so that each has an edge of its own. */
const SEAM_PX = 1.6;
const DOTS_AFTER_PX = 7;
const MIN_PX = 2;
/** Width of a letter of the labels, on average. */
export const LETTER_PX = 6.3;
const LABEL_PAD_PX = 16;

/** A stretch with its place: x and width in px. */
export interface Placed {
  segment: Segment;
  x: number;
  width: number;
  /** Written on it; null where it would not fit. */
  label: string | null;
}

/** Places a lane's stretches. `edge`: where a stretch without an end is drawn to. */
export function placeLane(lane: Lane, scale: TimeScale, edge: number): Placed[] {
  const placed: Placed[] = [];
  let capEnd = Number.NEGATIVE_INFINITY;
  for (const segment of lane.segments) {
    const from = scale.x(segment.from);
    if (segment.kind === 'cap') {
      capEnd = from + CAP_PX;
      const before = placed.at(-1);
      // What went on unchanged is one bar, up to the last check and its cap.
      if (before?.segment.kind === 'state' && before.segment.rawState === segment.rawState) {
        before.width = capEnd - before.x;
        continue;
      }
      placed.push({ segment, x: from, width: CAP_PX, label: null });
      continue;
    }
    const begin = Math.max(from, capEnd + SEAM_PX);
    const x = segment.kind === 'after' ? begin + DOTS_AFTER_PX : begin;
    const end = segment.to === null ? edge : scale.x(segment.to) - SEAM_PX;
    const width = segment.kind === 'after' ? Math.max(0, end - x) : Math.max(MIN_PX, end - x);
    placed.push({ segment, x, width, label: labelFor(segment, width) });
  }
  return placed;
}

/** The longest of its words that fits: a gap says how long it was where there is room. */
function labelFor(segment: Segment, width: number): string | null {
  const { kind, label, from, to } = segment;
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

/** A stretch by its lane and its index in it. */
export type Place = { lane: number; index: number };

/** Where reading begins: the last stretch of the first lane, which says how it stands. */
export function lastPlace(lanes: readonly Placed[][]): Place | null {
  const first = lanes[0];
  return first && first.length > 0 ? { lane: 0, index: first.length - 1 } : null;
}

/** Left and right move through a lane; up and down to the stretch of the next lane at the same place. */
export function movedPlace(
  key: string,
  from: Place | null,
  lanes: readonly Placed[][],
): Place | null {
  const lane = from && lanes[from.lane];
  const here = from && lane?.[from.index];
  if (!from || !lane || !here) return null;
  if (key === 'ArrowLeft') return { ...from, index: Math.max(0, from.index - 1) };
  if (key === 'ArrowRight') return { ...from, index: Math.min(lane.length - 1, from.index + 1) };
  if (key === 'Home') return { ...from, index: 0 };
  if (key === 'End') return { ...from, index: lane.length - 1 };
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const to = lanes[from.lane + step];
  if (step === 0 || !to || to.length === 0) return null;
  const same = to.findLastIndex(({ x }) => x <= here.x + 1);
  return { lane: from.lane + step, index: Math.max(0, same) };
}
