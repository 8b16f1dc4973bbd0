import {
  ALL_REQUESTS,
  FACETS,
  type Facet,
  type FacetCounts,
  type HistoryFilter,
  HistoryFilter as HistoryFilters,
} from '../../shared/history-query.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { ReviewMark } from '../../shared/request.ts';
import { MARK_WORDS } from '../../shared/words.ts';
import { dateOf, type Zone } from '../ui/time.ts';

export const FACET_NAME: Record<Facet, string> = {
  managers: 'Manager',
  kinds: 'Kind',
  entities: 'Entity',
  methods: 'Method',
  verdicts: 'Verdict',
  nodes: 'Node',
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

const NAMED_BY_MAIN: readonly Facet[] = ['managers', 'entities', 'nodes'];

/** Something is chosen whose words are not known: a saved view has ids alone. */
export function needsLabels(filter: HistoryFilter, labels: Labels): boolean {
  return NAMED_BY_MAIN.some((facet) =>
    filter[facet].some((value) => labels[labelKey(facet, value)] === undefined),
  );
}

/** The filter with a value of a facet chosen, or no more. */
export function toggleValue(filter: HistoryFilter, facet: Facet, value: string): HistoryFilter {
  const chosen: readonly string[] = filter[facet];
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  const parsed = HistoryFilters.safeParse({ ...filter, [facet]: next });
  return parsed.success ? parsed.data : filter;
}

/** One thing that is chosen, with what takes it away. */
export type FilterChip = { key: string; name: string; label: string; without: HistoryFilter };

const DAY_MS = 86_400_000;

/** What is chosen in the panel, one by one; the typed words and the tabs over the list show themselves. */
export function chipsOf(filter: HistoryFilter, labels: Labels, zone: Zone): FilterChip[] {
  const values = FACETS.flatMap((facet) =>
    (filter[facet] as readonly string[]).map((value) => ({
      key: labelKey(facet, value),
      name: FACET_NAME[facet],
      label: labelOf(facet, value, labels),
      without: toggleValue(filter, facet, value),
    })),
  );
  const { from, until } = filter;
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
export function withoutChoice({ text, show, only }: HistoryFilter): HistoryFilter {
  return { ...ALL_REQUESTS, text, show, only };
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
