import type { Lane, Segment } from './lane.ts';
import { count, durationText } from './words.ts';

/** What a stretch is, in words: for the tooltip, for screen readers and in a report. */
export function tipText(segment: Segment, start: number, more = 0): string {
  const { kind, label, rawState, message, gapReason } = segment;
  const what = gapReason === null ? label : `not asked: ${gapReason}`;
  const raw = rawState === null ? '' : ` (NSX says ${rawState})`;
  const others = more === 0 ? null : moreText(more);
  return [`${what}${raw}`, spanText(segment, start), kind === 'after' ? null : message, others]
    .filter(Boolean)
    .join('. ');
}

/** What is said where stretches are too narrow to be told apart. */
export function moreText(more: number): string {
  return `${count(more, 'more change')} here; zoom in to tell them apart`;
}

/** So many of a lane's stretches are told in its words; a watch of a day may have thousands. */
const TOLD = 20;

/** A whole lane in words, stretch after stretch, in time: what its drawing says to who does not see it. */
export function laneText({ name, overall, segments }: Lane, start: number): string {
  // That nobody asks any more, or yet, is said once for all of them.
  const all = overall ? segments : segments.filter(({ kind }) => kind !== 'after');
  const told = all.slice(-TOLD).map((segment) => tipText(segment, start));
  const before = all.length - told.length;
  const first = before > 0 ? [`${count(before, 'earlier change')}, which the arrow keys read`] : [];
  return `${name}: ${[...first, ...told].join('; ') || 'nothing was seen of it'}`;
}

/** "from +1.4 s to +5.1 s, 3.7 s long" */
export function spanText({ kind, from, to }: Segment, start: number): string {
  const begin = from === start ? 'the start' : `+${durationText(from - start)}`;
  if (kind === 'cap') return `seen at ${begin}, the last check`;
  if (to === null) return `since ${begin}`;
  return `from ${begin} to +${durationText(to - start)}, ${durationText(to - from)} long`;
}
