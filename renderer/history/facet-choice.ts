import {
  FACETS,
  type Facet,
  type FacetCounts,
  type HistoryFilter,
  type LATELY_DAYS,
  type ViewFilter,
  ViewFilter as ViewFilters,
  WHOLE_RECORD,
} from '../../shared/history-query.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { ReviewMark } from '../../shared/request.ts';
import { inNaturalOrder, MARK_WORDS } from '../../shared/words.ts';
import { dateOf, type Zone } from '../ui/time.ts';

export const FACET_NAME: Record<Facet, string> = {
  managers: 'Manager',
  kinds: 'Kind',
  entities: 'Object',
  methods: 'Method',
  verdicts: 'Verdict',
  // Which were asked, however they answered.
  nodes: 'Node asked',
  users: 'User',
  tags: 'Tag',
  marks: 'Mark',
};

/** Words for values that only main can name, by facet and value. */
export type Labels = Readonly<Record<string, string>>;
const labelKey = (facet: Facet, value: string) => `${facet}/${value}`;

/** The words of what was counted, kept: a value that is chosen may be counted no more. */
export function learnLabels(known: Labels, { facets }: Pick<FacetCounts, 'facets'>): Labels {
  const learned = FACETS.flatMap((facet) =>
    facets[facet].map(({ value, label }) => [labelKey(facet, value), label] as const),
  );
  return { ...known, ...Object.fromEntries(learned) };
}

/** A value in words: those of the standard where it has some, else what main called it, else itself. */
export function labelOf(facet: Facet, value: string, labels: Labels): string {
  if (facet === 'marks') return MARK_WORDS[value as ReviewMark] ?? 'No mark';
  if (facet === 'kinds') return KIND_NAME[value as keyof typeof KIND_NAME] ?? value;
  if (facet === 'verdicts') {
    return VERDICT_FACTS[value as keyof typeof VERDICT_FACTS]?.word ?? value;
  }
  return labels[labelKey(facet, value)] ?? value;
}

type Counted = { value: string; count: number };

/** Values of a facet as they stand in it: the most frequent first, then by name; nodes by name alone, as they are known. */
export function orderValues(
  facet: Facet,
  values: readonly Counted[],
  labels: Labels,
): readonly Counted[] {
  return [...values].sort(
    (a, b) =>
      (facet === 'nodes' ? 0 : b.count - a.count) ||
      inNaturalOrder(labelOf(facet, a.value, labels), labelOf(facet, b.value, labels)),
  );
}

/** Values of a facet that are shown until all are asked for. */
const SHOWN = 6;

/** Of so many values those that are shown at first, and those that are chosen. One alone is never left out. */
export function shownAtFirst<T extends { value: string }>(
  all: readonly T[],
  chosen: readonly string[],
): readonly T[] {
  const shown = all.filter(({ value }, at) => at < SHOWN || chosen.includes(value));
  return shown.length === all.length - 1 ? all : shown;
}

const NAMED_BY_MAIN: readonly Facet[] = ['managers', 'entities', 'nodes'];

/** Something is chosen whose words are not known: a saved view has ids alone. */
export function needsLabels(filter: ViewFilter, labels: Labels): boolean {
  return NAMED_BY_MAIN.some((facet) =>
    filter[facet].some((value) => labels[labelKey(facet, value)] === undefined),
  );
}

/** The filter with a value of a facet chosen, or no more. */
export function toggleValue(filter: ViewFilter, facet: Facet, value: string): ViewFilter {
  const chosen: readonly string[] = filter[facet];
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  const parsed = ViewFilters.safeParse({ ...filter, [facet]: next });
  return parsed.success ? parsed.data : filter;
}

/** One thing that is chosen, with what takes it away. */
export type FilterChip = { key: string; name: string; label: string; without: ViewFilter };

const DAY_MS = 86_400_000;

type Lately = (typeof LATELY_DAYS)[number];
export const LATELY_WORDS: Record<Lately, string> = {
  1: 'Today',
  7: '7 days',
  30: '30 days',
};

/** What is chosen in the panel, one by one; the typed words and the tabs over the list show themselves. */
export function chipsOf(filter: ViewFilter, labels: Labels, zone: Zone): FilterChip[] {
  const values = FACETS.flatMap((facet) =>
    (filter[facet] as readonly string[]).map((value) => ({
      key: labelKey(facet, value),
      name: FACET_NAME[facet],
      label: labelOf(facet, value, labels),
      without: toggleValue(filter, facet, value),
    })),
  );
  const { from, until, lately } = filter;
  if (lately !== null) {
    const without = { ...filter, lately: null };
    const name = lately === 1 ? 'Time' : 'Last';
    values.push({ key: 'lately', name, label: LATELY_WORDS[lately], without });
  }
  if (from !== null) {
    const without = { ...filter, from: null };
    values.push({ key: 'from', name: 'Since', label: dateOf(from, zone), without });
  }
  if (until !== null) {
    const without = { ...filter, until: null };
    // The last day that is in it: “before the 4th” is “until the 3rd”.
    values.push({ key: 'until', name: 'Until', label: dateOf(until - 1, zone), without });
  }
  return values;
}

/** The filter with nothing chosen in the panel; what is typed and the tab stay. */
export function withoutChoice({ text, show, only }: ViewFilter): ViewFilter {
  return { ...WHOLE_RECORD, text, show, only };
}

/** What is asked of main: “the last 7 days” begins where it begins now. */
export function askedOf(filter: ViewFilter, now: number, zone: Zone): HistoryFilter {
  const { lately, ...asked } = filter;
  return lately === null ? asked : { ...asked, from: latelyBegins(lately, now, zone), until: null };
}

/** When the last days begin, today among them. */
export function latelyBegins(days: number, now: number, zone: Zone): number {
  const today = dayBegins(dateOf(now, zone), zone) ?? now;
  // From noon to noon: a day has 23 or 25 hours where the clock is set.
  const noon = today + DAY_MS / 2 - (days - 1) * DAY_MS;
  return dayBegins(dateOf(noon, zone), zone) ?? today;
}

export const NO_DAY = '“Since” is after “Until”: no day is in between';

/** No day can be in it: it ends before it begins. */
export function isUpsideDown({ from, until }: HistoryFilter): boolean {
  return from !== null && until !== null && from >= until;
}

/** A day as a date field has it, in ms: its beginning. Null where it is none. */
export function dayBegins(day: string, zone: Zone): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = Date.parse(zone === 'utc' ? `${day}T00:00:00Z` : `${day}T00:00:00`);
  return Number.isNaN(at) || at < 0 ? null : at;
}

/** The beginning of the day after, which has 23 or 25 hours where the clock is set. */
export function dayEnds(day: string, zone: Zone): number | null {
  const begins = dayBegins(day, zone);
  if (begins === null) return null;
  const NOON_AFTER = 1.5 * DAY_MS;
  return dayBegins(dateOf(begins + NOON_AFTER, zone), zone);
}
