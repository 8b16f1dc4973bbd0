import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTimeScale } from '../../shared/time-scale.ts';

const START = 1_760_000_000_000;
const frame = { start: START, left: 150, right: 930, open: false, gaps: [] } as const;
const seconds = (s: number) => START + s * 1000;

describe('the time axis', () => {
  it('counts from the send in round steps', () => {
    const scale = makeTimeScale({ ...frame, mode: 'linear', end: seconds(12.4) });
    expect(scale.ticks.map(({ label }) => label).slice(0, 4)).toEqual([
      'sent',
      '+2 s',
      '+4 s',
      '+6 s',
    ]);
    expect(scale.x(START)).toBe(150);
  });

  it('leaves room after the end of a closed request, and none after now of an open one', () => {
    const closed = makeTimeScale({ ...frame, mode: 'linear', end: seconds(60) });
    expect(closed.x(seconds(60))).toBeLessThan(930 - 100);
    const open = makeTimeScale({ ...frame, mode: 'linear', open: true, end: seconds(58) });
    expect(open.x(seconds(60))).toBeCloseTo(930);
  });

  it('keeps the frame of an open request still while time goes on, until it is full', () => {
    const at = (now: number) =>
      makeTimeScale({ ...frame, mode: 'linear', open: true, end: seconds(now) }).x(seconds(5));
    expect(at(11)).toBe(at(14));
    expect(at(16)).toBeLessThan(at(14));
  });

  it('squeezes a long gap so that what was seen stays readable, and says so', () => {
    const gaps = [{ from: seconds(10), to: seconds(7210) }];
    const scale = makeTimeScale({ ...frame, mode: 'linear', end: seconds(7220), gaps });
    expect(scale.squeezed).toHaveLength(1);
    const gap = scale.x(seconds(7210)) - scale.x(seconds(10));
    const seen = scale.x(seconds(10)) - scale.x(START);
    expect(gap).toBeLessThan(seen);
    const shown = scale.ticks.map(({ label }) => label);
    expect(shown).toContain('sent');
    expect(shown.some((label) => label.startsWith('+2:00:'))).toBe(true);
  });

  it('shows seconds and hours together on the log axis', () => {
    const scale = makeTimeScale({ ...frame, mode: 'log', end: seconds(7200) });
    const labels = scale.ticks.map(({ label }) => label);
    expect(labels).toContain('+2 s');
    expect(labels).toContain('+1 h');
  });

  it('never runs backwards, and never writes labels over each other, whatever the times are', () => {
    const offset = fc.integer({ min: 0, max: 5_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom<'linear' | 'log'>('linear', 'log'),
        fc.boolean(),
        offset,
        fc.tuple(offset, offset),
        (mode, open, end, [a, b]) => {
          const last = Math.max(end, a, b);
          const gaps = [{ from: START + Math.min(a, b), to: START + Math.max(a, b) }];
          const scale = makeTimeScale({ ...frame, mode, open, end: START + last, gaps });
          let before = Number.NEGATIVE_INFINITY;
          for (let step = 0; step <= 20; step += 1) {
            const x = scale.x(START + (last * step) / 20);
            expect(x).toBeGreaterThanOrEqual(before);
            before = x;
          }
          expect(before).toBeLessThanOrEqual(931);
          scale.ticks.reduce((left, { x }) => {
            expect(x - left).toBeGreaterThan(50);
            return x;
          }, Number.NEGATIVE_INFINITY);
        },
      ),
      { numRuns: 300 },
    );
  });
});
