import { describe, expect, it } from 'vitest';
import { laneText } from '../../shared/lane-words.ts';
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
  WATCH,
} from '../support/request-events.ts';

/** The words of each lane, by its name. */
function wordsOf(events: ReturnType<typeof life>): Record<string, string> {
  const { lanes, start } = timelineOf(aRequest(), events, NODE_NAMES);
  return Object.fromEntries(lanes.map((lane) => [lane.name, laneText(lane, start)]));
}

describe('a lane in words', () => {
  it('tells every stretch with its state, NSX’s own word, its time and its message', () => {
    const words = wordsOf(pictureLife());
    expect(words['edge-ams-01']).toBe(
      'edge-ams-01: in sync (NSX says in_sync). from +1.4 s to +12.4 s, 11.0 s long; ' +
        'in sync (NSX says in_sync). seen at +12.4 s, the last check',
    );
    expect(words['edge-ams-02']).toContain('unknown (NSX says unknown). from +5.1 s to +8.2 s');
    expect(words['edge-ams-02']).toContain('Unable to get response from the node.');
  });

  it('tells the gaps with their reasons, and in the overall one alone that nobody asks any more', () => {
    const words = wordsOf(
      life(
        [0, { type: 'sent' }],
        answered(0.4),
        [0.5, WATCH],
        checked(1, stateBody('in_progress', 'p')),
        notAsked(2, 9),
        checked(9, stateBody('in_sync', 's')),
      ),
    );
    for (const name of ['Overall', 'edge-ams-01']) {
      expect(words[name]).toContain('not asked: no network. from +2.0 s to +9.0 s, 7.0 s long');
    }
    expect(words.Overall).toMatch(/not asked again\. since \+9\.0 s$/);
    expect(words['edge-ams-01']).not.toContain('not asked again');
  });

  it('of thousands of stretches tells the last ones, and how many were before', () => {
    const checks = Array.from({ length: 100 }, (_, n) =>
      checked(n + 1, stateBody('in_progress', n % 2 === 0 ? 'p' : 'u')),
    );
    const words = wordsOf(life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], ...checks));
    expect(words['edge-ams-01']).toMatch(
      /^edge-ams-01: 80 earlier changes, which the arrow keys read; /,
    );
    expect(words['edge-ams-01']).toContain('seen at +1 min 40 s, the last check');
  });
});
