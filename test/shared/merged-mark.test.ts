import { expect, test } from 'vitest';
import { createProjection, withAside } from '../../shared/projection.ts';
import { type RequestEvent, type RequestFact, RequestSummary } from '../../shared/request.ts';
import { aRequest, T0 } from '../support/request-events.ts';

type Said = [minute: number, mark: 'seen' | 'questioned' | 'signed-off' | null, saidAt?: number];

const at = (minute: number) => T0 + minute * 60_000;

function eventsOf(said: readonly Said[]): RequestEvent[] {
  return said.map(([minute, mark, saidAt], index) => {
    const review = saidAt === undefined ? {} : { review: { id: `r-${index}`, at: at(saidAt) } };
    const fact: RequestFact = { type: 'marked', mark, by: `p-${index}`, ...review };
    return { requestId: aRequest().id, seq: index + 1, at: at(minute), fact };
  });
}

// `saidAt`: when the reviewer said it, of a mark that was merged at `minute`.
test.each<[string, Said[], string | null]>([
  [
    'the one said last here counts',
    [
      [1, 'seen'],
      [2, 'signed-off'],
    ],
    'signed-off',
  ],
  [
    'a merged one that is newer counts',
    [
      [1, 'questioned'],
      [9, 'seen', 5],
    ],
    'seen',
  ],
  [
    'a merged one that is older does not',
    [
      [5, 'signed-off'],
      [9, 'questioned', 1],
    ],
    'signed-off',
  ],
  [
    'nor does an older one after it was taken back',
    [
      [2, 'seen'],
      [5, null],
      [9, 'seen', 1],
    ],
    null,
  ],
  [
    'a newer taking back is merged',
    [
      [1, 'seen'],
      [9, null, 5],
    ],
    null,
  ],
  [
    'of two merged ones the newer counts',
    [
      [8, 'seen', 5],
      [9, 'questioned', 3],
    ],
    'seen',
  ],
  [
    'what is said here after a merge counts, whatever its clock says',
    [
      [9, 'seen', 5],
      [2, null],
    ],
    null,
  ],
  [
    'one of a clock that is ahead counts from its merging',
    [
      [9, 'seen', 99],
      [10, 'seen', 9.5],
    ],
    'p-1',
  ],
])('of marks, %s', (_name, said, expected) => {
  const events = eventsOf(said);
  const whole = createProjection(aRequest());
  for (const event of events) whole.add(event);
  const { mark } = whole.now().summary;
  expect(expected === 'p-1' ? mark?.by : (mark?.mark ?? null)).toBe(expected);

  // One by one, each time from what was stored.
  let stepwise = createProjection(aRequest()).now();
  for (const event of events) {
    const next = withAside(stepwise, event);
    const stored = RequestSummary.parse(JSON.parse(JSON.stringify(next.summary)));
    stepwise = { ...next, summary: stored };
  }
  expect(stepwise.summary.mark).toEqual(mark);
});
