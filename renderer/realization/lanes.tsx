import type { KeyboardEvent, RefObject } from 'react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { Lane } from '../../shared/lane.ts';
import type { MarkerKind, Timeline } from '../../shared/timeline.ts';
import type { Zone } from '../ui/time.ts';
import { AXIS_HEIGHT, LaneAxis, MARKER_HEIGHT } from './lane-axis.tsx';
import type { Place } from './lane-geometry.ts';
import { LETTER_PX, lastPlace, movedPlace, placeLane } from './lane-geometry.ts';
import { LanePatterns } from './lane-patterns.tsx';
import { LaneRow } from './lane-row.tsx';
import { LaneTip, tipText } from './lane-tip.tsx';
import type { ScaleMode } from './time-scale.ts';
import { makeTimeScale } from './time-scale.ts';
import './lanes.css';

const OVERALL_HEIGHT = 42;
const NODE_HEIGHT = 38;
/** With more lanes than this they stand closer. */
const MANY = 8;
const NODE_HEIGHT_MANY = 28;
const FOOT = 8;
const RIGHT_PAD = 14;
const TICKS_APART_PX = 2;
const NAME_PAD = 40;
const NAME_MIN = 112;
const NAME_MAX = 210;
const DRAWING_MIN = 80;
/** How far into a stretch its tooltip stands, at most. */
const TIP_INTO_PX = 120;

/** The send, its answer and the checks are drawn already. */
const MARKED: ReadonlySet<MarkerKind> = new Set([
  'stopped',
  'timed-out',
  'resumed',
  'settled',
  'lost',
]);

interface LanesProps {
  timeline: Timeline;
  mode: ScaleMode;
  now: number;
  zone: Zone;
  /** The drawing in one sentence, for screen readers; the table of checks is its twin. */
  label: string;
}

/** A request's realization: overall and one lane a transport node, time from the send on the x axis. */
export function Lanes({ timeline, mode, now, zone, label }: LanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const patterns = useId();
  const [active, setActive] = useState<Place | null>(null);

  const end = timeline.open ? Math.max(now, timeline.end) : timeline.end;
  const left = nameWidth(timeline.lanes);
  const right = Math.max(left + DRAWING_MIN, width - RIGHT_PAD);
  const { start, origin, open } = timeline;
  const gaps = gapsOf(timeline, end);
  const scale = makeTimeScale({ mode, start, origin, end, open, gaps, left, right });
  const marked = timeline.markers.filter(({ kind }) => MARKED.has(kind));
  const top = AXIS_HEIGHT + (marked.length > 0 ? MARKER_HEIGHT : 0);
  const nodeHeight = timeline.lanes.length > MANY ? NODE_HEIGHT_MANY : NODE_HEIGHT;
  const yOf = (lane: number) => (lane === 0 ? top : top + OVERALL_HEIGHT + (lane - 1) * nodeHeight);
  const height = yOf(timeline.lanes.length) + FOOT;
  const lanes = timeline.lanes.map((lane) => placeLane(lane, scale, open ? scale.x(end) : right));
  const ticks = apart(timeline.ticks.map((tick) => ({ tick, ok: tick.ok, x: scale.x(tick.at) })));
  const shown = active && lanes[active.lane]?.[active.index];
  const shownName = active && timeline.lanes[active.lane]?.name;

  function onKeyDown(event: KeyboardEvent) {
    const next = movedPlace(event.key, active ?? lastPlace(lanes), lanes);
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
        if (event.currentTarget.matches(':focus-visible')) setActive(lastPlace(lanes));
      }}
      onBlur={() => setActive(null)}
      onMouseMove={(event) => setActive((was) => placeUnder(event.target, was))}
      onMouseLeave={() => setActive(null)}
    >
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <LanePatterns id={patterns} />
          <LaneAxis scale={scale} marked={marked} right={right} bottom={height - FOOT} />
          {timeline.lanes.map((lane, at) => (
            <LaneRow
              key={lane.id}
              lane={lane}
              at={at}
              placed={lanes[at] ?? []}
              patterns={patterns}
              y={yOf(at)}
              height={at === 0 ? OVERALL_HEIGHT : nodeHeight}
              width={width}
              labelWidth={left}
              active={active?.lane === at ? active.index : null}
              ticks={ticks.filter(({ tick }) => tick.at >= firstSeen(lane))}
              lastMark={Math.max(0, ...marked.map((marker) => scale.x(marker.at)))}
            />
          ))}
        </svg>
      )}
      {shown && frame.current && (
        <LaneTip
          frame={frame.current}
          x={shown.x + Math.min(shown.width / 2, TIP_INTO_PX)}
          y={yOf(active.lane)}
          lane={shownName ?? ''}
          segment={shown.segment}
          start={start}
          zone={zone}
        />
      )}
      <span className="visually-hidden" aria-live="polite">
        {shown ? `${shownName}: ${tipText(shown.segment, start)}` : ''}
      </span>
    </div>
  );
}

/** The stretch under the pointer; the same object while it stays, so that nothing is drawn anew. */
function placeUnder(target: EventTarget, was: Place | null): Place | null {
  if (!(target instanceof SVGElement)) return null;
  const { lane, index } = target.dataset;
  if (lane === undefined || index === undefined) return null;
  const place = { lane: Number(lane), index: Number(index) };
  return was?.lane === place.lane && was.index === place.index ? was : place;
}

function useWidth(frame: RefObject<HTMLDivElement | null>): number {
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

/** A tick for each place where one can be told from the next: a watch of a day has thousands of checks. */
function apart<T extends { x: number }>(ticks: readonly T[]): T[] {
  let last = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ x }) => {
    if (x - last < TICKS_APART_PX) return false;
    last = x;
    return true;
  });
}

function nameWidth(lanes: readonly Lane[]): number {
  const longest = Math.max(...lanes.map(({ name }) => name.length));
  return Math.max(NAME_MIN, Math.min(NAME_MAX, longest * (LETTER_PX + 0.6) + NAME_PAD));
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
