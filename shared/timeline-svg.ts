import type { Segment } from './lane.ts';
import type { Placed } from './lane-geometry.ts';
import { placeLane, shapeOf } from './lane-geometry.ts';
import type { Layout } from './lane-layout.ts';
import {
  AXIS_HEIGHT,
  FOOT,
  firstSeen,
  laneTop,
  layoutOf,
  MARKER_HEIGHT,
  nameThatFits,
  OVERALL_HEIGHT,
  tickOver,
} from './lane-layout.ts';
import type { LaneTone, Pattern } from './lane-look.ts';
import { LETTER_ROOM_PX, letterOf, patternOf, toneOf } from './lane-look.ts';
import { tipText } from './lane-words.ts';
import type { ScaleMode } from './time-scale.ts';
import type { Timeline } from './timeline.ts';
import { durationText } from './words.ts';

export interface TimelineSvgOptions {
  /** The drawing in a sentence: its `<desc>`, and its name for screen readers. */
  label: string;
  /** px; the drawing scales with what it stands in. */
  width?: number;
  mode?: ScaleMode;
  /** Sets the ids of two drawings on one page apart: letters and digits. */
  id?: string;
}

const WIDTH = 1000;
const SURFACE = '#ffffff';
const LINE = '#e2e6eb';
const TEXT = '#1a2330';
const MUTED = '#586575';
/** As in the light theme of the window. */
const TONES: Readonly<Record<LaneTone, readonly [tone: string, back: string]>> = {
  ok: ['#2a7536', '#e3f3e5'],
  info: ['#0b6bb3', '#e4f1fb'],
  unknown: ['#6d43bd', '#f0eafb'],
  warning: ['#8f5800', '#fdf1dc'],
  danger: ['#b8261f', '#fce8e6'],
  neutral: ['#586575', '#e9edf1'],
};

/** A timeline as an SVG of its own, at the places it has in the window: text escaped, no script, nothing from outside. */
export function timelineSvg(timeline: Timeline, options: TimelineSvgOptions): string {
  const width = options.width ?? WIDTH;
  const id = (options.id ?? 'timeline').replace(/[^\w-]/g, '');
  const layout = layoutOf(timeline, { width, mode: options.mode ?? 'linear', now: timeline.end });
  const height = laneTop(layout, timeline.lanes.length) + FOOT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${n(height)}" width="100%" role="img" aria-label="${escaped(options.label)}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>Timeline</title><desc>${escaped(options.label)}</desc>`,
    patternDefs(id),
    `<rect width="${width}" height="${n(height)}" fill="${SURFACE}"/>`,
    axis(layout, height - FOOT),
    markers(layout, timeline, height - FOOT),
    ...timeline.lanes.map((lane, at) => {
      const over = lane.overall ? OVERALL_HEIGHT : layout.laneHeight;
      const bar = lane.overall ? 20 : Math.min(16, over - 10);
      const y = laneTop(layout, at) + (over - bar) / 2;
      const middle = y + bar / 2;
      return [
        `<g><title>${escaped(lane.name)}</title>`,
        at === 0 ? '' : line(0, laneTop(layout, at), width, laneTop(layout, at), LINE),
        `<text x="14" y="${n(middle + 4)}" fill="${TEXT}"${lane.overall ? ' font-weight="650"' : ''}>${escaped(nameThatFits(lane.name, layout.left))}</text>`,
        ...placeLane(lane, layout.scale, layout.edge).map((placed) =>
          stretch(placed, id, timeline.start, y, bar),
        ),
        ...layout.ticks
          .filter(({ tick }) => tick.at >= firstSeen(lane) && (tick.ok || lane.overall))
          .map(({ tick, x }) => tickMark(tick.ok, tick.durationMs, x, y, bar, lane.overall)),
        '</g>',
      ].join('');
    }),
    '</svg>',
  ].join('\n');
}

/** Text as text: what a manager wrote ends no element and begins none. */
function escaped(text: string): string {
  let safe = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    // XML allows no other control signs, and no halves of a pair.
    if ((code < 32 && code !== 9 && code !== 10) || (code >= 0xd800 && code <= 0xdfff)) continue;
    safe += /[&<>"']/.test(sign) ? `&#${code};` : sign;
  }
  return safe;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string, more = ''): string {
  return `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}"${more}/>`;
}

function axis({ scale, right }: Layout, bottom: number): string {
  return [
    ...scale.ticks.map(({ x, label }) => {
      const anchor = x > right - 22 ? 'end' : 'middle';
      return `${line(x, AXIS_HEIGHT - 2, x, bottom, LINE)}<text x="${n(x)}" y="15" fill="${MUTED}" text-anchor="${anchor}">${escaped(label)}</text>`;
    }),
    ...scale.squeezed.map(({ from, to }) => {
      const x = (from + to) / 2;
      return `<path d="M${n(x - 5)} 15l4 -8M${n(x + 1)} 15l4 -8" stroke="${MUTED}" fill="none"><title>Time is left out here</title></path>`;
    }),
  ].join('');
}

function markers(layout: Layout, { start }: Timeline, bottom: number): string {
  const base = AXIS_HEIGHT + MARKER_HEIGHT - 7;
  return layout.markers
    .map(({ marker, x, wordAt }) => {
      const says = `<title>${escaped(marker.text ?? marker.label)}, +${durationText(marker.at - start)}</title>`;
      const word =
        wordAt === null
          ? ''
          : `<text x="${n(wordAt)}" y="${base}" fill="${MUTED}" font-weight="550">${escaped(marker.label)}</text>`;
      return `<g>${says}${line(x, base + 4, x, bottom, MUTED, ' stroke-dasharray="3 3"')}${word}</g>`;
    })
    .join('');
}

function tickMark(
  ok: boolean,
  durationMs: number,
  x: number,
  y: number,
  bar: number,
  overall: boolean,
): string {
  const over = tickOver(durationMs, overall);
  if (!ok) return `<path d="M${n(x - 3)} ${n(y - 6)}l6 6m0 -6l-6 6" stroke="${MUTED}"/>`;
  return line(x, y - over, x, y + bar + over, TEXT, ` stroke-opacity="${overall ? 0.6 : 0.3}"`);
}

function stretch(placed: Placed, id: string, start: number, y: number, bar: number): string {
  const { segment, x, width, label } = placed;
  const [tone, back] = TONES[toneOf(segment)];
  const says = `<title>${escaped(tipText(segment, start, placed.more))}</title>`;
  const middle = y + bar / 2;
  if (segment.kind === 'after') {
    const word =
      label === null
        ? ''
        : `<text x="${n(x + 4)}" y="${n(middle - 5)}" fill="${MUTED}">${escaped(label)}</text>`;
    return `<g>${says}${line(x, middle, x + width, middle, MUTED, ' stroke-dasharray="1.5 4"')}${word}</g>`;
  }
  const pattern = patternOf(segment);
  const fill = pattern ? `url(#${id}-${pattern})` : segment.kind === 'accepted' ? 'none' : back;
  const words = label ?? (width >= LETTER_ROOM_PX ? letterOf(segment) : null);
  const at = label === null ? `x="${n(x + width / 2)}" text-anchor="middle"` : `x="${n(x + 8)}"`;
  const shape = shapeOf(placed, y, bar);
  return [
    `<g>${says}<rect x="${n(x)}" y="${n(shape.y)}" width="${n(width)}" height="${n(shape.height)}" rx="${n(shape.rx)}" fill="${fill}" stroke="${tone}" stroke-opacity="0.55"${dashes(segment)}/>`,
    words === null
      ? ''
      : `<text ${at} y="${n(middle + 4)}" fill="${tone}" font-weight="600" stroke="${back}" stroke-width="4" paint-order="stroke">${escaped(words)}</text>`,
    '</g>',
  ].join('');
}

function dashes({ kind, verdict }: Segment): string {
  if (kind === 'gap' || kind === 'not-asked') return ' stroke-dasharray="2 3"';
  return verdict === 'unknown' ? ' stroke-dasharray="3 2"' : '';
}

function patternDefs(id: string): string {
  const of = (
    name: Pattern,
    tone: LaneTone,
    size: readonly [number, number],
    inside: (colour: string) => string,
    turned = '',
  ) => {
    const [colour, back] = TONES[tone];
    const [w, h] = size;
    const ground = name === 'hatch' ? '' : `<rect width="${w}" height="${h}" fill="${back}"/>`;
    return `<pattern id="${id}-${name}" width="${w}" height="${h}" patternUnits="userSpaceOnUse"${turned}>${ground}${inside(colour)}</pattern>`;
  };
  return [
    '<defs>',
    of(
      'diagonal',
      'info',
      [7, 7],
      (c) => `<rect width="2.4" height="7" fill="${c}" opacity="0.38"/>`,
      ' patternTransform="rotate(45)"',
    ),
    of(
      'dots',
      'unknown',
      [6, 6],
      (c) => `<circle cx="3" cy="3" r="1.1" fill="${c}" opacity="0.7"/>`,
    ),
    of(
      'cross',
      'danger',
      [8, 8],
      (c) => `<path d="M1.5 1.5l5 5M6.5 1.5l-5 5" stroke="${c}" stroke-width="1.1" opacity="0.5"/>`,
    ),
    of(
      'half',
      'warning',
      [6, 20],
      (c) => `<rect width="3" height="20" fill="${c}" opacity="0.3"/>`,
    ),
    of(
      'rows',
      'warning',
      [8, 5],
      (c) => `<rect width="8" height="1.4" fill="${c}" opacity="0.45"/>`,
    ),
    of(
      'hatch',
      'neutral',
      [6, 6],
      (c) => `<rect width="1" height="6" fill="${c}" opacity="0.5"/>`,
      ' patternTransform="rotate(-45)"',
    ),
    '</defs>',
  ].join('');
}
