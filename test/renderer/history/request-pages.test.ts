import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRequestPages,
  type Find,
  PAGE_ROWS,
  placeOf,
  rowAt,
  whyAt,
} from '../../../renderer/history/request-pages.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../../shared/history-query.ts';
import type { RequestSummary } from '../../../shared/request.ts';

const summary = (id: string, verdict = 'realized') =>
  ({ request: { id }, verdict }) as unknown as RequestSummary;
const many = (count: number) => Array.from({ length: count }, (_, at) => summary(`r${at}`));
const ASK = { filter: ALL_REQUESTS, sort: NEWEST_FIRST };

/** Main with so many requests, answering when it is told to. */
function record(rows: RequestSummary[]) {
  const asked: number[] = [];
  let atOnce = 0;
  let most = 0;
  let waiting: (() => void)[] = [];
  let isHeld = false;
  let fails = false;
  const find: Find = async ({ offset, limit, locate }) => {
    if (limit > 0) asked.push(offset / PAGE_ROWS);
    atOnce += 1;
    most = Math.max(most, atOnce);
    if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
    atOnce -= 1;
    if (fails) return { ok: false, failure: { kind: 'bug', detail: 'no' } };
    const place = rows.findIndex(({ request }) => request.id === locate);
    return {
      ok: true,
      value: {
        total: rows.length,
        rows: rows.slice(offset, offset + limit),
        why: { r150: { before: 'a ', match: 'b', after: ' c' } },
        place: place < 0 ? null : place,
      },
    };
  };
  return {
    rows,
    asked,
    find,
    most: () => most,
    hold() {
      isHeld = true;
    },
    fail(now: boolean) {
      fails = now;
    },
    async release() {
      isHeld = false;
      for (const go of waiting) go();
      waiting = [];
      await settle();
    },
    /** The one that was asked last is answered first. */
    async releaseLast() {
      waiting.pop()?.();
      await settle();
    },
  };
}

/** Everything that is not held has answered. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('pages of the record', () => {
  it('come in as they are looked at, never the whole', async () => {
    const main = record(many(100_000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    expect(pages.getState().total).toBe(100_000);
    pages.getState().need(50_080, 50_120);
    await settle();
    expect(rowAt(pages.getState(), 50_100)?.request.id).toBe('r50100');
    expect(placeOf(pages.getState(), 'r50100')).toBe(50_100);
    expect(rowAt(pages.getState(), 70_000)).toBeNull();
    expect(main.asked).toEqual([0, 500, 501]);
  });

  it('say why a request was found, as long as its page is here', async () => {
    const main = record(many(5000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    expect(whyAt(pages.getState(), 150)).toBeNull();
    pages.getState().need(120, 160);
    await settle();
    expect(whyAt(pages.getState(), 150)).toEqual({ before: 'a ', match: 'b', after: ' c' });
    expect(whyAt(pages.getState(), 151)).toBeNull();
    for (let at = 10; at < 40; at += 1) {
      pages.getState().need(at * PAGE_ROWS, at * PAGE_ROWS + 40);
      await settle();
    }
    expect(Object.keys(pages.getState().why)).toEqual(Object.keys(pages.getState().pages));
  });

  it('that were scrolled past before they were asked for are never asked for', async () => {
    const main = record(many(100_000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    main.hold();
    for (let at = 10; at < 900; at += 1) {
      pages.getState().need(at * PAGE_ROWS, at * PAGE_ROWS + 40);
    }
    expect(main.most()).toBe(2);
    await main.release();
    expect(main.asked).toEqual([0, 10, 11, 899]);
    expect(rowAt(pages.getState(), 89_910)?.request.id).toBe('r89910');
  });

  it('are few in the window, and those in sight are among them', async () => {
    const main = record(many(5000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4900 }), { maxLength: 12 }),
        async (to) => {
          for (const from of to) {
            pages.getState().need(from, from + 60);
            await settle();
            expect(rowAt(pages.getState(), from)?.request.id).toBe(`r${from}`);
            expect(rowAt(pages.getState(), from + 60)?.request.id).toBe(`r${from + 60}`);
            expect(Object.keys(pages.getState().pages).length).toBeLessThanOrEqual(12);
          }
        },
      ),
    );
  });

  it('of an older question are dropped', async () => {
    const main = record(many(300));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    main.hold();
    const typed = { ...ASK, filter: { ...ALL_REQUESTS, text: 'l' } };
    const first = pages.getState().look(typed, null);
    const further = { ...ASK, filter: { ...ALL_REQUESTS, text: 'le' } };
    const second = pages.getState().look(further, null);
    await main.releaseLast();
    expect(pages.getState().ask).toEqual(further);
    await main.release();
    await Promise.all([first, second]);
    expect(pages.getState().ask).toEqual(further);
  });

  it('that could not be had are asked for again once something else is in sight', async () => {
    const main = record(many(5000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    main.fail(true);
    pages.getState().need(2000, 2040);
    await settle();
    expect(main.asked).toEqual([0, 20]);
    main.fail(false);
    pages.getState().need(0, 40);
    pages.getState().need(2000, 2040);
    await settle();
    expect(rowAt(pages.getState(), 2010)?.request.id).toBe('r2010');
  });

  it('say why nothing could be read', async () => {
    const main = record(many(5));
    const pages = createRequestPages(main.find);
    main.fail(true);
    await pages.getState().look(ASK, null);
    expect(pages.getState()).toMatchObject({ phase: 'failed', failure: { kind: 'bug' } });
    main.fail(false);
    await pages.getState().again(null);
    expect(pages.getState()).toMatchObject({ phase: 'ready', failure: null, total: 5 });
  });
});

describe('a request that changes', () => {
  it('is changed where it stands, and one that is not here changes nothing', async () => {
    const main = record(many(250));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    expect(pages.getState().take(summary('r7', 'failed'))).toBe(true);
    expect(rowAt(pages.getState(), 7)?.verdict).toBe('failed');
    expect(pages.getState().take(summary('r230', 'failed'))).toBe(false);
  });

  it('may come anew or go: the rows in sight are read again, and the place of the one in front with them', async () => {
    const main = record(many(250));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    pages.getState().need(90, 130);
    await settle();
    main.rows.unshift(summary('new'));
    await pages.getState().again('r100');
    expect(rowAt(pages.getState(), 101)?.request.id).toBe('r100');
    expect(pages.getState()).toMatchObject({ total: 251, located: { id: 'r100', place: 101 } });
    main.rows.splice(3);
    await pages.getState().again('r100');
    expect(pages.getState()).toMatchObject({ total: 3, located: { id: 'r100', place: null } });
    expect(rowAt(pages.getState(), 0)?.request.id).toBe('new');
  });
});

describe('the requests between two places', () => {
  it('are had whether they are here or not', async () => {
    const main = record(many(1000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    const place = fc.integer({ min: 0, max: 999 });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const between = await pages.getState().between(from, to);
        expect(between?.map(({ request }) => request.id)).toEqual(
          many(1000)
            .slice(from, to + 1)
            .map(({ request }) => request.id),
        );
      }),
    );
  });

  it('are none where one of them can’t be had', async () => {
    const main = record(many(1000));
    const pages = createRequestPages(main.find);
    await pages.getState().look(ASK, null);
    main.fail(true);
    expect(await pages.getState().between(0, 500)).toBeNull();
  });
});
