import type { KeyboardEvent } from 'react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { Lane, Segment, Timeline } from '../../shared/timeline.ts';
import type { Zone } from '../ui/time.ts';
import type { Placed } from './lane-geometry.ts';
import { placeLane } from './lane-geometry.ts';
import { LanePatterns, patternOf, toneOf } from './lane-patterns.tsx';
import { LaneTip, tipText } from './lane-tip.tsx';
import type { ScaleMode, TimeScale } from './time-scale.ts';
import { makeTimeScale } from './time-scale.ts';
import './lanes.css';

const AXIS_H = 24;
const MARKER_H = 16;
const OVERALL_H = 42;
const NODE_H = 38;
/** With more nodes than this the lanes stand closer. */
const MANY = 8;
const NODE_H_MANY = 28;
const FOOT = 8;
const BAR_OVERALL = 20;
const BAR_NODE = 16;
const RIGHT_PAD = 14;
const LABEL_LETTER_PX = 6.9;
const LABEL_MIN = 112;
const LABEL_MAX = 210;
/** With a check more often than this many px, ticks are drawn lighter. */
const DENSE_PX = 20;
const TICK_OVER = 5;
const TICK_OVER_NODE = 3;

interface LanesProps {
  timeline: Timeline;
  mode: ScaleMode;
  now: number;
  zone: Zone;
  /** The drawing in one sentence, for screen readers; the table of checks is its twin. */
  label: string;
}

type Active = { lane: number; index: number };

/** A request's realization: overall and one lane a transport node, time from the send on the x axis. */
export function Lanes({ timeline, mode, now, zone, label }: LanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const id = useId();
  const [active, setActive] = useState<Active | null>(null);

  const end = timeline.open ? Math.max(now, timeline.end) : timeline.end;
  const left = labelWidth(timeline.lanes);
  const right = Math.max(left + 80, width - RIGHT_PAD);
  const scale = makeTimeScale({
    mode,
    start: timeline.start,
    end,
    open: timeline.open,
    gaps: gapsOf(timeline, end),
    left,
    right,
  });
  const edge = timeline.open ? scale.x(end) : right;
  const marked = timeline.markers.filter(({ kind }) => MARKED.has(kind));
  const top = AXIS_H + (marked.length > 0 ? MARKER_H : 0);
  const nodeHeight = timeline.lanes.length > MANY ? NODE_H_MANY : NODE_H;
  const height = top + OVERALL_H + (timeline.lanes.length - 1) * nodeHeight + FOOT;
  const lanes = timeline.lanes.map((lane) => placeLane(lane, scale, edge));
  const shown = active && lanes[active.lane]?.[active.index];

  function onKeyDown(event: KeyboardEvent) {
    const next = moved(event.key, active ?? lastOf(lanes), lanes);
    if (!next) return;
    event.preventDefault();
    setActive(next);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with parts is a group, not a fieldset
    <div
      ref={frame}
      className="lanes"
      role="group"
      aria-label="Realization lanes. Arrow keys read the stretches one by one."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the drawing
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) setActive(lastOf(lanes));
      }}
      onBlur={() => setActive(null)}
      onMouseLeave={() => setActive(null)}
    >
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <LanePatterns id={id} />
          <Axis scale={scale} right={right} height={height} />
          {marked.map(({ at, label: word, kind }) => (
            <g key={`${kind}-${at}`} className="lane-marker">
              <line
                x1={scale.x(at)}
                x2={scale.x(at)}
                y1={AXIS_H + MARKER_H - 3}
                y2={height - FOOT}
              />
              <text x={scale.x(at)} y={AXIS_H + 9} textAnchor="middle">
                {word}
              </text>
            </g>
          ))}
          {timeline.lanes.map((lane, laneIndex) => (
            <LaneRow
              key={lane.id}
              lane={lane}
              placed={lanes[laneIndex] ?? []}
              patterns={id}
              y={laneIndex === 0 ? top : top + OVERALL_H + (laneIndex - 1) * nodeHeight}
              height={laneIndex === 0 ? OVERALL_H : nodeHeight}
              width={width}
              labelWidth={left}
              active={active?.lane === laneIndex ? active.index : null}
              onEnter={(index) => setActive({ lane: laneIndex, index })}
              ticks={timeline.ticks.map((tick) => ({
                x: scale.x(tick.at),
                ok: tick.ok,
                first: firstSeen(lane) <= tick.at,
              }))}
            />
          ))}
        </svg>
      )}
      {shown && active && frame.current && (
        <LaneTip
          frame={frame.current}
          x={shown.x + Math.min(shown.width / 2, 120)}
          y={active.lane === 0 ? top : top + OVERALL_H + (active.lane - 1) * nodeHeight}
          lane={timeline.lanes[active.lane]?.name ?? ''}
          segment={shown.segment}
          start={timeline.start}
          zone={zone}
        />
      )}
      <span className="visually-hidden" aria-live="polite">
        {shown && active
          ? `${timeline.lanes[active.lane]?.name}: ${tipText(shown.segment, timeline.start)}`
          : ''}
      </span>
    </div>
  );
}

const MARKED = new Set(['stopped', 'timed-out', 'resumed', 'settled', 'lost']);

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    setWidth(element.clientWidth);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}

function labelWidth(lanes: readonly Lane[]): number {
  const longest = Math.max(...lanes.map(({ name }) => name.length));
  return Math.max(LABEL_MIN, Math.min(LABEL_MAX, longest * LABEL_LETTER_PX + 40));
}

function firstSeen(lane: Lane): number {
  if (lane.overall) return Number.NEGATIVE_INFINITY;
  return lane.segments[0]?.from ?? Number.POSITIVE_INFINITY;
}

function gapsOf(timeline: Timeline, end: number) {
  const overall = timeline.lanes[0]?.segments ?? [];
  return overall
    .filter(({ kind }) => kind === 'gap' || kind === 'not-asked')
    .map(({ from, to }) => ({ from, to: to ?? end }));
}

function lastOf(lanes: readonly Placed[][]): Active | null {
  const first = lanes[0];
  return first && first.length > 0 ? { lane: 0, index: first.length - 1 } : null;
}

/** Left and right move through a lane; up and down to the stretch of the next lane at the same place. */
function moved(key: string, from: Active | null, lanes: readonly Placed[][]): Active | null {
  if (!from) return null;
  const lane = lanes[from.lane] ?? [];
  if (key === 'ArrowLeft') return { ...from, index: Math.max(0, from.index - 1) };
  if (key === 'ArrowRight') return { ...from, index: Math.min(lane.length - 1, from.index + 1) };
  if (key === 'Home') return { ...from, index: 0 };
  if (key === 'End') return { ...from, index: lane.length - 1 };
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const to = lanes[from.lane + step];
  const here = lane[from.index];
  if (step === 0 || !to || to.length === 0 || !here) return null;
  const after = to.findLastIndex(({ x }) => x <= here.x + 1);
  return { lane: from.lane + step, index: Math.max(0, after) };
}

function Axis({ scale, right, height }: { scale: TimeScale; right: number; height: number }) {
  return (
    <g aria-hidden="true">
      {scale.ticks.map(({ x, label }) => (
        <g key={label} className="lane-axis">
          <line x1={x} x2={x} y1={AXIS_H - 2} y2={height - FOOT} />
          <text
            x={x}
            y={15}
            textAnchor={x > right - 22 ? 'end' : 'middle'}
            dx={x > right - 22 ? RIGHT_PAD - 4 : 0}
          >
            {label}
          </text>
        </g>
      ))}
      {scale.squeezed.map(({ from, to }) => (
        <g key={from} className="lane-break">
          <path d={breakPath((from + to) / 2, AXIS_H - 8)} />
        </g>
      ))}
    </g>
  );
}

/** Two slashes: the axis leaves something out here. */
function breakPath(x: number, y: number): string {
  return `M${x - 5} ${y + 8}l4 -8M${x + 1} ${y + 8}l4 -8`;
}

interface LaneRowProps {
  lane: Lane;
  placed: readonly Placed[];
  patterns: string;
  y: number;
  height: number;
  width: number;
  labelWidth: number;
  active: number | null;
  onEnter: (index: number) => void;
  ticks: readonly { x: number; ok: boolean; first: boolean }[];
}

function LaneRow({
  lane,
  placed,
  patterns,
  y,
  height,
  width,
  active,
  onEnter,
  ...rest
}: LaneRowProps) {
  const bar = lane.overall ? BAR_OVERALL : Math.min(BAR_NODE, height - 10);
  const top = y + (height - bar) / 2;
  const over = lane.overall ? TICK_OVER : TICK_OVER_NODE;
  const letters = Math.floor((rest.labelWidth - 24) / LABEL_LETTER_PX);
  const name = lane.name.length > letters ? `${lane.name.slice(0, letters - 1)}…` : lane.name;
  return (
    <g
      className="lane"
      data-overall={lane.overall || undefined}
      data-dense={rest.ticks.length > width / DENSE_PX || undefined}
    >
      {!lane.overall && <line className="lane-line" x1={0} x2={width} y1={y + 0.5} y2={y + 0.5} />}
      <text className="lane-name" x={14} y={y + height / 2 + 4}>
        {name}
        {name !== lane.name && <title>{lane.name}</title>}
      </text>
      {placed.map((each, index) => (
        <Stretch
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
          key={index}
          placed={each}
          patterns={patterns}
          y={top}
          height={bar}
          active={index === active}
          onEnter={() => onEnter(index)}
        />
      ))}
      {rest.ticks
        .filter(({ first }) => first)
        .map(({ x, ok }) =>
          ok ? (
            <line
              key={x}
              className="lane-tick"
              x1={x}
              x2={x}
              y1={top - over}
              y2={top + bar + over}
            />
          ) : (
            <path
              key={x}
              className="lane-miss"
              d={`M${x - 3} ${top - over - 1}l6 6m0 -6l-6 6`}
              visibility={lane.overall ? undefined : 'hidden'}
            />
          ),
        )}
      {/* Words stand over the ticks. */}
      {placed.map(({ segment, x, label }, index) =>
        label === null ? null : (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever appended
            key={index}
            className="lane-word"
            data-tone={toneOf(segment)}
            data-kind={segment.kind}
            x={segment.kind === 'after' ? x + 4 : x + 8}
            y={segment.kind === 'after' ? top + bar / 2 - 5 : top + bar / 2 + 4}
            visibility={segment.kind === 'after' && !lane.overall ? 'hidden' : undefined}
          >
            {label}
          </text>
        ),
      )}
    </g>
  );
}

function Stretch({
  placed: { segment, x, width },
  patterns,
  y,
  height,
  active,
  onEnter,
}: {
  placed: Placed;
  patterns: string;
  y: number;
  height: number;
  active: boolean;
  onEnter: () => void;
}) {
  if (segment.kind === 'after') {
    return (
      <g onMouseEnter={onEnter}>
        <line
          className="lane-after"
          data-waiting={segment.label === 'waiting' || undefined}
          data-active={active || undefined}
          x1={x}
          x2={x + width}
          y1={y + height / 2}
          y2={y + height / 2}
        />
        <rect x={x} y={y} width={width} height={height} fill="transparent" />
      </g>
    );
  }
  const pattern = patternOf(segment);
  return (
    <rect
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
      fill={pattern ? `url(#${patterns}-${pattern})` : fillOf(segment)}
      onMouseEnter={onEnter}
    />
  );
}

function fillOf(segment: Segment): string {
  return segment.kind === 'accepted' ? 'transparent' : 'var(--tone-bg)';
}
