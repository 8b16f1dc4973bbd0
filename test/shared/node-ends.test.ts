import { describe, expect, it } from 'vitest';
import { nodeEnds } from '../../shared/node-ends.ts';
import type { RequestFact } from '../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  stateBody,
  WATCH,
} from '../support/request-events.ts';

type Timed = [number, RequestFact];
const watched = (sessionId: string, sessionName: string): Timed => [
  0.5,
  { ...WATCH, sessionId, sessionName } as RequestFact,
];
const ofSession = (sessionId: string, [at, fact]: Timed): Timed => [
  at,
  { ...fact, sessionId } as RequestFact,
];
const ends = (...facts: Timed[]) =>
  nodeEnds(aRequest(), life([0, { type: 'sent' }], answered(0.4), ...facts), NODE_NAMES).map(
    ({ name, state, realizedMs }) => [name, state, realizedMs],
  );

describe('how each transport node ended', () => {
  it('is realized since the first check after which it stayed so', () => {
    expect(
      ends(
        [0.5, WATCH],
        checked(1, stateBody('in_progress', 'sp')),
        checked(3, stateBody('in_progress', 'us')),
        checked(5, stateBody('in_sync', 'ss')),
        checked(9, stateBody('in_sync', 'ss')),
      ),
    ).toEqual([
      ['edge-ams-01', 'in sync', 5000],
      ['edge-ams-02', 'in sync', 3000],
    ]);
  });

  it('has no time where it was not realized, and keeps what was seen last of one that is named no more', () => {
    expect(
      ends(
        [0.5, WATCH],
        checked(1, stateBody('in_progress', 'pf')),
        checked(3, stateBody('in_progress', 'p')),
      ),
    ).toEqual([
      ['edge-ams-01', 'in progress', null],
      ['edge-ams-02', 'failed', null],
    ]);
  });

  it('is told for each session where a request touches several', () => {
    expect(
      ends(
        watched('s-1', 'Osaka'),
        watched('s-2', 'Leeds'),
        ofSession('s-1', checked(1, stateBody('in_sync', 's'))),
        ofSession('s-2', checked(2, stateBody('failed', 'f'))),
      ),
    ).toEqual([
      ['Osaka · edge-ams-01', 'in sync', 1000],
      ['Leeds · edge-ams-01', 'failed', null],
    ]);
  });
});
