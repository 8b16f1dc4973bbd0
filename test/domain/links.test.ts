import { describe, expect, it } from 'vitest';
import { createLinks } from '../../electron/domain/manager/links.ts';
import { createRecheck } from '../../electron/domain/manager/recheck.ts';
import { linkWords } from '../../renderer/manager/link.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';

const ID = ManagerId.parse('m');
const away = (reason: 'reset' | 'timeout'): Failure => ({
  kind: 'unreachable',
  address: 'nsx',
  reason,
  detail: reason,
});

function linkAfter(...ends: (Failure | null)[]) {
  let now = 0;
  const links = createLinks(() => (now += 1000));
  const told = ends.map((end) => links.note(ID, end));
  return { link: links.get(ID), told };
}

describe('the way to a manager', () => {
  it('is not called offline after one connection that was reset: it is said, and asked again', () => {
    const { link, told } = linkAfter(null, away('reset'));
    expect(link.state).toBe('reachable');
    expect(told).toEqual([true, true]);
    const view = { link, facts: null } as unknown as ManagerView;
    expect(linkWords(view, 'utc')).toMatchObject({
      word: 'Asking again',
      tone: 'neutral',
      phrase: 'one connection was reset; asking again',
    });
  });

  it('is offline after the second, and after any other failure at once', () => {
    expect(linkAfter(null, away('reset'), away('reset')).link.state).toBe('unreachable');
    expect(linkAfter(null, away('reset'), away('timeout')).link.state).toBe('unreachable');
    expect(linkAfter(null, away('timeout')).link.state).toBe('unreachable');
    expect(linkAfter(away('reset')).link.state).toBe('unreachable');
  });

  it('is reachable as before once it answered again, and says so', () => {
    const { link, told } = linkAfter(null, away('reset'), null);
    expect(link).toMatchObject({ state: 'reachable', failure: null });
    expect(link.resetAt).toBeUndefined();
    expect(told[2]).toBe(true);
  });

  it('is asked again a second after the first reset, then ever more seldom', () => {
    const waits: number[] = [];
    const clock = {
      after(ms: number) {
        waits.push(ms);
        return () => {};
      },
    };
    const recheck = createRecheck(
      clock,
      async () => {},
      () => {},
    );
    for (const reason of ['reset', 'reset', 'timeout'] as const) recheck.noted(ID, away(reason));
    expect(waits).toEqual([1000, 10_000, 20_000]);
  });
});
