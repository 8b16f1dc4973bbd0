export type ScaleMode = 'linear' | 'log';

export interface AxisTick {
  x: number;
  label: string;
}

export interface TimeScale {
  /** x of a time in ms since 1970. */
  x: (at: number) => number;
  /** The time that stands at an x: the inverse of `x`. */
  at: (x: number) => number;
  /** What is drawn lies between these, px. */
  left: number;
  right: number;
  ticks: AxisTick[];
  /** Stretches drawn much narrower than they were, in px. */
  squeezed: { from: number; to: number }[];
}

/** What is shown of the whole axis, as shares of its length from 0 to 1. */
export interface View {
  from: number;
  to: number;
}

export const WHOLE: View = { from: 0, to: 1 };

export interface ScaleInput {
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
  /** Zoomed in: this part of the axis fills the drawing. */
  view?: View;
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
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200,
  14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
].map((seconds) => seconds * SECOND);
const LOG_TICKS = [
  0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400,
  259_200, 604_800,
].map((seconds) => seconds * SECOND);
const MIN_TICK_PX = 74;
/** Room at the right for "not asked again". */
const AFTER_PX = 134;
/** A gap that takes more than this share of the drawing is squeezed. */
const SQUEEZE_FROM = 0.4;
const SQUEEZED_SHARE = 0.18;
const SQUEEZED_MAX_PX = 150;
const SHORTEST = 2 * SECOND;

/** A monotonous way from ms since the send to px and back. */
interface Curve {
  x: (ms: number) => number;
  ms: (x: number) => number;
  gaps: readonly { from: number; to: number }[];
}

/** Where each moment stands on the x axis, and what the axis says. Pure. */
export function makeTimeScale(input: ScaleInput): TimeScale {
  const { start, origin, left, right } = input;
  const length = Math.max(SHORTEST, input.end - start);
  const whole = input.mode === 'log' ? logCurve(input, length) : linearCurve(input, length);
  const curve = zoomed(whole, input);
  const ticks = ticksOf(curve, input);
  const isZero = ({ label }: AxisTick) => label === axisLabel(0, 0);
  return {
    x: (time) => curve.x(time - start),
    at: (x) => start + curve.ms(x),
    left,
    right,
    ticks:
      origin === undefined
        ? ticks
        : ticks.map((tick) => (isZero(tick) ? { ...tick, label: origin } : tick)),
    squeezed: curve.gaps
      .map(({ from, to }) => ({ from: curve.x(from), to: curve.x(to) }))
      .filter(({ from, to }) => to > left && from < right),
  };
}

/** The part of a curve that is looked at, spread over the whole drawing. */
function zoomed(curve: Curve, { view = WHOLE, left, right }: ScaleInput): Curve {
  if (view.from === 0 && view.to === 1) return curve;
  const width = right - left;
  const share = view.to - view.from;
  return {
    x: (ms) => left + ((curve.x(ms) - left) / width - view.from) * (width / share),
    ms: (x) => curve.ms(left + (((x - left) / width) * share + view.from) * width),
    gaps: curve.gaps,
  };
}

/** A line through points, going on at the last one's rate. `from` and `to` rise strictly. */
function throughPoints(from: readonly number[], to: readonly number[]): (value: number) => number {
  return (value) => {
    let at = 1;
    while (at < from.length - 1 && value > (from[at] ?? 0)) at += 1;
    const [a, b] = [from[at - 1] ?? 0, from[at] ?? 1];
    const [c, d] = [to[at - 1] ?? 0, to[at] ?? 1];
    return c + ((value - a) / (b - a)) * (d - c);
  };
}

function frameFor(length: number): number {
  const known = FRAMES.find((frame) => frame >= length);
  if (known !== undefined) return known;
  let frame = FRAMES.at(-1) ?? length;
  while (frame < length) frame *= NEXT_FRAME;
  return frame;
}

function linearCurve(input: ScaleInput, length: number): Curve {
  const { open, left, right } = input;
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
    if (from <= at) {
      // It begins where the one before ended, or at the send.
      x += squeezedPx;
      domain.push(to);
      range.push(x);
      at = to;
      continue;
    }
    x += (from - at) * rate;
    domain.push(from, to);
    range.push(x, x + squeezedPx);
    x += squeezedPx;
    at = to;
  }
  // One more point, so that what lies beyond the last gap goes on at the true rate.
  domain.push(at + shown);
  range.push(x + shown * rate);
  return { x: throughPoints(domain, range), ms: throughPoints(range, domain), gaps };
}

/** Gaps as offsets from the send, in order, long enough to crowd out what was seen. */
function longGaps({ gaps, start }: ScaleInput, length: number) {
  return gaps
    .map(({ from, to }) => ({ from: Math.max(0, from - start), to: to - start }))
    .filter(({ from, to }) => to - from > length * SQUEEZE_FROM && to - from > 10 * SECOND)
    .sort((a, b) => a.from - b.from);
}

function ticksOf(curve: Curve, { mode, left, right }: ScaleInput): AxisTick[] {
  const first = Math.max(0, curve.ms(left));
  const ticks: AxisTick[] = [];
  if (mode === 'log') {
    for (const ms of LOG_TICKS)
      if (ms >= first && curve.x(ms) <= right) push(ticks, curve.x(ms), ms, ms);
    if (ticks.length >= FEWEST_TICKS || first === 0) return ticks;
    ticks.length = 0;
  }
  const step = stepFor(curve, left, right);
  let ms = Math.ceil(first / step) * step;
  for (let tried = 0; tried < MAX_TRIED && curve.x(ms) <= right + 1; tried += 1) {
    const within = curve.gaps.find(({ from, to }) => ms > from && ms < to);
    // A squeezed gap has no place for ticks, unless one has zoomed into it.
    const isNarrow = within && curve.x(within.to) - curve.x(within.from) < right - left;
    if (within && isNarrow) {
      ms = Math.ceil(within.to / step) * step;
      continue;
    }
    push(ticks, curve.x(ms), ms, step);
    ms += step;
  }
  return ticks;
}

const FEWEST_TICKS = 3;
const MAX_TRIED = 2000;

/** The smallest step whose ticks stand apart where the axis runs fastest of what is looked at. */
function stepFor(curve: Curve, left: number, right: number): number {
  const samples = 16;
  let rate = 0;
  for (let at = 0; at < samples; at += 1) {
    const [from, to] = [at, at + 1].map((n) => curve.ms(left + ((right - left) * n) / samples));
    const ms = (to ?? 0) - (from ?? 0);
    if (ms > 0) rate = Math.max(rate, (right - left) / samples / ms);
  }
  return STEPS.find((each) => each * rate >= MIN_TICK_PX) ?? STEPS.at(-1) ?? HOUR;
}

function push(ticks: AxisTick[], x: number, ms: number, step: number) {
  const last = ticks.at(-1);
  if (!last || x - last.x >= MIN_TICK_PX * 0.75) ticks.push({ x, label: axisLabel(ms, step) });
}

/** Symmetric logarithm: straight below a second, a logarithm above. */
function logCurve({ open, left, right }: ScaleInput, length: number): Curve {
  const width = right - (open ? 24 : AFTER_PX) - left;
  const whole = Math.log1p(length / SECOND);
  const log = (ms: number) => Math.sign(ms) * Math.log1p(Math.abs(ms) / SECOND);
  const exp = (value: number) => Math.sign(value) * Math.expm1(Math.abs(value)) * SECOND;
  return {
    x: (ms) => left + (log(ms) / whole) * width,
    ms: (x) => exp(((x - left) / width) * whole),
    gaps: [],
  };
}

/** `sent`, `+0.5 s`, `+2 s`, `+20 min`, `+3 h 10 min`; `+1 min 20 s`; where that has no room `+1:20.50`, `+1:00:02`. */
export function axisLabel(ms: number, step: number): string {
  if (ms === 0) return 'sent';
  if (ms < MINUTE) return `+${ms / SECOND} s`;
  if (step < SECOND || (step < MINUTE && ms >= HOUR))
    return `+${stopwatch(ms)}${fraction(ms, step)}`;
  if (ms < HOUR) return `+${join(ms, MINUTE, 'min', SECOND, 's')}`;
  return `+${join(ms, HOUR, 'h', MINUTE, 'min')}`;
}

/** Tenths and hundredths, where the steps are that small. */
function fraction(ms: number, step: number): string {
  return step < SECOND ? (Math.floor(ms % SECOND) / SECOND).toFixed(2).slice(1) : '';
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

/** As near as one may look: this share of the axis fills the drawing. */
export const NEAREST = 1 / 5000;

/** The view after zooming by `factor` (over 1: nearer) about the place that stays, a share of the drawing from 0 to 1. */
export function zoomView(view: View, factor: number, about: number): View {
  const share = view.to - view.from;
  const next = Math.min(1, Math.max(NEAREST, share / factor));
  return within(view.from + about * (share - next), next);
}

/** The view moved by a share of what is shown; over 0: later. It stops at the ends. */
export function panView(view: View, by: number): View {
  const share = view.to - view.from;
  return within(view.from + by * share, share);
}

/** The view of a whole axis that has grown, so that the same times stay where they were. */
export function keepView(view: View, was: TimeScale, is: TimeScale): View {
  const { left, right } = was;
  const width = right - left;
  const share = (part: number) => (is.x(was.at(left + part * width)) - left) / width;
  const [from, to] = [share(view.from), share(view.to)];
  return within(from, Math.min(1, Math.max(NEAREST, to - from)));
}

/** The view moved no further than it must for this time to be seen. */
export function viewWith(view: View, scale: TimeScale, at: number): View {
  const { left, right } = scale;
  const into = (scale.x(at) - left) / (right - left);
  const by = into < 0 ? into - SEEN_INSIDE : into > 1 ? into - 1 + SEEN_INSIDE : 0;
  return by === 0 ? view : panView(view, by);
}

/** What was out of view stands so far inside it afterwards, a share of the drawing. */
const SEEN_INSIDE = 0.1;

function within(from: number, share: number): View {
  const begin = Math.min(Math.max(0, from), 1 - share);
  return { from: begin, to: share === 1 ? 1 : begin + share };
}
