import { describe, expect, test } from 'vitest';
import { createFinder, type Find, PAGE_ROWS, rowAt } from '../../../renderer/inventory/finder.ts';
import { ManagerId } from '../../../shared/ids.ts';
import type { FoundPage } from '../../../shared/inventory.ts';
import type { Result } from '../../../shared/result.ts';

const managerId = ManagerId.parse('m1');
const ASK = { managerId, kind: 'sessions', typed: '' } as const;

/** A main with so many sessions; each answer waits until it is let go, where `held`. */
function setUp(total = 1000, held = false) {
  const asked: Parameters<Find>[0][] = [];
  const waiting: (() => void)[] = [];
  const size = { total };
  const find: Find = async (input) => {
    asked.push(input);
    if (held) await new Promise<void>((resolve) => waiting.push(resolve));
    const end = Math.min(input.offset + input.limit, size.total);
    const rows = Array.from({ length: Math.max(0, end - input.offset) }, (_, at) => {
      const id = `${input.typed}${input.offset + at}`;
      const entity = { managerId, kind: 'sessions' as const, id, name: id, body: {}, readAt: 1 };
      return { entity, why: [] };
    });
    const value: FoundPage = {
      offset: input.offset,
      total: size.total,
      counts: { sessions: size.total },
      rows,
      related: [],
      place: input.locate === null ? null : Number(input.locate),
    };
    return { ok: true, value } satisfies Result<FoundPage>;
  };
  const finder = createFinder(find);
  const idAt = (index: number) => rowAt(finder.getState(), index)?.entity.id ?? null;
  return { finder, asked, waiting, size, idAt, get: () => finder.getState() };
}

describe('what is found in the window', () => {
  test('has a first page, and others once they are looked at, each asked for once', async () => {
    const { asked, idAt, get } = setUp();
    await get().look(ASK, null);
    expect([get().total, idAt(99), idAt(100)]).toEqual([1000, '99', null]);
    get().need(95, 120);
    get().need(96, 121);
    await expect.poll(() => idAt(100)).toBe('100');
    expect(asked.map(({ offset }) => offset)).toEqual([0, PAGE_ROWS]);
    get().need(990, 1400);
    await expect.poll(() => idAt(999)).toBe('999');
    expect(idAt(1000)).toBeNull();
  });

  test('is the answer to what was typed last, whatever answer comes last', async () => {
    const { waiting, idAt, get } = setUp(10, true);
    const first = get().look({ ...ASK, typed: 'a' }, null);
    const second = get().look({ ...ASK, typed: 'ab' }, null);
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect([get().ask?.typed, idAt(0)]).toEqual(['ab', 'ab0']);
  });

  test('stays while newer words are searched for', async () => {
    const { waiting, idAt, get } = setUp(10, true);
    const first = get().look(ASK, null);
    waiting[0]?.();
    await first;
    void get().look({ ...ASK, typed: 'x' }, null);
    expect([get().phase, idAt(3)]).toEqual(['ready', '3']);
  });

  test('is read again where one was, and at its end where it has become shorter', async () => {
    const { size, idAt, get } = setUp();
    await get().look(ASK, null);
    get().need(900, 920);
    await expect.poll(() => idAt(910)).toBe('910');
    size.total = 250;
    await get().again('7');
    expect([get().total, idAt(249), idAt(250), get().located?.place]).toEqual([
      250,
      '249',
      null,
      7,
    ]);
  });

  test('keeps no more pages than are near', async () => {
    const { idAt, get } = setUp(10_000);
    await get().look(ASK, null);
    for (let index = 0; index < 10_000; index += PAGE_ROWS) {
      get().need(index, index);
      await expect.poll(() => idAt(index)).toBe(String(index));
    }
    expect(Object.keys(get().pages).length).toBeLessThanOrEqual(12);
    expect(idAt(0)).toBeNull();
    get().need(0, 10);
    await expect.poll(() => idAt(0)).toBe('0');
  });

  test('says why, where it can’t be had', async () => {
    const failure = { kind: 'bug', detail: 'disk' } as const;
    const finder = createFinder(async () => ({ ok: false, failure }));
    await finder.getState().look(ASK, null);
    expect(finder.getState()).toMatchObject({ phase: 'failed', failure });
  });
});
