import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { checkBeside, checkNear, checkTip, stretchOfCheck } from '../../shared/lane-checks.ts';
import type { Place, Placed } from '../../shared/lane-geometry.ts';
import { lastPlace, movedPlace, placeLane } from '../../shared/lane-geometry.ts';
import { FOOT, laneTop, layoutOf, OVERALL_HEIGHT } from '../../shared/lane-layout.ts';
import { AS_NAMED, orderLanes } from '../../shared/lane-order.ts';
import { tipText } from '../../shared/lane-words.ts';
import type { ScaleMode, View } from '../../shared/time-scale.ts';
import { keepView, panView, viewWith } from '../../shared/time-scale.ts';
import type { Tick, Timeline } from '../../shared/timeline.ts';
import type { Zone } from '../ui/time.ts';
import { AxisLabels, Grid, NotedLater } from './lane-axis.tsx';
import { LanePatterns } from './lane-patterns.tsx';
import { LaneRow } from './lane-row.tsx';
import { LaneTip } from './lane-tip.tsx';
import { LaneToolbar } from './lane-toolbar.tsx';
import { LaneWords } from './lane-words.tsx';
import { useLaneView } from './use-lane-view.ts';
import './lanes.css';

/** So high may the nodes stand before they scroll, px. */
const NODES_MOST_PX = 560;
/** Lanes drawn beyond the edge, so that scrolling shows no blank. */
const OVERSCAN = 4;
/** How far into a stretch its tooltip stands, at most. */
const TIP_INTO_PX = 120;
const BEGIN_BOX = { left: 0, right: 1 };

/** What is read: a stretch, or one check of it. */
type Read = Place & { check: Tick | null };

interface LanesProps {
  timeline: Timeline;
  mode: ScaleMode;
  now: number;
  zone: Zone;
  /** The axis ends here although less is known: a replay keeps its axis still. */
  until?: number | undefined;
  /** The drawing in one sentence, for screen readers; the table of checks is its twin. */
  label: string;
  /** Shows the row of the check that was received then. */
  onCheck?: (at: number) => void;
}

/** A request's realization: overall and one lane a transport node, time from the send on the x axis. */
export function Lanes({ timeline: whole, mode, now, zone, until, label, onCheck }: LanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const patterns = useId();
  const [active, setActive] = useState<Read | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [choice, setChoice] = useState(AS_NAMED);
  const box = useRef(BEGIN_BOX);
  const { view, setView, zoom, fit, onKey, drag, onPointerMove } = useLaneView(frame, box.current);

  const order = useMemo(() => orderLanes(whole.lanes, choice), [whole.lanes, choice]);
  const layout = useMemo(
    () => layoutOf(whole, { width, mode, now, view, ...(until === undefined ? {} : { until }) }),
    [whole, width, mode, now, view, until],
  );
  box.current = layout;
  useKeptView(whole, { width, mode, now, until }, view, setView);
  const lanes = order.shown;
  const headHeight = layout.top + OVERALL_HEIGHT;
  const nodesHeight = (lanes.length - 1) * layout.laneHeight + FOOT;
  const first = Math.max(1, Math.floor(scrollTop / layout.laneHeight) + 1 - OVERSCAN);
  const last = Math.min(
    lanes.length - 1,
    first + Math.ceil(NODES_MOST_PX / layout.laneHeight) + 2 * OVERSCAN,
  );
  // Placed once for a layout; a pointer that moves places nothing anew.
  const places = useMemo(() => {
    const made = new Map<number, Placed[]>();
    return (at: number) => {
      const lane = lanes[at];
      if (!lane) return undefined;
      const placed = made.get(at) ?? placeLane(lane, layout.scale, layout.edge);
      made.set(at, placed);
      return placed;
    };
  }, [lanes, layout]);
  const shown = active && places(active.lane)?.findLast(({ index }) => index <= active.index);
  const shownName = active && lanes[active.lane]?.name;
  const check = active?.check ?? null;
  // Where a check's stretch is too narrow to be drawn, the check is read all the same.
  const segment = (check && active && lanes[active.lane]?.segments[active.index]) ?? shown?.segment;
  const intoStretch = shown ? shown.x + Math.min(shown.width / 2, TIP_INTO_PX) : null;
  const tipX = check ? layout.scale.x(check.at) : intoStretch;

  /** The check beside what is read, with the axis moved to where it is seen. */
  function readCheck(step: -1 | 1) {
    const from = active ?? lastPlace(places(0));
    const lane = from && lanes[from.lane];
    if (!lane) return;
    const at = check?.at ?? lane.segments[from.index]?.from ?? whole.start;
    const next = checkBeside(whole.ticks, lane, { at, isCheck: check !== null }, step);
    if (!next) return;
    setView(viewWith(view, layout.scale, next.at));
    setActive({ lane: from.lane, index: stretchOfCheck(lane, next) ?? from.index, check: next });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (onKey(event)) return;
    const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if ((event.ctrlKey || event.metaKey) && isArrow) {
      event.preventDefault();
      readCheck(event.key === 'ArrowLeft' ? -1 : 1);
      return;
    }
    if (event.key === 'Enter' && check && onCheck) {
      event.preventDefault();
      onCheck(check.at);
      return;
    }
    if (event.key === 'Escape' && active) {
      event.preventDefault();
      setActive(null);
      return;
    }
    const from = active ?? lastPlace(places(0));
    const next = movedPlace(event.key, from, places);
    if (!next) return;
    event.preventDefault();
    // At the edge of what is looked at, reading goes on beyond it.
    if (from && next.lane === from.lane && next.index === from.index) {
      if (event.key === 'ArrowLeft') setView(panView(view, -0.5));
      if (event.key === 'ArrowRight') setView(panView(view, 0.5));
    }
    setActive(ofLane(next, next.lane === from?.lane ? null : check));
    if (next.lane > 0) intoView(scroller.current, next.lane, layout.laneHeight);
  }

  /** The same check in another lane, where it says something of it. */
  function ofLane(place: Place, of: Tick | null): Read {
    const lane = lanes[place.lane];
    const index = of && lane ? stretchOfCheck(lane, of) : null;
    return index === null ? { ...place, check: null } : { lane: place.lane, index, check: of };
  }

  /** What is under the pointer; the same object while it stays, so that nothing is drawn anew. */
  function readUnder(event: PointerEvent<HTMLElement>) {
    const place = placeUnder(event.target);
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const next = place && ofLane(place, checkNear(layout.ticks, x));
    setActive((was) => (isSameRead(was, next) ? was : next));
  }

  const row = (at: number, y: number) => {
    const lane = lanes[at];
    if (!lane) return null;
    return (
      <LaneRow
        key={lane.id}
        lane={lane}
        at={at}
        placed={places(at) ?? []}
        patterns={patterns}
        y={y}
        height={at === 0 ? OVERALL_HEIGHT : layout.laneHeight}
        width={width}
        labelWidth={layout.left}
        active={active?.lane === at && shown ? shown.index : null}
        readAt={active?.lane === at && check ? tipX : null}
        layout={layout}
      />
    );
  };

  return (
    <>
      <LaneToolbar
        total={whole.lanes.length - 1}
        realized={order.realized}
        hidden={order.hidden}
        choice={choice}
        onChoice={setChoice}
        view={view}
        onZoom={zoom}
        onFit={fit}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with parts is a group, not a fieldset */}
      <div
        ref={frame}
        className="lanes"
        role="group"
        aria-label="Realization lanes. Arrow keys read the stretches one by one, with Ctrl the checks, whose row Enter shows; plus, minus and 0 zoom; Shift and arrows move."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the drawing
        tabIndex={0}
        data-zoomed={view.to - view.from < 1 || undefined}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const last = lastPlace(places(0));
          if (last && event.currentTarget.matches(':focus-visible'))
            setActive({ ...last, check: null });
        }}
        onBlur={() => setActive(null)}
        {...drag}
        onPointerMove={(event) => {
          if (onPointerMove(event)) setActive(null);
          else readUnder(event);
        }}
        onMouseLeave={() => setActive(null)}
      >
        {width > 0 && (
          <>
            <svg width={width} height={headHeight} role="img" aria-label={label}>
              <LanePatterns id={patterns} />
              {/* Pieces of words say less than the drawing's name and the lanes in words. */}
              <g aria-hidden>
                <Grid layout={layout} from={layout.top - 6} to={headHeight} />
                <AxisLabels layout={layout} start={whole.start} />
                {row(0, layout.top)}
              </g>
            </svg>
            {/* biome-ignore lint/a11y/useSemanticElements: a drawing's part is a group, not a fieldset */}
            <div
              ref={scroller}
              className="lanes-nodes"
              role="group"
              aria-label="Transport nodes"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={nodesHeight > NODES_MOST_PX ? 0 : undefined}
              style={{ maxHeight: NODES_MOST_PX }}
              onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
            >
              <svg width={width} height={nodesHeight} aria-hidden>
                <Grid layout={layout} from={0} to={nodesHeight - FOOT} />
                {Array.from({ length: Math.max(0, last - first + 1) }, (_, n) =>
                  row(first + n, (first + n - 1) * layout.laneHeight),
                )}
              </svg>
            </div>
          </>
        )}
        {segment && active && tipX !== null && frame.current && (
          <LaneTip
            frame={frame.current}
            x={tipX}
            y={laneTop(layout, active.lane) - (active.lane === 0 ? 0 : scrollTop)}
            lane={shownName ?? ''}
            segment={segment}
            check={check}
            more={shown?.more ?? 0}
            start={whole.start}
            zone={zone}
          />
        )}
        <LaneWords lanes={lanes} start={whole.start} />
        <span className="visually-hidden" aria-live="polite">
          {segment &&
            `${shownName}: ${check ? checkTip(check, segment, whole.start) : tipText(segment, whole.start, shown?.more)}`}
        </span>
      </div>
      <NotedLater notes={whole.notedLater} />
    </>
  );
}

/** Scrolls no further than it must for this lane to be seen. */
function intoView(scroller: HTMLElement | null, lane: number, height: number): void {
  if (!scroller) return;
  const top = (lane - 1) * height;
  const most = top + height - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < most) scroller.scrollTop = most;
}

/** The stretch under the pointer. */
function placeUnder(target: EventTarget): Place | null {
  if (!(target instanceof SVGElement)) return null;
  const { lane, index } = target.dataset;
  return lane === undefined || index === undefined
    ? null
    : { lane: Number(lane), index: Number(index) };
}

function isSameRead(was: Read | null, next: Read | null): boolean {
  return (
    was?.lane === next?.lane && was?.index === next?.index && was?.check?.at === next?.check?.at
  );
}

type Axis = Pick<Parameters<typeof layoutOf>[1], 'width' | 'mode' | 'now'> & {
  until: number | undefined;
};

/** What is looked at of an open watch stays in its place when its axis grows. */
function useKeptView(
  timeline: Timeline,
  { width, mode, now, until }: Axis,
  view: View,
  setView: (view: View) => void,
): void {
  const isZoomed = view.to - view.from < 1;
  const axis = useMemo(() => {
    if (!isZoomed) return null;
    const options = { width, mode, now, ...(until === undefined ? {} : { until }) };
    return { mode, width, scale: layoutOf(timeline, options).scale };
  }, [timeline, width, mode, now, until, isZoomed]);
  const was = useRef(axis);
  // Before it is painted: nothing jumps and comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the axis has grown, not when one moves
  useLayoutEffect(() => {
    const before = was.current;
    was.current = axis;
    if (!axis || !before || before.mode !== axis.mode || before.width !== axis.width) return;
    if (before.scale.left !== axis.scale.left) return;
    const kept = keepView(view, before.scale, axis.scale);
    if (kept.from !== view.from || kept.to !== view.to) setView(kept);
  }, [axis]);
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
