import { describe, expect, it } from 'vitest';
import type { Usual } from '../../shared/history-query.ts';
import { usualWords } from '../../shared/usual-words.ts';

const known = (of: number) => ({ medianMs: 8000, p95Ms: 12_000, of });
const only = (session: Usual['session']): Usual => ({ manager: null, session, nodes: {} });
const took = (overallMs: number | null) => ({ overallMs, nodes: {}, nodeNames: {} });

describe('slower than usual', () => {
  it.each([
    [
      'above the p95 of twenty',
      known(20),
      13_000,
      'slower than usual: 13.0 s, above the p95 of 12.0 s of 20 before (median 8.0 s)',
    ],
    [
      'above the longest of five',
      known(5),
      13_000,
      'slower than usual: 13.0 s, above the longest, 12.0 s, of 5 before (median 8.0 s)',
    ],
    ['at the longest', known(19), 12_000, 'median 8.0 s, longest 12.0 s of 19 before'],
    ['above the longest of four', known(4), 60_000, 'median 8.0 s, longest 12.0 s of 4 before'],
    ['of one before', known(1), 900, '8.0 s, the one before'],
    ['quicker', known(40), 900, 'median 8.0 s, p95 12.0 s of 40 before'],
    ['not known how long it took', known(40), null, 'median 8.0 s, p95 12.0 s of 40 before'],
  ])('%s', (_, session, ms, words) => {
    expect(usualWords(only(session), took(ms)).map((line) => line.words)).toEqual([words]);
  });

  it('is said of each node by its name, the slow ones first; nothing is said where nothing is known', () => {
    const usual: Usual = { manager: known(9), session: null, nodes: { a: known(9), b: known(9) } };
    const lines = usualWords(usual, {
      overallMs: 9000,
      nodes: { a: 1000, b: 13_000 },
      nodeNames: { a: 'edge-01' },
    });
    expect(lines.map(({ of, isSlower }) => [of, isSlower])).toEqual([
      ['This manager', false],
      ['b', true],
      ['edge-01', false],
    ]);
    expect(usualWords({ manager: null, session: null, nodes: {} }, took(1))).toEqual([]);
  });

  it('lists nodes by name, as people count', () => {
    const nodes = { a: known(3), b: known(3), c: known(3) };
    const nodeNames = { a: 'edge-10', b: 'edge-02', c: 'edge-1' };
    const lines = usualWords(
      { manager: null, session: null, nodes },
      { overallMs: null, nodes: {}, nodeNames },
    );
    expect(lines.map(({ of }) => of)).toEqual(['edge-1', 'edge-02', 'edge-10']);
  });
});
