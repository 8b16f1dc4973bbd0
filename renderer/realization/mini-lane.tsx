import { useId } from 'react';
import { placeLane } from '../../shared/lane-geometry.ts';
import { makeTimeScale } from '../../shared/time-scale.ts';
import { timelineOf } from '../../shared/timeline.ts';
import type { RequestDetail } from '../history/history-store.ts';
import { useNow } from '../ui/clock.ts';
import { LanePatterns } from './lane-patterns.tsx';
import { Stretch } from './lane-row.tsx';
import './lanes.css';

const WIDTH = 240;
const HEIGHT = 18;
const BAR = 12;

/** The overall lane of a request in one line: the same stretches as on its page, which this is the way to. */
export function MiniLane({ detail }: { detail: RequestDetail }) {
  const patterns = useId();
  const now = useNow();
  const { request, events, nodeNames, summary } = detail;
  const timeline = timelineOf(request, events, nodeNames);
  const lane = timeline.lanes.find(({ overall }) => overall);
  if (!lane) return null;
  const { start, open } = timeline;
  const end = open ? Math.max(now, timeline.end) : timeline.end;
  const scale = makeTimeScale({
    ...{ mode: 'linear', start, end, open, gaps: [], left: 0 },
    // The words "not asked again" have no room here.
    right: open ? WIDTH : WIDTH + AFTER_PX,
  });
  const placed = placeLane(lane, scale, WIDTH);
  return (
    <svg
      className="mini-lane"
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${summary.checks} checks; the request’s page has the timeline`}
    >
      <LanePatterns id={patterns} />
      <g className="lane" data-overall>
        {placed.map((each, index) => (
          <Stretch
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
            key={index}
            placed={each}
            place={{ 'data-lane': 0, 'data-index': index }}
            patterns={patterns}
            y={(HEIGHT - BAR) / 2}
            height={BAR}
            active={false}
          />
        ))}
      </g>
    </svg>
  );
}

/** What the scale keeps free for those words, px (`shared/time-scale.ts`), less what the dots after a verdict need. */
const AFTER_PX = 110;
