import { expect, it } from 'vitest';
import { summarize } from '../../shared/history.ts';
import type { RequestFact } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  notAsked,
  stateBody,
  WATCH,
} from '../support/request-events.ts';

type At = [number, RequestFact];

it.each(['stopped', 'timed-out'] as const)(
  'the verdict that was seen last stands where a request was resumed and %s with nothing seen since',
  (type) => {
    const sent: At[] = [[0, { type: 'sent' }], answered(0.4), [0.5, WATCH]];
    const seen = [...sent, checked(5, stateBody('failed', 'sssf', 'No tunnel could be made'))];
    const before = summarize(aRequest(), life(...seen));
    expect(before.verdict).toBe('failed');
    const resumed: At = [60, { type: 'resumed', deadlineMs: 9 }];
    const ended: At = [64, { type }];
    const again = [...seen, resumed, notAsked(61, 63), ended];
    const after = summarize(aRequest(), life(...again));
    expect(after).toEqual(before);
    expect(sentenceOf(after, life(...again), NODE_NAMES)).toMatch(/^Failed on edge-fra-02: No/);
    const asked = checked(61, stateBody('in_progress', 'sssp'));
    expect(summarize(aRequest(), life(...seen, resumed, asked, ended)).verdict).toBe(type);
    // A check that comes after the end takes nothing up again.
    const late = checked(65, stateBody('in_progress', 'sssp'));
    expect(summarize(aRequest(), life(...again, late))).toMatchObject({
      open: false,
      verdict: 'failed',
    });
  },
);
