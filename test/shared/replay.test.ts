import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../shared/check-rows.ts';
import { clampStep, replayAt, SPEEDS, stepDelay } from '../../shared/replay.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { timelineOf } from '../../shared/timeline.ts';
import { aRequest, NODE_NAMES, pictureLife } from '../support/request-events.ts';

const events = pictureLife();

describe('a replay', () => {
  it('shows at each step exactly the facts up to it, and nothing that was not yet known', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: events.length + 3 }), fc.boolean(), (step, mixed) => {
        const given = mixed ? [...events].reverse() : events;
        const at = replayAt(aRequest(), given, step);
        const n = clampStep(step, events.length);
        expect(at.events).toEqual(events.slice(0, n));
        const timeline = timelineOf(aRequest(), at.events, NODE_NAMES);
        const known = at.events.at(-1)?.at ?? 0;
        for (const { segments } of timeline.lanes) {
          for (const { from, to } of segments) {
            expect(Math.max(from, to ?? from)).toBeLessThanOrEqual(known);
          }
        }
        expect(at.summary.checks).toBe(
          checksOf(aRequest(), at.events, NODE_NAMES).filter(({ type }) => type === 'check').length,
        );
      }),
    );
  });

  it('says at each step the sentence, the nodes and the verdict of that moment', () => {
    const said = events.map((_, index) => {
      const { summary, events: known } = replayAt(aRequest(), events, index + 1);
      const sentence = sentenceOf(summary, known, NODE_NAMES).split(/[:,;]/)[0];
      return `${sentence} ${summary.nodesDone}/${summary.nodesTotal}`;
    });
    expect(said).toEqual([
      'Sent 0/0',
      'Accepted by NSX in 420 ms 0/0',
      'Accepted by NSX in 420 ms 0/0',
      'In progress 1/4',
      'In progress 3/4',
      'Unknown 3/4',
      'In progress 3/4',
      'Realized on 4 of 4 transport nodes 4/4',
    ]);
  });

  it('waits as long as it took, within what a person can follow, and evenly where motion is reduced', () => {
    expect(stepDelay(events, 4, 1, false)).toBe(2000);
    expect(stepDelay(events, 4, 5, false)).toBe(400);
    expect(stepDelay(events, 7, 1, false)).toBe(2500);
    expect(stepDelay(events, 2, 20, false)).toBe(250);
    for (const speed of SPEEDS) expect(stepDelay(events, 4, speed, true)).toBe(1500);
  });
});
