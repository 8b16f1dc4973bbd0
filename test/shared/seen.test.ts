import { describe, expect, it } from 'vitest';
import { attentionOf } from '../../renderer/shell/attention-of.ts';
import type { Verdict } from '../../shared/realization.ts';
import type { RequestSummary, ReviewMark } from '../../shared/request.ts';
import { endKey } from '../../shared/seen.ts';
import { Settings } from '../../shared/settings.ts';

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

const marked = (summary: RequestSummary, mark: ReviewMark, at = NOW + 100): RequestSummary => ({
  ...summary,
  mark: { mark, by: 'ann', at },
});
const asking = (rows: readonly RequestSummary[], before: readonly string[] = []) =>
  ids(attentionOf(rows, NOW, before));

describe('an end that a person has marked', () => {
  it('leaves the desk as seen or signed off, and stays on it as questioned', () => {
    const rows = [
      marked(row('a', 'failed'), 'seen'),
      marked(row('b', 'failed'), 'signed-off'),
      marked(row('c', 'failed'), 'questioned'),
      row('d', 'failed'),
    ];
    expect(asking(rows)).toEqual(['c', 'd']);
  });

  it('asks again where the request was taken up and ended anew after the mark', () => {
    const failed = { ...row('a', 'failed'), lastCheckAt: NOW + 50, durationMs: 50 };
    expect(asking([marked(failed, 'seen')])).toEqual([]);
    expect(asking([marked({ ...failed, lastCheckAt: NOW + 200 }, 'seen')])).toEqual(['a']);
    expect(asking([marked({ ...failed, durationMs: 200 }, 'signed-off')])).toEqual(['a']);
  });

  it('is never one that is open or in doubt', () => {
    const rows = [row('a', 'in-doubt'), row('b', 'in-progress', 1, true)];
    expect(asking(rows.map((one) => marked(one, 'seen')))).toEqual(['a', 'b']);
  });
});

describe('an end that was taken off the desk when that was no mark', () => {
  const keyOf = (summary: RequestSummary) => [endKey(summary)];

  it('stays off it, until it ends anew', () => {
    expect(asking([row('a', 'failed', 3)], keyOf(row('a', 'failed', 3)))).toEqual([]);
    expect(asking([row('a', 'failed', 5)], keyOf(row('a', 'failed', 3)))).toEqual(['a']);
    expect(asking([row('a', 'timed-out', 3)], keyOf(row('a', 'failed', 3)))).toEqual(['a']);
  });

  it('is as its marks say where there are any', () => {
    const one = row('a', 'failed');
    expect(asking([marked(one, 'questioned')], keyOf(one))).toEqual(['a']);
    expect(asking([{ ...one, unmarkedAt: NOW }], keyOf(one))).toEqual(['a']);
  });

  it('is nothing that settings of before then know of', () => {
    expect(Settings.parse({}).seen).toEqual([]);
  });
});
