import { createPortal } from 'react-dom';
import type { Segment } from '../../shared/lane.ts';
import { checkText } from '../../shared/lane-checks.ts';
import { toneOf } from '../../shared/lane-look.ts';
import { moreText, spanText } from '../../shared/lane-words.ts';
import type { Tick } from '../../shared/timeline.ts';
import type { Zone } from '../ui/time.ts';
import { preciseClockOf } from '../ui/time.ts';

const TIP_WIDTH = 340;
const EDGE = 12;

interface LaneTipProps {
  frame: HTMLElement;
  /** Place inside the frame, px: the middle and the top of what it is about. */
  x: number;
  y: number;
  lane: string;
  segment: Segment;
  /** Of the stretch's checks the one that is read; null: the stretch. */
  check: Tick | null;
  /** So many more are in it. */
  more: number;
  start: number;
  zone: Zone;
}

/** What is known of one stretch, or of one check of it; above it, in a layer of its own so that no card cuts it off. */
export function LaneTip(props: LaneTipProps) {
  const { frame, x, y, lane, segment, check, more, start, zone } = props;
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
      {check && (
        <p className="lane-tip-check">
          {checkText(check, start)} · {preciseClockOf(check.at, zone)}
        </p>
      )}
      <p>
        {spanText(segment, start)}
        {!check && ` · ${preciseClockOf(segment.from, zone)}`}
      </p>
      {more > 0 && !check && <p>{moreText(more)}</p>}
      {segment.message !== null && <p className="lane-tip-message">{segment.message}</p>}
    </div>,
    document.body,
  );
}
