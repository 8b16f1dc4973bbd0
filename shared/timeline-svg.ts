import type { Timeline } from './timeline.ts';

/** A timeline as an SVG of its own: no script, no style from outside. */
export function timelineSvg(timeline: Timeline, options: { label: string; id?: string }): string {
  const label = options.label.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${timeline.lanes.length * 24}" role="img" aria-label="${label}"></svg>`;
}
