import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../shared/check-rows.ts';
import { summarize } from '../../shared/history.ts';
import type { Segment } from '../../shared/lane.ts';
import { classOfState, VERDICTS } from '../../shared/realization.ts';
import type { RequestEvent, RequestFact } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import type { Timeline } from '../../shared/timeline.ts';
import { timelineOf } from '../../shared/timeline.ts';
import {
  answered,
  aRequest,
  checked,
  exchange,
  life,
  NODE_NAMES,
  notAsked,
  pictureLife,
  stateBody,
  T0,
  WATCH,
} from '../support/request-events.ts';

function draw(events: RequestEvent[]): Timeline {
  return timelineOf(aRequest(), events, NODE_NAMES);
}

/** A lane in one line: "1.4-5.1 in progress". A cap has no length; an open end is "…". */
function lane(timeline: Timeline, name: string): string[] {
  const at = (time: number) => (time - T0) / 1000;
  const found = timeline.lanes.find((each) => each.name === name);
  return (found?.segments ?? []).map((segment: Segment) => {
    const to = segment.to === null ? '…' : at(segment.to);
    const mark = segment.kind === 'state' ? '' : `${segment.kind}: `;
    return `${at(segment.from)}-${to} ${mark}${segment.label}`;
  });
}

const start = () =>
  [[0, { type: 'sent' }], answered(0.42), [0.43, WATCH]] as Parameters<typeof life>;

describe('the lanes', () => {
  it('draw each state from the check that saw it to the next, as in the design’s picture', () => {
    const timeline = draw(pictureLife());
    expect(timeline.lanes.map(({ name }) => name)).toEqual([
      'Overall',
      'edge-ams-01',
      'edge-ams-02',
      'edge-fra-01',
      'edge-fra-02',
    ]);
    expect(lane(timeline, 'Overall')).toEqual([
      '0-0.42 sending: sending',
      '0.42-1.4 accepted: accepted, not asked',
      '1.4-5.1 in progress',
      '5.1-8.2 unknown',
      '8.2-12.4 in progress',
      '12.4-12.4 cap: in sync',
      '12.4-… after: not asked again',
    ]);
    expect(lane(timeline, 'edge-ams-01')).toEqual([
      '1.4-12.4 in sync',
      '12.4-12.4 cap: in sync',
      '12.4-… after: not asked again',
    ]);
    expect(lane(timeline, 'edge-fra-01')).toEqual([
      '1.4-3.4 in progress',
      '3.4-12.4 in sync',
      '12.4-12.4 cap: in sync',
      '12.4-… after: not asked again',
    ]);
    expect(timeline.ticks.map(({ at }) => (at - T0) / 1000)).toEqual([1.4, 3.4, 5.1, 8.2, 12.4]);
  });

  it('run no further than the last check while the watch is open', () => {
    const timeline = draw(life(...start(), checked(2, stateBody('in_progress', 'ps'))));
    expect(lane(timeline, 'edge-ams-01')).toEqual(['2-2 cap: in progress', '2-… after: waiting']);
  });

  it('are hatched with the reason while nothing could be asked', () => {
    const timeline = draw(
      life(
        ...start(),
        checked(2, stateBody('in_progress', 'ps')),
        notAsked(4, 8),
        notAsked(12, 20),
        [60, { type: 'gap', from: T0 + 30_000, to: T0 + 60_000, reason: 'asleep' }],
        checked(61, stateBody('in_sync', 'ss')),
      ),
    );
    expect(lane(timeline, 'Overall').slice(2, 5)).toEqual([
      '2-4 in progress',
      '4-30 not-asked: no network',
      '30-61 gap: asleep',
    ]);
    expect(timeline.ticks.map(({ ok }) => ok)).toEqual([true, false, false, true]);
  });

  it('do not bridge the time in which a stopped watch was not asking', () => {
    const timeline = draw(
      life(
        ...start(),
        checked(2, stateBody('in_progress', 'p')),
        [10, { type: 'stopped' }],
        [60, { type: 'resumed' }],
        checked(61, stateBody('in_sync', 's')),
      ),
    );
    expect(lane(timeline, 'edge-ams-01')).toEqual([
      '2-2 cap: in progress',
      '2-10 gap: ',
      '10-61 gap: stopped',
      '61-61 cap: in sync',
      '61-… after: not asked again',
    ]);
  });

  it('do not grow when the tunnel’s status is read long after the verdict', () => {
    const status = { session: 'UP', ike: 'UP', reason: null, total: 1, negotiated: 1, failed: 0 };
    const late: RequestFact = { type: 'tunnel', status: { ...status, readAt: T0 + 3_600_000 } };
    const events = [
      ...pictureLife(),
      ...life([3600, late]).map((event) => ({ ...event, seq: 99 })),
    ];
    expect(draw(events).end).toBe(T0 + 12_400);
  });

  it('show what the last check saw before the application was closed', () => {
    const timeline = draw(
      life(
        ...start(),
        checked(2, stateBody('in_progress', 's')),
        [60, { type: 'gap', from: T0 + 2010, to: T0 + 60_000, reason: 'closed' }],
        checked(61, stateBody('in_sync', 's')),
      ),
    );
    expect(lane(timeline, 'edge-ams-01').slice(0, 2)).toEqual([
      '2-2 cap: in sync',
      '2-61 gap: closed',
    ]);
  });

  it('do not bridge the time between an ending verdict and the check after it was resumed', () => {
    const disabled = JSON.stringify({ error_code: 110199, module_name: 'VPN' });
    const timeline = draw(
      life(
        ...start(),
        checked(2, disabled, { status: 400 }),
        [60, { type: 'resumed' }],
        checked(61, stateBody('in_sync', 's')),
      ),
    );
    expect(lane(timeline, 'Overall').slice(2, 5)).toEqual([
      '2-2 cap: service disabled',
      '2-61 gap: the watch had ended',
      '61-61 cap: in sync',
    ]);
  });

  it('leave a gap in the lane of a node that an answer does not name', () => {
    const timeline = draw(
      life(
        ...start(),
        checked(2, stateBody('in_progress', 'sp')),
        checked(4, stateBody('unknown', '')),
        checked(8, stateBody('in_sync', 'ss')),
      ),
    );
    expect(lane(timeline, 'edge-ams-02').slice(0, 2)).toEqual([
      '2-4 in progress',
      '4-8 gap: not named in the answer',
    ]);
  });

  it('draw a lost answer as a gap, and what reading back showed after it', () => {
    const lost: RequestFact = {
      type: 'lost',
      failure: { kind: 'unreachable', address: 'a', reason: 'reset', detail: '' },
    };
    const settled: RequestFact = {
      type: 'settled',
      outcome: 'applied',
      evidence: '',
      exchange: exchange(200, '{}', T0 + 60_000, 10),
    };
    expect(lane(draw(life([0, { type: 'sent' }], [5, lost], [60, settled])), 'Overall')).toEqual([
      '0-5 sending: sending',
      '5-60 gap: in doubt: no answer came',
      '60-… accepted: accepted, not asked',
    ]);
  });
});

const word = fc.constantFrom('in_sync', 'success', 'in_progress', 'unknown', 'failed', 'ODD_WORD');
const offset = fc.integer({ min: -50_000, max: 500_000 });
const failure = fc.constant({ kind: 'halted', managerId: 'm' } as const);
const anExchange = fc
  .tuple(offset, fc.integer({ min: 0, max: 9000 }), fc.constantFrom(200, 201, 400, 404, 412, 502))
  .map(([at, ms, status]) => exchange(status, '{}', T0 + at, ms));
const nodes = fc.array(
  fc.record({
    nodeId: fc.constantFrom('node-a1', 'node-a2', 'other'),
    state: word,
    message: fc.constantFrom(null, 'words'),
    code: fc.constant(null),
    name: fc.constant(null),
  }),
  { maxLength: 3 },
);
const fact: fc.Arbitrary<RequestFact> = fc.oneof(
  fc.constantFrom<RequestFact>(
    { type: 'sent' },
    { type: 'resumed' },
    { type: 'stopped' },
    { type: 'timed-out' },
    WATCH,
  ),
  fc.record({ type: fc.constant('not-sent'), failure }),
  fc.record({ type: fc.constant('lost'), failure }),
  fc.record({
    type: fc.constant('answered'),
    exchange: anExchange,
    nsxRequestId: fc.constant(null),
    entityId: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('settled'),
    outcome: fc.constantFrom('applied', 'not-applied', 'unclear'),
    evidence: fc.constant(''),
    exchange: anExchange,
  }),
  fc.record({
    type: fc.constant('checked'),
    exchange: anExchange,
    verdict: fc.constantFrom(...VERDICTS),
    rawState: fc.oneof(fc.constant(null), word),
    message: fc.constant(null),
    nodes,
  }),
  fc.record({
    type: fc.constant('not-asked'),
    startedAt: offset.map((at) => T0 + at),
    failure,
    nextAt: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('gap'),
    from: offset.map((at) => T0 + at),
    to: offset.map((at) => T0 + at),
    reason: fc.constantFrom('closed', 'asleep', 'offline'),
  }),
) as fc.Arbitrary<RequestFact>;
const anyLife = fc
  .array(fc.tuple(offset, fact), { maxLength: 25 })
  .map((facts) => life(...facts.map(([at, each]): [number, RequestFact] => [at / 1000, each])));

describe('whatever the facts are', () => {
  it('no stretch overlaps another of its lane, and none runs backwards', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        for (const { segments } of draw(events).lanes) {
          let until = Number.NEGATIVE_INFINITY;
          for (const [index, segment] of segments.entries()) {
            expect(segment.from).toBeGreaterThanOrEqual(until);
            if (segment.to === null) expect(index).toBe(segments.length - 1);
            else expect(segment.to).toBeGreaterThanOrEqual(segment.from);
            until = segment.to ?? Number.POSITIVE_INFINITY;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('every state drawn begins or stands at an answered check, and was said by one', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const timeline = draw(events);
        const asked = new Set(timeline.ticks.filter(({ ok }) => ok).map(({ at }) => at));
        const said = events.flatMap(({ fact: each }) => (each.type === 'checked' ? [each] : []));
        for (const { id, overall, segments } of timeline.lanes) {
          for (const segment of segments) {
            if (segment.kind !== 'state' && segment.kind !== 'cap') {
              expect(segment.verdict).toBeNull();
              continue;
            }
            expect(asked.has(segment.from)).toBe(true);
            const words = overall
              ? said.map(({ rawState }) => rawState)
              : said.flatMap(({ nodes: all }) =>
                  all.filter(({ nodeId }) => nodeId === id).map(({ state }) => state),
                );
            expect(words).toContain(segment.rawState);
            if (!overall && segment.verdict === 'realized') {
              expect(classOfState(segment.rawState ?? '')).toBe('realized');
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a summary, a sentence, lanes and rows can be made of them', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const summary = summarize(aRequest(), events);
        expect(sentenceOf(summary, events, NODE_NAMES)).not.toBe('');
        const checks = checksOf(aRequest(), events, NODE_NAMES).filter(
          ({ type }) => type === 'check',
        );
        expect(checks).toHaveLength(summary.checks);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what the axis counts from', () => {
  it('is the send only where it is known', () => {
    const elsewhere = aRequest({ origin: 'elsewhere' });
    const events = life([0, WATCH], checked(2, stateBody('in_progress', 'sp')));
    expect(timelineOf(elsewhere, events, NODE_NAMES).origin).toBe('followed since');
    expect(draw(pictureLife()).origin).toBe('sent');
    expect(draw([]).origin).toBe('put on record');
  });
});

it('a write that was not applied keeps its drawing, and ends in that word', () => {
  const failure = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'x' } as const;
  const timeline = draw(
    life(
      [0, { type: 'sent' }],
      [3, { type: 'lost', failure }],
      [70, { type: 'settled', outcome: 'not-applied', evidence: 'x', exchange: null }],
    ),
  );
  expect(lane(timeline, 'Overall')).toEqual([
    '0-3 sending: sending',
    '3-70 gap: in doubt: no answer came',
    '70-… after: not applied',
  ]);
});
