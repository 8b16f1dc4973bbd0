import { describe, expect, it } from 'vitest';
import { attentionOf } from '../../renderer/shell/attention-of.ts';
import type { Verdict } from '../../shared/realization.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { withSeen } from '../../shared/seen.ts';
import { MAX_SEEN, Settings } from '../../shared/settings.ts';

const NOW = 1_000_000;
const row = (id: string, verdict: Verdict, checks = 1, open = false) =>
  ({
    request: {
      id,
      managerId: 'm',
      kind: 'sessions',
      entityId: id,
      writtenAt: NOW,
      changedFields: [],
    },
    entityId: id,
    verdict,
    checks,
    open,
  }) as unknown as RequestSummary;
const ids = (rows: readonly RequestSummary[]) => rows.map(({ request }) => request.id);

describe('an end that was seen', () => {
  it('leaves the desk', () => {
    const rows = [row('a', 'failed'), row('b', 'failed')];
    const seen = withSeen([], row('a', 'failed'));
    expect(ids(attentionOf(rows, NOW, seen))).toEqual(['b']);
  });

  it('asks again where the request was taken up and ended anew', () => {
    const seen = withSeen([], row('a', 'failed', 3));
    expect(ids(attentionOf([row('a', 'failed', 5)], NOW, seen))).toEqual(['a']);
    expect(ids(attentionOf([row('a', 'timed-out', 3)], NOW, seen))).toEqual(['a']);
  });

  it('is never one that is open or in doubt', () => {
    const rows = [row('a', 'in-doubt'), row('b', 'in-progress', 1, true)];
    const seen = rows.reduce<string[]>(withSeen, []);
    expect(ids(attentionOf(rows, NOW, seen))).toEqual(['a', 'b']);
  });

  it('is kept once, and the oldest go first; settings of before have none', () => {
    const many = Array.from({ length: MAX_SEEN + 5 }, (_, at) => row(`r${at}`, 'failed'));
    const seen = many.reduce<string[]>(withSeen, []);
    expect(seen).toHaveLength(MAX_SEEN);
    expect(withSeen(seen, row('r9', 'failed'))).toHaveLength(MAX_SEEN);
    expect(Settings.parse({}).seen).toEqual([]);
  });
});
