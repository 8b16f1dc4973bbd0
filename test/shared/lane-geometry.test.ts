import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane, Segment } from '../../shared/lane.ts';
import { CAP_PX, type Placed, placeLane, shapeOf } from '../../shared/lane-geometry.ts';
import { layoutOf } from '../../shared/lane-layout.ts';
import { LETTER_ROOM_PX } from '../../shared/lane-look.ts';
import type { View } from '../../shared/time-scale.ts';
import { makeTimeScale, NEAREST, panView, WHOLE, zoomView } from '../../shared/time-scale.ts';
import { timelineOf } from '../../shared/timeline.ts';
import { timelineSvg } from '../../shared/timeline-svg.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  notAsked,
  pictureLife,
  stateBody,
  T0,
  WATCH,
} from '../support/request-events.ts';

/** What is shorter is drawn so wide, or nobody saw it; so far may that move what comes after it. */
const LEAST_PX = 2;
const CRAMPED_PX = 8;
/** So far may a last one stand over the edge. */
const EDGE_PX = 2;

const LETTERS = ['ssss', 'sppp', 'suss', 'sfss', 's-ps'];

/** Lives of up to 60 checks, some close together, some not made, with pauses. */
const aLife = fc
  .array(
    fc.record({
      after: fc.oneof(fc.integer({ min: 10, max: 400 }), fc.integer({ min: 1000, max: 400_000 })),
      nodes: fc.constantFrom(...LETTERS),
      kind: fc.constantFrom('check', 'check', 'check', 'not-asked', 'gap'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let at = 0.5;
    const facts = steps.map(({ after, nodes, kind }) => {
      at += after / 1000;
      if (kind === 'not-asked') return notAsked(at, null);
      const from = Math.round(T0 + at * 1000);
      if (kind === 'gap') {
        at += after / 1000;
        const to = Math.round(T0 + at * 1000);
        return [at, { type: 'gap', from, to, reason: 'asleep' }] as ReturnType<typeof checked>;
      }
      const overall = nodes === 'ssss' ? 'in_sync' : 'in_progress';
      return checked(at, stateBody(overall, nodes), { durationMs: 5 });
    });
    return life([0, { type: 'sent' }], answered(0.42), [0.43, WATCH], ...facts);
  });

const aView = fc
  .tuple(
    fc.double({ min: 0, max: 0.999, noNaN: true }),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
  )
  .map(([from, share]): View => ({ from, to: Math.min(1, from + share) }));
const aMode = fc.constantFrom<'linear' | 'log'>('linear', 'log');

/** Holds for any life that is drawn at any width and zoom. */
function anyDrawing(
  holds: (timeline: ReturnType<typeof timelineOf>, layout: ReturnType<typeof layoutOf>) => void,
): void {
  fc.assert(
    fc.property(
      aLife,
      aMode,
      aView,
      fc.integer({ min: 260, max: 2400 }),
      (events, mode, view, width) => {
        const timeline = timelineOf(aRequest(), events, NODE_NAMES);
        holds(timeline, layoutOf(timeline, { width, mode, view, now: timeline.end }));
      },
    ),
    { numRuns: 150 },
  );
}

describe('the places of a lane', () => {
  it('never overlap, and lie within the drawing, at any zoom', () => {
    anyDrawing((timeline, layout) => {
      for (const lane of timeline.lanes) {
        let end = Number.NEGATIVE_INFINITY;
        for (const { x, width: wide } of placeLane(lane, layout.scale, layout.edge)) {
          expect(x).toBeGreaterThanOrEqual(end - 0.01);
          expect(x).toBeGreaterThanOrEqual(layout.left - 0.01);
          expect(x + wide).toBeLessThanOrEqual(layout.right + 2.01);
          end = x + wide;
        }
      }
      for (const { x } of [...layout.ticks, ...layout.markers]) {
        expect(x).toBeGreaterThanOrEqual(layout.left - 1);
        expect(x).toBeLessThanOrEqual(layout.right + 1);
      }
    });
  });

  it('are as wide as their stretch was long, at its time: none is widened for its letter', () => {
    anyDrawing((timeline, layout) => {
      const { x: xOf, left, right } = layout.scale;
      const inside = (at: number) => Math.max(left, Math.min(right + EDGE_PX, at));
      for (const lane of timeline.lanes) {
        for (const { segment, x, width: wide, more } of placeLane(
          lane,
          layout.scale,
          layout.edge,
        )) {
          const { kind, from, to } = segment;
          if (kind === 'cap' || kind === 'after' || more > 0) continue;
          const [begin, end] = [inside(xOf(from)), inside(to === null ? right : xOf(to))];
          expect(wide).toBeLessThanOrEqual(Math.max(LEAST_PX, end - begin) + 0.01);
          expect(x).toBeGreaterThanOrEqual(begin - 0.01);
        }
      }
    });
  });

  it('say nothing of a state past the last thing that is known, but for the bead of the last check', () => {
    fc.assert(
      fc.property(aLife, aMode, (events, mode) => {
        const timeline = timelineOf(aRequest(), events, NODE_NAMES);
        const layout = layoutOf(timeline, { width: 1200, mode, now: timeline.end });
        const end = layout.scale.x(timeline.end);
        for (const lane of timeline.lanes) {
          for (const { segment, x, width } of placeLane(lane, layout.scale, layout.edge)) {
            if (segment.verdict === null) continue;
            // A narrow one before it may have taken its least width from it.
            const room = segment.kind === 'cap' ? CAP_PX + CRAMPED_PX : CRAMPED_PX;
            expect(x + width).toBeLessThanOrEqual(end + room);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('end at the last check, which has a round bead with the letter after it, in the window and in a report', () => {
    const seen = [1, 3, 5].map((at) => checked(at, stateBody('in_progress', 'sp')));
    const events = life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], ...seen);
    const timeline = timelineOf(aRequest(), events, NODE_NAMES);
    const layout = layoutOf(timeline, {
      ...{ width: 900, mode: 'linear', now: timeline.end, until: T0 + 400_000 },
    });
    const end = layout.scale.x(T0 + 5000);
    for (const lane of timeline.lanes) {
      const [state, bead] = placeLane(lane, layout.scale, layout.edge).filter(
        ({ segment }) => segment.verdict !== null,
      );
      expect(state?.segment.kind).toBe('state');
      expect((state?.x ?? 0) + (state?.width ?? 0)).toBeLessThanOrEqual(end);
      // 4 s of 400: a letter's room is three times as wide.
      expect(state?.width).toBeLessThan(LETTER_ROOM_PX);
      expect(bead?.segment.kind).toBe('cap');
      expect(bead?.width).toBeCloseTo(CAP_PX);
      expect(bead?.x).toBeGreaterThan(end);
      const round = shapeOf(bead as Placed, 10, 20);
      expect(round.height).toBe(CAP_PX);
      expect(round.rx).toBeCloseTo(CAP_PX / 2);
      expect(shapeOf(state as Placed, 10, 20)).toMatchObject({ y: 10, height: 20, rx: 3 });
    }
    const svg = timelineSvg(timelineOf(aRequest(), pictureLife(), NODE_NAMES), { label: 'x' });
    expect(
      svg.match(new RegExp(`width="${CAP_PX}" height="${CAP_PX}" rx="7.5"`, 'g')),
    ).toHaveLength(5);
  });

  it('leave what comes after the last check of a stretch to see: no bead hides a pause that is narrower', () => {
    const pause = (seconds: number) =>
      life(
        [0, { type: 'sent' }],
        answered(0.4),
        [0.5, WATCH],
        checked(1, stateBody('in_progress', 'sp')),
        checked(3, stateBody('in_progress', 'sp')),
        [3.1, { type: 'gap', from: T0 + 3100, to: T0 + 3100 + seconds * 1000, reason: 'asleep' }],
        checked(3.1 + seconds, stateBody('in_progress', 'sp')),
        checked(60, stateBody('in_progress', 'sp')),
      );
    const kinds = (seconds: number) => {
      const timeline = timelineOf(aRequest(), pause(seconds), NODE_NAMES);
      const layout = layoutOf(timeline, { width: 900, mode: 'linear', now: timeline.end });
      const [overall] = timeline.lanes;
      const placed = overall ? placeLane(overall, layout.scale, layout.edge) : [];
      return placed.slice(2).map(({ segment }) => segment.kind);
    };
    expect(kinds(1)).toEqual(['state', 'gap', 'state', 'cap', 'after']);
    expect(kinds(20)).toEqual(['state', 'cap', 'gap', 'state', 'cap', 'after']);
  });

  it('of thousands of changes are as many as a person can tell apart, and the gravest shows', () => {
    const state = (n: number): Segment => ({
      from: T0 + n * 10,
      to: T0 + n * 10 + 10,
      kind: 'state',
      label: 'x',
      verdict: n % 3 === 0 ? 'failed' : 'realized',
      stateClass: 'realized',
      rawState: String(n),
      message: null,
      gapReason: null,
    });
    const lane: Lane = {
      ...{ id: 'n', name: 'n', overall: false },
      segments: Array.from({ length: 10_000 }, (_, n) => state(n)),
    };
    const axis = { mode: 'linear', start: T0, end: T0 + 100_000, open: true, gaps: [] } as const;
    const scale = makeTimeScale({ ...axis, left: 100, right: 1100 });
    const placed = placeLane(lane, scale, 1100);
    expect(placed.length).toBeLessThan(400);
    expect(placed.every(({ segment }) => segment.verdict === 'failed')).toBe(true);
    expect(placed.reduce((all, { more }) => all + 1 + more, 0)).toBe(10_000);
    const near = makeTimeScale({ ...axis, left: 100, right: 1100, view: { from: 0.5, to: 0.502 } });
    const some = placeLane(lane, near, 1100);
    expect(some.length).toBeGreaterThan(10);
    expect(some.every(({ more }) => more === 0)).toBe(true);
  });
});

describe('zoom and pan', () => {
  const axis = { start: T0, end: T0 + 90_000, open: false, gaps: [], left: 150, right: 930 };

  it('lead from a time to its place and back', () => {
    fc.assert(
      fc.property(aMode, aView, fc.integer({ min: 0, max: 90_000 }), (mode, view, ms) => {
        const scale = makeTimeScale({ ...axis, mode, view });
        expect(scale.at(scale.x(T0 + ms))).toBeCloseTo(T0 + ms, 0);
      }),
    );
  });

  it('keep what is under the pointer there, and come back to the whole', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (about) => {
        const view = zoomView(WHOLE, 4, about);
        const before = makeTimeScale({ ...axis, mode: 'linear' });
        const after = makeTimeScale({ ...axis, mode: 'linear', view });
        const x = 150 + about * 780;
        expect(after.at(x)).toBeCloseTo(before.at(x), 3);
        const back = zoomView(view, 1 / 4, about);
        expect(back.from).toBeCloseTo(0);
        expect(back.to).toBeCloseTo(1);
      }),
    );
  });

  it('stop at the ends and at the nearest', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0.1, max: 9, noNaN: true }),
            fc.double({ min: -3, max: 3, noNaN: true }),
          ),
        ),
        (moves) => {
          const view = moves.reduce(
            (was, [zoom, pan]) => panView(zoomView(was, zoom, 0.3), pan),
            WHOLE,
          );
          expect(view.from).toBeGreaterThanOrEqual(0);
          expect(view.to).toBeLessThanOrEqual(1 + 1e-9);
          expect(view.to - view.from).toBeGreaterThanOrEqual(NEAREST - 1e-9);
        },
      ),
    );
  });
});

describe('the drawing of a report', () => {
  const timeline = timelineOf(aRequest(), pictureLife(), NODE_NAMES);

  it('has each stretch at the place of the window', () => {
    const svg = timelineSvg(timeline, { label: 'Realized', width: 900 });
    const layout = layoutOf(timeline, { width: 900, mode: 'linear', now: timeline.end });
    for (const lane of timeline.lanes) {
      for (const { x, width, segment } of placeLane(lane, layout.scale, layout.edge)) {
        if (segment.kind === 'after') continue;
        expect(svg).toContain(`<rect x="${round(x)}"`);
        expect(svg).toContain(`width="${round(width)}"`);
      }
    }
  });

  it('says states in words and letters, with the reason of each gap', () => {
    const svg = timelineSvg(timeline, { label: 'Realized' });
    expect(svg).toContain('<desc>Realized</desc>');
    expect(svg).toContain('url(#timeline-diagonal)');
    expect(svg).toContain('from +5.1 s to +8.2 s, 3.1 s long');
    const events = life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], notAsked(2, null));
    const asked = timelineSvg(timelineOf(aRequest(), events, NODE_NAMES), { label: 'x' });
    expect(asked).toContain('not asked: no network');
  });

  it('lets nothing that a manager wrote out of its text, and refers to nothing outside', () => {
    const names = { ...NODE_NAMES, 'node-a1': `</title><script>alert("1")</script>&'\u0000` };
    const svg = timelineSvg(timelineOf(aRequest(), pictureLife(), names), { label: '<b>&' });
    expect(svg).not.toMatch(/<script|<b>/);
    expect(svg).not.toContain('\u0000');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href=|<style|<image/,
    );
  });
});

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
