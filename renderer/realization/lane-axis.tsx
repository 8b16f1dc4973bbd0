import type { Layout } from '../../shared/lane-layout.ts';
import { AXIS_HEIGHT } from '../../shared/lane-layout.ts';
import type { Marker } from '../../shared/timeline.ts';
import { count, durationText } from '../../shared/words.ts';
import { TimeText } from '../ui/time-text.tsx';

const LABEL_BASE = 15;
const MARKER_BASE = AXIS_HEIGHT + 9;
/** A label nearer to the right edge than this is set against it. */
const NEAR_EDGE_PX = 22;
const EDGE_SHIFT_PX = 10;

/** The lines that go through all lanes: the grid, and what happened besides checks. */
export function Grid({ layout, from, to }: { layout: Layout; from: number; to: number }) {
  return (
    <>
      {layout.scale.ticks.map(({ x, label }) => (
        <line key={label} className="lane-grid" x1={x} x2={x} y1={from} y2={to} />
      ))}
      {layout.markers.map(({ marker, x }) => (
        <line
          key={`${marker.kind}-${marker.at}-${marker.text ?? ''}`}
          className="lane-mark"
          data-kind={marker.kind}
          x1={x}
          x2={x}
          y1={from}
          y2={to}
        />
      ))}
    </>
  );
}

/** "sent, +2 s, +4 s …", the breaks where time is left out, and the words of what happened besides checks. */
export function AxisLabels({ layout, start }: { layout: Layout; start: number }) {
  const { scale, right, markers } = layout;
  return (
    <>
      {scale.ticks.map(({ x, label }) => (
        <g key={label} className="lane-axis">
          <line x1={x} x2={x} y1={AXIS_HEIGHT - 2} y2={layout.top - 6} />
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
          <path d={breakPath((from + to) / 2, LABEL_BASE - 8)}>
            <title>Time is left out here</title>
          </path>
        </g>
      ))}
      {markers.map(({ marker, x, wordAt }) => (
        <g key={`${marker.kind}-${marker.at}-${marker.text ?? ''}`} className="lane-marker">
          <title>
            {marker.text ?? marker.label}, +{durationText(marker.at - start)}
          </title>
          {wordAt === null ? (
            <circle cx={x} cy={MARKER_BASE - 3} r={3} />
          ) : (
            <text x={wordAt} y={MARKER_BASE}>
              {marker.label}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

/** Two slashes: the axis leaves something out here. */
function breakPath(x: number, y: number): string {
  return `M${x - 5} ${y + 8}l4 -8M${x + 1} ${y + 8}l4 -8`;
}

/** Notes from after the realization: they have no place on its axis. */
export function NotedLater({ notes }: { notes: readonly Marker[] }) {
  if (notes.length === 0) return null;
  return (
    <details className="lanes-later">
      <summary>{count(notes.length, 'note')} from later</summary>
      <ul>
        {notes.map(({ at, text, label }) => (
          <li key={`${at}-${text}`}>
            <TimeText at={at} /> {text ?? label}
          </li>
        ))}
      </ul>
    </details>
  );
}
