import { memo } from 'react';
import type { Lane } from '../../shared/lane.ts';
import { laneText } from '../../shared/lane-words.ts';

/** Every lane in words, those that are not in view too: what a screen reader finds in place of the drawing. */
export const LaneWords = memo(function LaneWords({
  lanes,
  start,
}: {
  lanes: readonly Lane[];
  start: number;
}) {
  return (
    <ul className="visually-hidden lanes-words" aria-label="Lanes in words">
      {lanes.map((lane) => (
        <li key={lane.id}>{laneText(lane, start)}</li>
      ))}
    </ul>
  );
});
