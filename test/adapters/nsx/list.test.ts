import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../electron/adapters/nsx/list.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { fail, ok } from '../../../shared/result.ts';

type Act = (ids: string[]) => void;
const PAGE = 3;

/** A manager whose cursor is a place in the list; `between` is what happens before each page is read. */
function managerWith(
  ids: string[],
  between: Act[] = [],
  counted: (ids: readonly string[], at: number) => number | undefined = (all, at) =>
    at === 0 ? all.length : undefined,
) {
  let pages = 0;
  return {
    pages: () => pages,
    async get(cursor: string | null) {
      between[pages]?.(ids);
      pages += 1;
      const at = cursor === null ? 0 : Number(cursor);
      const count = counted(ids, at);
      const page: JsonObject = {
        results: ids.slice(at, at + PAGE).map((id) => ({ id })),
        ...(count === undefined ? {} : { result_count: count }),
        ...(at + PAGE < ids.length ? { cursor: String(at + PAGE) } : {}),
      };
      return ok(page);
    },
  };
}

const LETTERS = () => [...'abcdefgh'];
const drop =
  (id: string): Act =>
  (ids) =>
    void ids.splice(ids.indexOf(id), 1);
const nothing: Act = () => {};
const read = async (manager: ReturnType<typeof managerWith>) => {
  const list = await readList(manager.get);
  if (!list.ok) throw new Error(JSON.stringify(list.failure));
  return list.value.map(({ id }) => id).join('');
};

describe('a list that shrinks while it is paged', () => {
  it('is read anew: the object that took the place of the one that went is not lost', async () => {
    const manager = managerWith(LETTERS(), [nothing, drop('a')]);
    expect(await read(manager)).toBe('bcdefgh');
    expect(manager.pages()).toBeGreaterThan(3);
  });

  it('is read anew where only a later page says that there are fewer', async () => {
    // Another comes at the end before the last page is read: the sum alone does not tell.
    const saysEachTime = (ids: readonly string[]) => ids.length;
    const manager = managerWith(
      LETTERS(),
      [nothing, drop('a'), (ids) => ids.push('i')],
      saysEachTime,
    );
    expect(await read(manager)).toBe('bcdefghi');
  });

  it('is no list at all where it never stands still', async () => {
    const ids = Array.from({ length: 40 }, (_none, at) => `id-${at}`);
    const between = Array.from({ length: 200 }, (): Act => (all) => void all.shift());
    const list = await readList(managerWith(ids, between).get);
    expect(list).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  });
});

describe('a list that is read', () => {
  it('once is enough where it stood still, or only grew at its end', async () => {
    const still = managerWith(LETTERS());
    expect(await read(still)).toBe('abcdefgh');
    expect(still.pages()).toBe(3);
    const grew = managerWith(LETTERS(), [nothing, (ids) => ids.push('i')]);
    expect(await read(grew)).toBe('abcdefghi');
    expect(grew.pages()).toBe(3);
  });

  it('with an object on two pages is read anew', async () => {
    const manager = managerWith(LETTERS(), [nothing, (ids) => ids.unshift('A')]);
    expect(await read(manager)).toBe('Aabcdefgh');
  });

  it('of a manager that counts otherwise is taken once it is the same twice', async () => {
    const manager = managerWith(LETTERS(), [], (_ids, at) => (at === 0 ? 99 : undefined));
    expect(await read(manager)).toBe('abcdefgh');
    expect(manager.pages()).toBe(6);
  });

  it('on one page is what it is, whatever its count says', async () => {
    const manager = managerWith(['a', 'b'], [], () => 7);
    expect(await read(manager)).toBe('ab');
    expect(manager.pages()).toBe(1);
  });

  it('ends with the failure of its page, also in a later reading', async () => {
    const failure = { kind: 'stale', detail: 'cancelled' } as const;
    const manager = managerWith(LETTERS(), [nothing, drop('a')]);
    let calls = 0;
    const list = await readList(async (cursor) => {
      calls += 1;
      return calls > 4 ? fail(failure) : manager.get(cursor);
    });
    expect(list).toEqual({ ok: false, failure });
  });

  it('has every object that was there all the time, whatever goes meanwhile, or is none', async () => {
    const goes = fc.array(fc.nat({ max: 20 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), goes, async (size, places) => {
        const ids = Array.from({ length: size }, (_none, at) => `id-${at}`);
        const between = places.map(
          (place): Act =>
            (all) => {
              if (place < all.length) all.splice(place, 1);
            },
        );
        const list = await readList(managerWith(ids, between).get);
        if (!list.ok) return;
        const found = new Set(list.value.map(({ id }) => id));
        expect(ids.filter((id) => !found.has(id))).toEqual([]);
      }),
    );
  });
});
