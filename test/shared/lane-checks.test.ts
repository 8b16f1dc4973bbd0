import { describe, expect, it } from 'vitest';
import { checkBeside, checkNear, checkTip, stretchOfCheck } from '../../shared/lane-checks.ts';
import { layoutOf } from '../../shared/lane-layout.ts';
import { keepView, makeTimeScale, viewWith, zoomView } from '../../shared/time-scale.ts';
import { timelineOf } from '../../shared/timeline.ts';
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

const WIDTH = 900;

/** What every check says of a lane, read one after the other from its first stretch. */
function readAll(events: ReturnType<typeof life>, name: string): string[] {
  const timeline = timelineOf(aRequest(), events, NODE_NAMES);
  const lane = timeline.lanes.find((each) => each.name === name);
  if (!lane) throw new Error(`There is no lane ${name}.`);
  const said: string[] = [];
  for (let from = { at: timeline.start, isCheck: false }; ; ) {
    const tick = checkBeside(timeline.ticks, lane, from, 1);
    if (!tick || (from.isCheck && tick.at === from.at)) return said;
    const segment = lane.segments[stretchOfCheck(lane, tick) ?? -1];
    if (!segment) throw new Error('A check was read that says nothing of the lane.');
    said.push(checkTip(tick, segment, timeline.start));
    from = { at: tick.at, isCheck: true };
  }
}

describe('a check of the timeline', () => {
  it('is read with its time, its latency and what it said of the lane, also where nothing changed', () => {
    expect(readAll(pictureLife(), 'edge-fra-01')).toEqual([
      'check at +1.4 s, answered in 50 ms: in progress (NSX says in_progress)',
      'check at +3.4 s, answered in 50 ms: in sync (NSX says in_sync)',
      'check at +5.1 s, answered in 1.9 s: in sync (NSX says in_sync)',
      'check at +8.2 s, answered in 50 ms: in sync (NSX says in_sync)',
      'check at +12.4 s, answered in 50 ms: in sync (NSX says in_sync)',
    ]);
    expect(readAll(pictureLife(), 'edge-ams-02')[2]).toMatch(
      /^check at \+5\.1 s, answered in 1\.9 s: unknown .+Unable to get response from the node/,
    );
  });

  it('that could not be made is an attempt with its reason; a node is not read before it was named', () => {
    const events = life(
      [0, { type: 'sent' }],
      answered(0.4),
      [0.5, WATCH],
      notAsked(1, 9),
      checked(9, stateBody('in_progress', 'p')),
      checked(12, stateBody('in_sync', 'ss')),
    );
    expect(readAll(events, 'Overall')[0]).toBe('attempt at +1.0 s: no network');
    expect(readAll(events, 'edge-ams-02')).toEqual([
      'check at +12.0 s, answered in 50 ms: in sync (NSX says in_sync)',
    ]);
  });

  it('goes back as it went on, and from a stretch to the check before it', () => {
    const { lanes, ticks } = timelineOf(aRequest(), pictureLife(), NODE_NAMES);
    const [overall] = lanes;
    if (!overall) throw new Error('There is no overall lane.');
    const back = (at: number, isCheck: boolean) =>
      checkBeside(ticks, overall, { at: T0 + at * 1000, isCheck }, -1)?.at;
    expect(back(12.4, true)).toBe(T0 + 8200);
    expect(back(5.1, false)).toBe(T0 + 3400);
    expect(back(1.4, true)).toBe(T0 + 1400);
  });

  it('is under the pointer within 4 px of its tick, the nearer of two', () => {
    const timeline = timelineOf(aRequest(), pictureLife(), NODE_NAMES);
    const { ticks } = layoutOf(timeline, { width: WIDTH, mode: 'linear', now: timeline.end });
    const [first] = ticks;
    if (!first) throw new Error('No check is drawn.');
    expect(checkNear(ticks, first.x + 4)).toBe(first.tick);
    expect(checkNear(ticks, first.x + 5)).toBe(null);
    const close = [first, { tick: { ...first.tick, no: 9 }, x: first.x + 4 }];
    expect(checkNear(close, first.x + 3)?.no).toBe(9);
  });

  it('that comes to an open watch moves nothing that one has zoomed in to, on either axis', () => {
    for (const mode of ['linear', 'log'] as const) {
      const axis = (end: number, view = { from: 0, to: 1 }) =>
        makeTimeScale({
          ...{ mode, start: T0, end: T0 + end, open: true, gaps: [] },
          ...{ left: 100, right: WIDTH, view },
        });
      const view = zoomView({ from: 0, to: 1 }, 5, 0.4);
      const kept = keepView(view, axis(9000), axis(31_000));
      expect(axis(31_000).x(T0 + 5000)).not.toBeCloseTo(axis(9000).x(T0 + 5000));
      const [was, is] = [axis(9000, view), axis(31_000, kept)];
      for (const at of [3000, 4000, 5000]) expect(is.x(T0 + at)).toBeCloseTo(was.x(T0 + at));
    }
  });

  it('out of view is brought into view, and one in view moves nothing', () => {
    const view = zoomView({ from: 0, to: 1 }, 4, 0);
    const scale = makeTimeScale({
      ...{ mode: 'linear', start: T0, end: T0 + 20_000, open: false, gaps: [] },
      ...{ left: 100, right: WIDTH, view },
    });
    expect(viewWith(view, scale, T0 + 1000)).toBe(view);
    const moved = viewWith(view, scale, T0 + 12_000);
    expect(moved.from).toBeGreaterThan(view.from);
    expect(moved.to - moved.from).toBeCloseTo(view.to - view.from);
  });
});
