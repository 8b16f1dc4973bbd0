import type { SegmentKind } from '../../shared/lane.ts';
import type { Timeline } from '../../shared/timeline.ts';

/** The stretches that say nothing of NSX's states: what is drawn, and what it means. */
const MEANING: readonly { kind: SegmentKind; word: string }[] = [
  { kind: 'sending', word: 'sent, no answer yet' },
  { kind: 'accepted', word: 'accepted, not asked yet' },
  { kind: 'gap', word: 'nobody asked' },
  { kind: 'not-asked', word: 'could not be asked' },
];

/** What the boxes mean that are no state of NSX; only those that are drawn. */
export function LaneLegend({ timeline }: { timeline: Timeline }) {
  const drawn = new Set(timeline.lanes.flatMap(({ segments }) => segments.map(({ kind }) => kind)));
  const shown = MEANING.filter(({ kind }) => drawn.has(kind));
  if (shown.length === 0) return null;
  return (
    <ul className="lane-legend" aria-label="Legend">
      {shown.map(({ kind, word }) => (
        <li key={kind}>
          <span className="lane-legend-box" data-kind={kind} aria-hidden />
          {word}
        </li>
      ))}
      {drawn.has('cap') && (
        <li>
          <span className="lane-legend-bead" aria-hidden />
          what the last check saw
        </li>
      )}
      {timeline.ticks.length > 0 && (
        <li>
          <span className="lane-legend-tick" aria-hidden />a check: the longer, the slower its
          answer
        </li>
      )}
    </ul>
  );
}
