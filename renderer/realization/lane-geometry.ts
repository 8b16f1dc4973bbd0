import type { Lane, Segment } from '../../shared/timeline.ts';
import { durationText } from '../../shared/words.ts';
import type { TimeScale } from './time-scale.ts';

/** Width of what the last check saw: it has no length in time. */
export const CAP_PX = 17;
/** Between two stretches, so that each has an edge of its own. */
const SEAM_PX = 1.6;
const DOTS_AFTER_PX = 7;
const MIN_PX = 2;
const LETTER_PX = 6.3;
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
  const fits = (words: string) => width >= words.length * LETTER_PX + LABEL_PAD_PX;
  return fits(long) ? long : fits(label) ? label : null;
}

const WORTH_SAYING_MS = 20_000;
