import { scaleLinear, scaleSymlog } from 'd3-scale';

export type ScaleMode = 'linear' | 'log';

export interface AxisTick {
  x: number;
  label: string;
}

export interface TimeScale {
  /** x of a time in ms since 1970. */
  x: (at: number) => number;
  ticks: AxisTick[];
  /** Stretches drawn much narrower than they were, in px. */
  squeezed: { from: number; to: number }[];
}

interface ScaleInput {
  mode: ScaleMode;
  /** The send, ms since 1970. */
  start: number;
  /** What the axis says there, where it is not the send. */
  origin?: string;
  /** The last thing known, or now for an open watch; ms since 1970. */
  end: number;
  open: boolean;
  /** Stretches in which nobody asked; ms since 1970. */
  gaps: readonly { from: number; to: number }[];
  left: number;
  right: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** What an open watch's frame can be long, so that it grows in a still frame and not with each second. */
const FRAMES = [
  10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 900, 1200, 1500, 1800,
].map((seconds) => seconds * SECOND);
const NEXT_FRAME = 1.3;
const STEPS = [
  0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200,
  86_400, 172_800, 604_800,
].map((seconds) => seconds * SECOND);
const LOG_TICKS = [
  0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400,
  259_200, 604_800,
].map((seconds) => seconds * SECOND);
const MIN_TICK_PX = 74;
const MAX_TICKS = 60;
/** Room at the right for "not asked again". */
const AFTER_PX = 134;
/** A gap that takes more than this share of the drawing is squeezed. */
const SQUEEZE_FROM = 0.4;
const SQUEEZED_SHARE = 0.18;
const SQUEEZED_MAX_PX = 150;
const SHORTEST = 2 * SECOND;

/** Where each moment stands on the x axis, and what the axis says. Pure. */
export function makeTimeScale(input: ScaleInput): TimeScale {
  const length = Math.max(SHORTEST, input.end - input.start);
  const scale = input.mode === 'log' ? logScale(input, length) : linearScale(input, length);
  const { origin } = input;
  if (origin === undefined) return scale;
  const isZero = ({ label }: AxisTick) => label === axisLabel(0, 0);
  return { ...scale, ticks: scale.ticks.map((at) => (isZero(at) ? { ...at, label: origin } : at)) };
}

function frameFor(length: number): number {
  const known = FRAMES.find((frame) => frame >= length);
  if (known !== undefined) return known;
  let frame = FRAMES.at(-1) ?? length;
  while (frame < length) frame *= NEXT_FRAME;
  return frame;
}

function linearScale(input: ScaleInput, length: number): TimeScale {
  const { start, open, left, right } = input;
  const width = Math.max(1, right - left - (open ? 0 : AFTER_PX));
  const gaps = longGaps(input, length);
  const squeezedPx = Math.min(SQUEEZED_MAX_PX, width * SQUEEZED_SHARE);
  const gapTime = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  const asked = Math.max(SHORTEST, length - gapTime);
  const shown = open ? frameFor(asked * 1.02) : asked;
  const rate = Math.max(1, width - gaps.length * squeezedPx) / shown;

  const domain = [0];
  const range = [left];
  let at = 0;
  let x = left;
  for (const { from, to } of gaps) {
    x += (from - at) * rate;
    domain.push(from, to);
    range.push(x, x + squeezedPx);
    x += squeezedPx;
    at = to;
  }
  // One more point, so that what lies beyond the last gap goes on at the true rate.
  domain.push(at + shown);
  range.push(x + shown * rate);
  const scale = scaleLinear().domain(domain).range(range);
  return {
    x: (time) => scale(time - start),
    ticks: linearTicks(scale, rate, gaps, right),
    squeezed: gaps.map(({ from, to }) => ({ from: scale(from), to: scale(to) })),
  };
}

/** Gaps as offsets from the send, in order, long enough to crowd out what was seen. */
function longGaps({ gaps, start }: ScaleInput, length: number) {
  return gaps
    .map(({ from, to }) => ({ from: Math.max(0, from - start), to: to - start }))
    .filter(({ from, to }) => to - from > length * SQUEEZE_FROM && to - from > 10 * SECOND)
    .sort((a, b) => a.from - b.from);
}

function linearTicks(
  scale: (ms: number) => number,
  rate: number,
  gaps: readonly { from: number; to: number }[],
  right: number,
): AxisTick[] {
  const step = STEPS.find((each) => each * rate >= MIN_TICK_PX) ?? STEPS.at(-1) ?? HOUR;
  const ticks: AxisTick[] = [];
  let ms = 0;
  while (scale(ms) <= right + 1 && ticks.length < MAX_TICKS) {
    const within = gaps.find(({ from, to }) => ms > from && ms < to);
    if (within) {
      ms = Math.ceil(within.to / step) * step;
      continue;
    }
    push(ticks, scale(ms), ms, step);
    ms += step;
  }
  return ticks;
}

function push(ticks: AxisTick[], x: number, ms: number, step: number) {
  const last = ticks.at(-1);
  if (!last || x - last.x >= MIN_TICK_PX * 0.75) ticks.push({ x, label: axisLabel(ms, step) });
}

function logScale({ start, open, left, right }: ScaleInput, length: number): TimeScale {
  const scale = scaleSymlog()
    .constant(SECOND)
    .domain([0, length])
    .range([left, right - (open ? 24 : AFTER_PX)]);
  const ticks: AxisTick[] = [];
  for (const ms of LOG_TICKS) {
    if (scale(ms) <= right) push(ticks, scale(ms), ms, ms);
  }
  return { x: (time) => scale(time - start), ticks, squeezed: [] };
}

/** `sent`, `+0.5 s`, `+2 s`, `+20 min`, `+3 h 10 min`; in steps of seconds beyond the first minute `+1:20`, `+1:00:02`. */
export function axisLabel(ms: number, step: number): string {
  if (ms === 0) return 'sent';
  if (ms < MINUTE) return `+${ms / SECOND} s`;
  if (step < MINUTE) return `+${stopwatch(ms)}`;
  if (ms < HOUR) return `+${join(ms, MINUTE, 'min', SECOND, 's')}`;
  return `+${join(ms, HOUR, 'h', MINUTE, 'min')}`;
}

function stopwatch(ms: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = Math.floor(ms / SECOND);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function join(ms: number, big: number, bigName: string, small: number, smallName: string) {
  const rest = Math.round((ms % big) / small);
  return `${Math.floor(ms / big)} ${bigName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}
