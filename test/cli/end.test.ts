import { describe, expect, it } from 'vitest';
import { EXIT_CODE, endOfFailure, endOfVerdict } from '../../electron/cli/end.ts';
import type { Verdict } from '../../shared/realization.ts';
import type { Failure } from '../../shared/result.ts';

const AWAY: Failure = { kind: 'unreachable', address: 'nsx', reason: 'dns', detail: '' };
const NO = { module: null, code: 403, message: '' };

describe('the exit code', () => {
  it.each<[Failure, number]>([
    [{ kind: 'bug', detail: 'x' }, 70],
    [AWAY, 5],
    [{ kind: 'untrusted', address: 'nsx', expected: null, presented: null, detail: '' }, 5],
    [{ kind: 'unauthorized', error: NO }, 6],
    [{ kind: 'halted', managerId: 'm' }, 6],
    [{ kind: 'invalid', issues: [] }, 4],
    [{ kind: 'read-only', managerName: 'Lab' }, 4],
    [{ kind: 'not-found', what: 'that' }, 4],
    [{ kind: 'stale', detail: 'in doubt' }, 7],
  ])('of a failure: %j', (failure, code) => {
    expect(EXIT_CODE[endOfFailure(failure)]).toBe(code);
  });

  it.each<[Verdict, Failure | null, string, number]>([
    ['not-sent', AWAY, 'unreachable', 5],
    ['not-sent', { kind: 'bug', detail: 'x' }, 'bug', 70],
    ['not-sent', null, 'not-applied', 4],
    ['in-progress', null, 'timed-out', 3],
    ['realized', null, 'realized', 0],
    ['in-doubt', null, 'in-doubt', 7],
  ])('of the verdict %s (why not sent: %j) is that of “%s”', (verdict, why, word, code) => {
    expect(endOfVerdict(verdict, why)).toBe(word);
    expect(EXIT_CODE[endOfVerdict(verdict, why)]).toBe(code);
  });
});
