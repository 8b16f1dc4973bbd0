import { describe, expect, it } from 'vitest';
import { summarize } from '../../shared/history.ts';
import type { RequestFact } from '../../shared/request.ts';
import { verdictCode, wordsOfSummary } from '../../shared/summary-words.ts';
import { aRequest, life } from '../support/request-events.ts';

const failure = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'x' } as const;
const SENT: [number, RequestFact] = [0, { type: 'sent' }];
const LOST: [number, RequestFact] = [3, { type: 'lost', failure }];
const settled = (outcome: 'applied' | 'not-applied' | 'unclear'): [number, RequestFact] => [
  70,
  { type: 'settled', outcome, evidence: 'x', exchange: null },
];
const said = (...facts: [number, RequestFact][]) => {
  const summary = summarize(aRequest(), life(...facts));
  return [wordsOfSummary(summary).word, verdictCode(summary)];
};

describe('the name of a write that came to nothing', () => {
  it('is Not sent only where no byte left', () => {
    expect(said([0, { type: 'not-sent', failure }])).toEqual(['Not sent', 'not-sent']);
  });

  it('is Not applied where it left and the object read back does not have it', () => {
    expect(said(SENT, LOST, settled('not-applied'))).toEqual(['Not applied', 'not-applied']);
  });

  it('is neither where it was applied, or nobody knows', () => {
    expect(said(SENT, LOST, settled('applied'))).toEqual(['Accepted', 'accepted']);
    expect(said(SENT, LOST, settled('unclear'))).toEqual(['In doubt', 'in-doubt']);
  });
});
