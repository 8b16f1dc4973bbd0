import { memo } from 'react';
import type { Lane, Segment } from '../../shared/lane.ts';
import type { Placed } from '../../shared/lane-geometry.ts';
import { shapeOf } from '../../shared/lane-geometry.ts';
import type { Layout, PlacedTick } from '../../shared/lane-layout.ts';
import { firstSeen, nameThatFits, tickOver } from '../../shared/lane-layout.ts';
import { LETTER_ROOM_PX, letterOf, patternOf, toneOf } from '../../shared/lane-look.ts';

const BAR_OVERALL = 20;
const BAR_NODE = 16;
/** Kept free over and under a bar. */
const BAR_MARGIN = 10;
const MISS_OVER = 6;
/** So far the tick of the check that is read stands over its bar. */
const READ_OVER = 5;
/** With a check more often than this many px, ticks are drawn lighter. */
const DENSE_PX = 20;
const NAME_LEFT = 14;
/** From the middle of a line to the baseline of its words. */
const BASELINE = 4;

interface LaneRowProps {
  lane: Lane;
  /** The lane's place in the drawing, told back by `data-lane`. */
  at: number;
  placed: readonly Placed[];
  /** Id of this drawing's patterns. */
  patterns: string;
  y: number;
  height: number;
  width: number;
  labelWidth: number;
  /** The stretch that is read just now. */
  active: number | null;
  /** Where the check stands that is read just now, px. */
  readAt: number | null;
  layout: Layout;
}

/** One lane: its name, its stretches, a tick for each check through it, and the words over all. */
export const LaneRow = memo(function LaneRow(props: LaneRowProps) {
  const { lane, placed, y, height, width, layout } = props;
  const bar = lane.overall ? BAR_OVERALL : Math.min(BAR_NODE, height - BAR_MARGIN);
  const top = y + (height - bar) / 2;
  const ticks = layout.ticks.filter(({ tick }) => tick.at >= firstSeen(lane));
  const markEnd = layout.markers.at(-1)?.x ?? 0;
  return (
    <g
      className="lane"
      data-overall={lane.overall || undefined}
      data-dense={ticks.length > width / DENSE_PX || undefined}
    >
      {!lane.overall && <line className="lane-line" x1={0} x2={width} y1={y + 0.5} y2={y + 0.5} />}
      <LaneName name={lane.name} y={y + height / 2 + BASELINE} width={props.labelWidth} />
      {placed.map((each, index) => (
        <Stretch
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
          key={index}
          placed={each}
          place={{ 'data-lane': props.at, 'data-index': each.index }}
          patterns={props.patterns}
          y={top}
          height={bar}
          active={each.index === props.active}
        />
      ))}
      <path className="lane-tick" d={tickPath(ticks, lane.overall, top, top + bar)} />
      {props.readAt !== null && (
        <path
          className="lane-read"
          d={`M${props.readAt} ${top - READ_OVER}V${top + bar + READ_OVER}`}
        />
      )}
      {lane.overall &&
        ticks
          .filter(({ tick }) => !tick.ok)
          .map(({ x }) => (
            <path key={x} className="lane-miss" d={`M${x - 3} ${top - MISS_OVER}l6 6m0 -6l-6 6`} />
          ))}
      {placed.map(({ segment, x, width: wide, label: word }, index) => {
        const after = segment.kind === 'after';
        const isLetter = word === null && wide >= LETTER_ROOM_PX;
        const label = isLetter ? letterOf(segment) : word;
        if (label === null || (after && !lane.overall)) return null;
        return (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
            key={index}
            className="lane-word"
            data-tone={toneOf(segment)}
            data-kind={segment.kind}
            textAnchor={isLetter ? 'middle' : undefined}
            x={after ? Math.max(x, markEnd) + 4 : isLetter ? x + wide / 2 : x + 8}
            y={top + bar / 2 + (after ? -5 : BASELINE)}
          >
            {label}
          </text>
        );
      })}
    </g>
  );
});

/** All checks of a lane in one path: a slow answer stands further over the bar. */
function tickPath(
  ticks: readonly PlacedTick[],
  overall: boolean,
  top: number,
  bottom: number,
): string {
  let path = '';
  for (const { tick, x } of ticks) {
    if (!tick.ok) continue;
    const over = tickOver(tick.durationMs, overall);
    path += `M${x.toFixed(1)} ${(top - over).toFixed(1)}V${(bottom + over).toFixed(1)}`;
  }
  return path;
}

function LaneName({ name, y, width }: { name: string; y: number; width: number }) {
  const short = nameThatFits(name, width);
  return (
    <text className="lane-name" x={NAME_LEFT} y={y}>
      {short}
      {short !== name && <title>{name}</title>}
    </text>
  );
}

interface StretchProps {
  placed: Placed;
  place: { 'data-lane': number; 'data-index': number };
  patterns: string;
  y: number;
  height: number;
  active: boolean;
}

export function Stretch({ placed, place, patterns, y, height, active }: StretchProps) {
  const { segment, x, width } = placed;
  if (segment.kind === 'after') {
    return (
      <>
        <line
          className="lane-after"
          data-waiting={segment.label === 'waiting' || undefined}
          data-active={active || undefined}
          x1={x}
          x2={x + width}
          y1={y + height / 2}
          y2={y + height / 2}
        />
        <rect {...place} x={x} y={y} width={width} height={height} fill="transparent" />
      </>
    );
  }
  const pattern = patternOf(segment);
  return (
    <rect
      {...place}
      className="lane-bar"
      data-tone={toneOf(segment)}
      data-kind={segment.kind}
      data-dashed={segment.verdict === 'unknown' || undefined}
      data-active={active || undefined}
      x={x}
      width={width}
      {...shapeOf(placed, y, height)}
      fill={pattern ? `url(#${patterns}-${pattern})` : plainFill(segment)}
    />
  );
}

/** Accepted is hollow: nothing was asked yet. */
function plainFill(segment: Segment): string {
  return segment.kind === 'accepted' ? 'transparent' : 'var(--tone-bg)';
}
