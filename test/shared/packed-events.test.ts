import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RequestId } from '../../shared/ids.ts';
import { PackedEvents, packEvents, unpackEvents } from '../../shared/packed-events.ts';
import { RequestEvent } from '../../shared/request.ts';
import { anyFact, anyTime } from '../adapters/database/arbitrary-facts.ts';
import { checked, life, stateBody } from '../support/request-events.ts';

const requestId = RequestId.parse('r-1');

test('any facts come out of a page as they went in, through the contract and JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyTime, anyFact), { maxLength: 8 }), (all) => {
      const events = all.map(([at, fact], index) =>
        RequestEvent.parse({ requestId, seq: index + 1, at, fact }),
      );
      const page = PackedEvents.parse(JSON.parse(JSON.stringify(packEvents(events))));
      expect(unpackEvents(page)).toEqual(JSON.parse(JSON.stringify(events)));
    }),
  );
});

test('the body and the nodes of checks that say the same go over once, and are held once', () => {
  const body = stateBody('in_progress', 'sspp');
  const events = life(checked(1, body), checked(2, body), checked(3, stateBody('in_sync', 'ssss')));
  const page = packEvents(events);
  expect(page.texts).toHaveLength(4);
  const [first, second] = unpackEvents(page).map(({ fact }) => fact);
  if (first?.type !== 'checked' || second?.type !== 'checked') throw new Error('no checks');
  expect(first.nodes).toBe(second.nodes);
});

test.each([
  ['is not there', { texts: [], events: [{ event: life(checked(1, '{}'))[0], body: 3 }] }],
  [
    'is none of nodes',
    { texts: ['{"a":1}'], events: [{ event: life(checked(1, '{}'))[0], nodes: 0 }] },
  ],
])('a page that names a text that %s is refused', (_what, page) => {
  expect(() => unpackEvents(page as PackedEvents)).toThrow();
});
