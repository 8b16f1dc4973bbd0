import type { Lane } from './lane.ts';
import { LETTER_PX } from './lane-geometry.ts';
import type { ScaleMode, TimeScale, View } from './time-scale.ts';
import { makeTimeScale } from './time-scale.ts';
import type { Marker, Tick, Timeline } from './timeline.ts';

export const AXIS_HEIGHT = 24;
export const MARKER_HEIGHT = 16;
export const OVERALL_HEIGHT = 42;
const NODE_HEIGHT = 38;
/** With more lanes than this they stand closer. */
const MANY = 8;
const NODE_HEIGHT_MANY = 28;
export const FOOT = 8;
const RIGHT_PAD = 14;
const TICKS_APART_PX = 2;
const NAME_PAD = 40;
const NAME_MIN = 112;
const NAME_MAX = 210;
const DRAWING_MIN = 80;
const WORD_GAP_PX = 6;
/** A word this far from its line would be read as another's. */
const ASTRAY_PX = 90;

export interface PlacedTick {
  tick: Tick;
  x: number;
}

export interface PlacedMarker {
  marker: Marker;
  x: number;
  /** Where its word begins; null: no room for it, the line says it on hover. */
  wordAt: number | null;
}

/** Places that all lanes share. */
export interface Layout {
  scale: TimeScale;
  /** Where the names end and the drawing begins, and where it ends, px. */
  left: number;
  right: number;
  /** Where a stretch without an end is drawn to. */
  edge: number;
  /** Where the first lane begins. */
  top: number;
  laneHeight: number;
  ticks: PlacedTick[];
  markers: PlacedMarker[];
}

/** The same for the window and for a report: what stands where in a drawing of this width. Pure. */
export function layoutOf(
  timeline: Timeline,
  options: { width: number; mode: ScaleMode; now: number; view?: View; until?: number },
): Layout {
  const { start, origin, open } = timeline;
  const end = open ? Math.max(options.now, timeline.end) : timeline.end;
  const axisEnd = Math.max(end, options.until ?? end);
  const left = nameWidth(timeline.lanes);
  const right = Math.max(left + DRAWING_MIN, options.width - RIGHT_PAD);
  const scale = makeTimeScale({
    ...{
      mode: options.mode,
      start,
      origin,
      end: axisEnd,
      open,
      gaps: gapsOf(timeline, end),
      left,
      right,
    },
    ...(options.view ? { view: options.view } : {}),
  });
  const isShown = (x: number) => x >= left - 1 && x <= right + 1;
  return {
    scale,
    left,
    right,
    edge: open ? Math.min(right, scale.x(end)) : right,
    top: AXIS_HEIGHT + MARKER_HEIGHT,
    laneHeight: timeline.lanes.length > MANY ? NODE_HEIGHT_MANY : NODE_HEIGHT,
    ticks: apart(
      timeline.ticks.map((tick) => ({ tick, x: scale.x(tick.at) })).filter(({ x }) => isShown(x)),
    ),
    markers: wordsApart(
      timeline.markers
        .map((marker) => ({ marker, x: scale.x(marker.at) }))
        .filter(({ x, marker }) => marker.kind !== 'sent' && isShown(x)),
      left,
      right,
    ),
  };
}

/** Where the lane with this place in the order begins; the first is the overall one. */
export function laneTop({ top, laneHeight }: Layout, at: number): number {
  return at === 0 ? top : top + OVERALL_HEIGHT + (at - 1) * laneHeight;
}

/** A tick for each place where one can be told from the next: a watch of a day has thousands of checks. */
function apart(ticks: readonly PlacedTick[]): PlacedTick[] {
  let last = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ x }) => {
    if (x - last < TICKS_APART_PX) return false;
    last = x;
    return true;
  });
}

/** The words of the markers over their lines, moved to the right where they would run into each other. */
function wordsApart(
  placed: readonly { marker: Marker; x: number }[],
  first: number,
  right: number,
): PlacedMarker[] {
  let end = first - WORD_GAP_PX;
  return placed.map(({ marker, x }) => {
    const width = marker.label.length * LETTER_PX;
    const wordAt = Math.max(x - width / 2, end + WORD_GAP_PX);
    if (wordAt - x > ASTRAY_PX || wordAt + width > right + WORD_GAP_PX) {
      return { marker, x, wordAt: null };
    }
    end = wordAt + width;
    return { marker, x, wordAt };
  });
}

function nameWidth(lanes: readonly Lane[]): number {
  const longest = lanes.reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.max(NAME_MIN, Math.min(NAME_MAX, longest * (LETTER_PX + 0.6) + NAME_PAD));
}

/** A name cut to what fits before the drawing. */
export function nameThatFits(name: string, left: number): string {
  const letters = Math.floor((left - 24) / (LETTER_PX + 0.6));
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}

/** A lane says nothing before a check first named its node. */
export function firstSeen(lane: Lane): number {
  if (lane.overall) return Number.NEGATIVE_INFINITY;
  return lane.segments[0]?.from ?? Number.POSITIVE_INFINITY;
}

function gapsOf(timeline: Timeline, end: number) {
  const overall = timeline.lanes[0]?.segments ?? [];
  return overall
    .filter(({ kind }) => kind === 'gap' || kind === 'not-asked')
    .map(({ from, to }) => ({ from, to: to ?? end }));
}

/** How far a check's tick stands over and under its bar: a slow answer is a longer one. px, for a latency in ms. */
export function tickOver(durationMs: number, overall: boolean): number {
  const [least, most] = overall ? [4, 10] : [2, 4];
  return least + (most - least) * Math.min(1, Math.max(0, durationMs) / SLOW_MS);
}

/** A latency at which a tick is at its longest. */
const SLOW_MS = 2000;
