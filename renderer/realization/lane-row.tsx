import type { Lane, Segment } from '../../shared/lane.ts';
import type { Placed } from './lane-geometry.ts';
import { LETTER_PX } from './lane-geometry.ts';
import { patternOf, toneOf } from './lane-patterns.tsx';

const BAR_OVERALL = 20;
const BAR_NODE = 16;
/** Kept free over and under a bar. */
const BAR_MARGIN = 10;
const TICK_OVER = 5;
const TICK_OVER_NODE = 3;
/** With a check more often than this many px, ticks are drawn lighter. */
const DENSE_PX = 20;
const NAME_LEFT = 14;
const NAME_RIGHT = 10;
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
  /** x of each check that could say something of this lane; `ok` false where it could not be made. */
  ticks: readonly { x: number; ok: boolean }[];
  /** x of the last line that is drawn through all lanes: words about what came after stand behind it. */
  lastMark: number;
}

/** One lane: its name, its stretches, a tick for each check through it, and the words over all. */
export function LaneRow(props: LaneRowProps) {
  const { lane, placed, y, height, width, ticks } = props;
  const bar = lane.overall ? BAR_OVERALL : Math.min(BAR_NODE, height - BAR_MARGIN);
  const top = y + (height - bar) / 2;
  const over = lane.overall ? TICK_OVER : TICK_OVER_NODE;
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
          place={{ 'data-lane': props.at, 'data-index': index }}
          patterns={props.patterns}
          y={top}
          height={bar}
          active={index === props.active}
        />
      ))}
      {ticks
        .filter(({ ok }) => ok)
        .map(({ x }) => (
          <line key={x} className="lane-tick" x1={x} x2={x} y1={top - over} y2={top + bar + over} />
        ))}
      {lane.overall &&
        ticks
          .filter(({ ok }) => !ok)
          .map(({ x }) => (
            <path key={x} className="lane-miss" d={`M${x - 3} ${top - over - 1}l6 6m0 -6l-6 6`} />
          ))}
      {placed.map(({ segment, x, label }, index) => {
        const after = segment.kind === 'after';
        if (label === null || (after && !lane.overall)) return null;
        return (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
            key={index}
            className="lane-word"
            data-tone={toneOf(segment)}
            data-kind={segment.kind}
            x={after ? Math.max(x, props.lastMark) + 4 : x + 8}
            y={top + bar / 2 + (after ? -5 : BASELINE)}
          >
            {label}
          </text>
        );
      })}
    </g>
  );
}

function LaneName({ name, y, width }: { name: string; y: number; width: number }) {
  const letters = Math.floor((width - NAME_LEFT - NAME_RIGHT) / (LETTER_PX + 0.6));
  const short = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
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

export function Stretch({
  placed: { segment, x, width },
  place,
  patterns,
  y,
  height,
  active,
}: StretchProps) {
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
      y={y}
      width={width}
      height={height}
      rx={3}
      fill={pattern ? `url(#${patterns}-${pattern})` : plainFill(segment)}
    />
  );
}

/** Accepted is hollow: nothing was asked yet. */
function plainFill(segment: Segment): string {
  return segment.kind === 'accepted' ? 'transparent' : 'var(--tone-bg)';
}
