import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  askedOf,
  chipsOf,
  dayBegins,
  dayEnds,
  isUpsideDown,
  type Labels,
  labelOf,
  learnLabels,
  needsLabels,
  orderValues,
  shownAtFirst,
  toggleValue,
  withoutChoice,
} from '../../../renderer/history/facet-choice.ts';
import {
  type Facet,
  type FacetCounts,
  SavedView,
  ViewFilter,
  WHOLE_RECORD,
} from '../../../shared/history-query.ts';

const DAY = Date.UTC(2026, 1, 3);
const chosen = ViewFilter.parse({
  text: 'leeds',
  show: 'open',
  managers: ['m1'],
  kinds: ['sessions'],
  verdicts: ['failed', 'timed-out'],
  marks: ['none', 'signed-off'],
  from: DAY,
  until: DAY + 86_400_000,
});
const labels: Labels = { 'managers/m1': 'nsx-ams' };
const told = (filter: ViewFilter) =>
  chipsOf(filter, labels, 'utc').map(({ name, label }) => `${name} ${label}`);

afterEach(() => vi.unstubAllEnvs());

describe('the chips of a filter', () => {
  it('say each choice in words, with its facet', () => {
    expect(told(chosen)).toEqual([
      'Manager nsx-ams',
      'Kind IPSec VPN session',
      'Verdict Failed',
      'Verdict Timed out',
      'Mark No mark',
      'Mark Signed off',
      'Since 2026-02-03',
      'Until 2026-02-03',
    ]);
    expect(told(WHOLE_RECORD)).toEqual([]);
  });

  it('each take away themselves and nothing else', () => {
    const all = told(chosen);
    for (const [at, chip] of chipsOf(chosen, labels, 'utc').entries()) {
      expect(told(chip.without)).toEqual(all.filter((_, other) => other !== at));
      expect(chip.without.text).toBe('leeds');
    }
  });

  it('go all at once, and what is typed stays', () => {
    expect(withoutChoice(chosen)).toEqual({ ...WHOLE_RECORD, text: 'leeds', show: 'open' });
  });
});

describe('a value of a facet', () => {
  it('is chosen by the first press and left by the second, whatever else is chosen', () => {
    const facet = fc.constantFrom<Facet>('managers', 'entities', 'nodes', 'users', 'tags');
    fc.assert(
      fc.property(facet, fc.stringMatching(/^[a-z0-9-]{1,40}$/), (of, value) => {
        const before = toggleValue(chosen, of, 'another');
        const on = toggleValue(before, of, value);
        expect(on[of].includes(value as never)).toBe(!before[of].includes(value as never));
        expect(new Set(toggleValue(on, of, value)[of])).toEqual(new Set(before[of]));
      }),
    );
  });

  it('that is none is not taken', () => {
    expect(toggleValue(chosen, 'methods', 'GET')).toBe(chosen);
  });

  it('keeps the words that main gave it, also when it is counted no more', () => {
    const counts = {
      facets: {
        ...Object.fromEntries(
          ['managers', 'kinds', 'entities', 'methods', 'verdicts', 'users', 'tags', 'marks'].map(
            (name) => [name, []],
          ),
        ),
        nodes: [{ value: 'n1', label: 'edge-01', count: 2 }],
      },
    } as unknown as FacetCounts;
    const filter = toggleValue(WHOLE_RECORD, 'nodes', 'n1');
    expect(needsLabels(filter, {})).toBe(true);
    const learned = learnLabels(learnLabels({}, counts), {
      facets: { ...counts.facets, nodes: [] },
    });
    expect(labelOf('nodes', 'n1', learned)).toBe('edge-01');
    expect(needsLabels(filter, learned)).toBe(false);
    expect(labelOf('nodes', 'n2', learned)).toBe('n2');
  });
});

describe('the values of a facet', () => {
  const counted = ['n3', 'n1', 'n2'].map((value, at) => ({ value, count: 9 - at }));
  const names = { 'nodes/n1': 'edge-10', 'nodes/n2': 'edge-2', 'nodes/n3': 'edge-11' };
  const values = (facet: Facet, all = counted) =>
    orderValues(facet, all, names).map(({ value }) => value);

  it('stand with the most frequent first, and as many by name; nodes by name alone', () => {
    expect(values('nodes')).toEqual(['n2', 'n1', 'n3']);
    expect(values('users')).toEqual(['n3', 'n1', 'n2']);
    const even = counted.map((one) => ({ ...one, count: 1 }));
    expect(values('users', even)).toEqual(['n1', 'n2', 'n3']);
  });

  it('are six at first and what is chosen; one alone is never left out', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_none, at) => ({ value: `v${at}`, count: 1 }));
    expect(shownAtFirst(some(7), [])).toHaveLength(7);
    expect(shownAtFirst(some(8), [])).toHaveLength(6);
    expect(shownAtFirst(some(9), ['v8']).map(({ value }) => value)).toContain('v8');
  });
});

describe('a day of the filter', () => {
  it.each([
    ['2026-02-03', Date.UTC(2026, 1, 3), Date.UTC(2026, 1, 4)],
    ['2024-02-29', Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)],
    ['', null, null],
    ['0000-99-99', null, null],
    ['3 February', null, null],
  ])('%j begins and ends', (day, begins, ends) => {
    expect(dayBegins(day, 'utc')).toBe(begins);
    expect(dayEnds(day, 'utc')).toBe(ends);
  });
});

it('a filter that ends before it begins is known for one', () => {
  const days = (from: number | null, until: number | null) => ({ ...WHOLE_RECORD, from, until });
  expect(isUpsideDown(days(DAY, DAY))).toBe(true);
  expect(isUpsideDown(days(DAY, DAY + 86_400_000))).toBe(false);
  expect(isUpsideDown(days(DAY, null))).toBe(false);
});

describe('the last days of a view', () => {
  const NOON = Date.UTC(2026, 10, 30, 12);
  const DAYS = 86_400_000;
  const days = (lately: 1 | 7 | 30) => ViewFilter.parse({ text: 'leeds', lately });
  const begins = (lately: 1 | 7 | 30, now: number) =>
    new Date(askedOf(days(lately), now, 'utc').from ?? 0).toISOString().slice(0, 10);

  it('are those before the day on which it is looked at, today among them', () => {
    expect(begins(1, NOON)).toBe('2026-11-30');
    expect(begins(7, NOON)).toBe('2026-11-24');
    expect(begins(30, NOON)).toBe('2026-11-01');
    expect(begins(1, NOON + 3 * DAYS)).toBe('2026-12-03');
    expect(askedOf(days(7), NOON, 'utc')).toMatchObject({ text: 'leeds', until: null });
  });

  it('are whole days where the clock is set in between', () => {
    vi.stubEnv('TZ', 'Europe/Amsterdam');
    const night = new Date(2026, 2, 30, 0, 30).getTime();
    for (const lately of [1, 7, 30] as const) {
      for (const now of [night, night + 7 * DAYS, night + 210 * DAYS, night + 217 * DAYS]) {
        const at = new Date(askedOf(days(lately), now, 'local').from ?? 0);
        const today = new Date(now);
        expect(at).toEqual(
          new Date(today.getFullYear(), today.getMonth(), today.getDate() - lately + 1),
        );
      }
    }
  });

  it('are said in words, and are gone with their ×', () => {
    expect(told(days(1))).toEqual(['Time Today']);
    expect(told(days(30))).toEqual(['Last 30 days']);
    expect(chipsOf(days(7), {}, 'utc')[0]?.without.lately).toBeNull();
  });

  it('are kept as days, and a view that was kept with a date goes on having it', () => {
    const kept = (filter: object) =>
      SavedView.parse({
        name: 'x',
        filter,
        sort: { by: 'written', descending: true },
        columns: [],
      });
    expect(kept({ lately: 7 }).filter).toMatchObject({ lately: 7, from: null });
    const old = kept({ from: NOON }).filter;
    expect(told(old)).toEqual(['Since 2026-11-30']);
    expect(askedOf(old, NOON + 3 * DAYS, 'utc').from).toBe(NOON);
  });
});
