import type { Marker } from '../../shared/timeline.ts';
import { LETTER_PX } from './lane-geometry.ts';
import type { TimeScale } from './time-scale.ts';

export const AXIS_HEIGHT = 24;
export const MARKER_HEIGHT = 16;
const LABEL_BASE = 15;
const MARKER_BASE = AXIS_HEIGHT + 9;
/** A label nearer to the right edge than this is set against it. */
const NEAR_EDGE_PX = 22;
const EDGE_SHIFT_PX = 10;
const WORD_GAP_PX = 6;

interface LaneAxisProps {
  scale: TimeScale;
  /** What a person or the deadline did; each is a dashed line with its word. */
  marked: readonly Marker[];
  right: number;
  bottom: number;
}

/** The grid with "sent, +2 s, +4 s …", the breaks where time is left out, and what happened besides checks. */
export function LaneAxis({ scale, marked, right, bottom }: LaneAxisProps) {
  return (
    <>
      {scale.ticks.map(({ x, label }) => (
        <g key={label} className="lane-axis">
          <line x1={x} x2={x} y1={AXIS_HEIGHT - 2} y2={bottom} />
          <text
            x={x}
            y={LABEL_BASE}
            textAnchor={x > right - NEAR_EDGE_PX ? 'end' : 'middle'}
            dx={x > right - NEAR_EDGE_PX ? EDGE_SHIFT_PX : 0}
          >
            {label}
          </text>
        </g>
      ))}
      {scale.squeezed.map(({ from, to }) => (
        <g key={from} className="lane-break">
          <path d={breakPath((from + to) / 2, LABEL_BASE - 8)} />
        </g>
      ))}
      {wordsApart(marked, scale).map(({ marker, x, left }) => (
        <g key={`${marker.kind}-${marker.at}`} className="lane-marker">
          <line x1={x} x2={x} y1={MARKER_BASE + 4} y2={bottom} />
          <text x={left} y={MARKER_BASE}>
            {marker.label}
          </text>
        </g>
      ))}
    </>
  );
}

/** The words of the markers over their lines, moved to the right where they would run into each other. */
function wordsApart(marked: readonly Marker[], scale: TimeScale) {
  let end = 0;
  return marked.map((marker) => {
    const x = scale.x(marker.at);
    const width = marker.label.length * LETTER_PX;
    const left = Math.max(x - width / 2, end);
    end = left + width + WORD_GAP_PX;
    return { marker, x, left };
  });
}

/** Two slashes: the axis leaves something out here. */
function breakPath(x: number, y: number): string {
  return `M${x - 5} ${y + 8}l4 -8M${x + 1} ${y + 8}l4 -8`;
}
