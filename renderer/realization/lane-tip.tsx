import { createPortal } from 'react-dom';
import type { Segment } from '../../shared/lane.ts';
import { durationText } from '../../shared/words.ts';
import type { Zone } from '../ui/time.ts';
import { preciseClockOf } from '../ui/time.ts';
import { toneOf } from './lane-patterns.tsx';

/** What a stretch is, in words: for the tooltip and for screen readers. */
export function tipText(segment: Segment, start: number): string {
  const { kind, label, rawState, message, gapReason } = segment;
  const what = gapReason === null ? label : `not asked: ${gapReason}`;
  const raw = rawState === null ? '' : ` (NSX says ${rawState})`;
  return [`${what}${raw}`, spanText(segment, start), kind === 'after' ? null : message]
    .filter(Boolean)
    .join('. ');
}

/** "from +1.4 s to +5.1 s, 3.7 s long" */
function spanText({ kind, from, to }: Segment, start: number): string {
  const begin = from === start ? 'the start' : `+${durationText(from - start)}`;
  if (kind === 'cap') return `seen at ${begin}, the last check`;
  if (to === null) return `since ${begin}`;
  return `from ${begin} to +${durationText(to - start)}, ${durationText(to - from)} long`;
}

const TIP_WIDTH = 340;
const EDGE = 12;

interface LaneTipProps {
  frame: HTMLElement;
  /** Place inside the frame, px: the middle and the top of what it is about. */
  x: number;
  y: number;
  lane: string;
  segment: Segment;
  start: number;
  zone: Zone;
}

/** What is known of one stretch; above it, in a layer of its own so that no card cuts it off. */
export function LaneTip({ frame, x, y, lane, segment, start, zone }: LaneTipProps) {
  const box = frame.getBoundingClientRect();
  const center = Math.max(
    TIP_WIDTH / 2 + EDGE,
    Math.min(window.innerWidth - TIP_WIDTH / 2 - EDGE, box.left + x),
  );
  const what = segment.gapReason === null ? segment.label : `not asked: ${segment.gapReason}`;
  return createPortal(
    <div
      className="lane-tip"
      data-tone={toneOf(segment)}
      style={{ left: center, top: box.top + y - 2, width: 'max-content', maxWidth: TIP_WIDTH }}
      aria-hidden="true"
    >
      <b>{lane}</b> <span className="lane-tip-word">{what}</span>
      {segment.rawState !== null && <code>{segment.rawState}</code>}
      <p>
        {spanText(segment, start)} · {preciseClockOf(segment.from, zone)}
      </p>
      {segment.message !== null && <p className="lane-tip-message">{segment.message}</p>}
    </div>,
    document.body,
  );
}
