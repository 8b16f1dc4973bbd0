import type { Archive, Store } from '../../electron/domain/ports.ts';
import { foundIn, foundInRequest, hiddenWord } from '../../shared/found-by.ts';
import {
  facetValuesOf,
  isNotRealized,
  sortKeyOf,
  spread,
  timeSpans,
} from '../../shared/history-keys.ts';
import {
  FACETS,
  type Facet,
  type FacetCounts,
  type HistoryFilter,
  type HistorySort,
  MAX_FACET_VALUES,
} from '../../shared/history-query.ts';
import { remarksOf } from '../../shared/history-words.ts';
import { wordsIn } from '../../shared/inventory-search.ts';
import { packEvents } from '../../shared/packed-events.ts';
import { createProjection } from '../../shared/projection.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import { recordPage } from './record-page.ts';

type Source = Pick<Store, 'newestRequests' | 'eventsAfter'> & {
  nodeName?(nodeId: string): string | null;
};
const ALL = 1_000_000;

type Row = {
  summary: RequestSummary;
  words: string;
  text: string;
  nodes: ReadonlyMap<string, number | null>;
};

/** The record, looked through from its first request to its last: right, and as slow as that. */
export function plainArchive(source: Source): Archive {
  const rows = (): Row[] => source.newestRequests(ALL).map((summary) => rowOf(summary, source));
  return {
    async find({ filter, sort, offset, limit, locate }) {
      const found = rows()
        .filter((row) => fits(row, filter, null))
        .sort((a, b) => compare(a.summary, b.summary, sort));
      const place = found.findIndex(({ summary }) => summary.request.id === locate);
      const page = found.slice(offset, offset + limit);
      const words = wordsIn(filter.text);
      return ok({
        total: found.length,
        rows: page.map(({ summary }) => summary),
        ...(words.length > 0 && {
          why: Object.fromEntries(page.flatMap((row) => whyOf(row, words))),
        }),
        place: place < 0 ? null : place,
      });
    },
    async facets(filter) {
      const all = rows();
      const facets = Object.fromEntries(
        FACETS.map((facet) => [facet, countsOf(all, filter, facet, source)]),
      ) as FacetCounts['facets'];
      const times = all
        .filter((row) => fits(row, filter, 'times'))
        .map(({ summary }) => summary.request.writtenAt);
      return ok({
        total: all.filter((row) => fits(row, filter, null)).length,
        facets,
        times:
          times.length === 0
            ? []
            : timeSpans(Math.min(...times), Math.max(...times)).map((span) => ({
                ...span,
                count: times.filter((at) => at >= span.from && at < span.until).length,
              })),
      });
    },
    async usual(id) {
      const all = rows();
      const mine = all.find(({ summary }) => summary.request.id === id);
      if (!mine) return fail({ kind: 'not-found', what: 'that request' });
      const { request, entityId } = mine.summary;
      const before = all.filter(
        ({ summary }) =>
          summary.request.managerId === request.managerId &&
          compare(summary, mine.summary, { by: 'written', descending: false }) < 0,
      );
      const realized = before.filter(({ summary }) => summary.verdict === 'realized');
      const took = (of: readonly Row[]) =>
        spread(of.flatMap(({ summary }) => summary.durationMs ?? []));
      const nodes = [...mine.nodes.keys()].flatMap((node) => {
        const times = spread(before.flatMap((row) => row.nodes.get(node) ?? []));
        return times ? [[node, times] as const] : [];
      });
      return ok({
        manager: took(realized),
        session:
          entityId === null
            ? null
            : took(realized.filter(({ summary }) => summary.entityId === entityId)),
        nodes: Object.fromEntries(nodes),
      });
    },
    events: async (id, after, limit) => ok(packEvents(source.eventsAfter(id, after, limit))),
    async record(id, after, limit) {
      const found = source.newestRequests(ALL).find(({ request }) => request.id === id);
      if (!found) return fail({ kind: 'not-found', what: 'that request' });
      const events = source.eventsAfter(id, 0, ALL);
      return ok(recordPage({ request: found.request, events, nodeNames: {} }, after, limit));
    },
  };
}

function whyOf({ summary, words: text }: Row, words: readonly string[]) {
  const word = hiddenWord(summary, words);
  if (word === null) return [];
  const by = foundInRequest(summary, word) ?? foundIn(text.split('\n'), word);
  return by ? [[summary.request.id, by] as const] : [];
}

function rowOf(summary: RequestSummary, source: Source): Row {
  const projection = createProjection(summary.request);
  for (const event of source.eventsAfter(summary.request.id, 0, ALL)) projection.add(event);
  const { nodes } = projection.now();
  const words = projection.words();
  return { summary, words, text: `${words}\n${remarksOf(summary)}`, nodes };
}

function valuesOf(row: Row, facet: Facet, { nodeName }: Pick<Source, 'nodeName'>) {
  if (facet !== 'nodes') return facetValuesOf(row.summary, facet);
  return [...row.nodes.keys()].map((value) => ({ value, label: nodeName?.(value) ?? value }));
}

function fits(row: Row, filter: HistoryFilter, without: Facet | 'times' | null): boolean {
  const { summary, text } = row;
  const { writtenAt } = summary.request;
  if (filter.show === 'open' && !summary.open) return false;
  if (filter.show === 'not-realized' && !isNotRealized(summary)) return false;
  if (filter.only !== null && !filter.only.includes(summary.request.id)) return false;
  if (without !== 'times') {
    if (filter.from !== null && writtenAt < filter.from) return false;
    if (filter.until !== null && writtenAt >= filter.until) return false;
  }
  for (const facet of FACETS) {
    const chosen: readonly string[] = filter[facet];
    if (facet === without || chosen.length === 0) continue;
    if (!valuesOf(row, facet, {}).some(({ value }) => chosen.includes(value))) return false;
  }
  return wordsIn(filter.text).every((word) => text.includes(word));
}

function countsOf(
  rows: readonly Row[],
  filter: HistoryFilter,
  facet: Facet,
  source: Source,
): FacetCounts['facets'][Facet] {
  const counts = new Map<string, { value: string; label: string; count: number }>();
  for (const row of rows) {
    const isCounted = fits(row, filter, facet);
    for (const { value, label } of valuesOf(row, facet, source)) {
      // Of names the newest, be it among these or not: an object may have been called otherwise before.
      const known = counts.get(value) ?? { value, label, count: 0 };
      counts.set(value, { ...known, count: known.count + (isCounted ? 1 : 0) });
    }
  }
  const chosen: readonly string[] = filter[facet];
  return [...counts.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .filter((one, at) => at < MAX_FACET_VALUES || chosen.includes(one.value));
}

/** Of equals the newest stands first. */
function compare(a: RequestSummary, b: RequestSummary, sort: HistorySort): number {
  const way = sort.descending ? -1 : 1;
  const [left, right] = [sortKeyOf(a, sort.by), sortKeyOf(b, sort.by)];
  if (left !== right) {
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * way;
  }
  const age = b.request.writtenAt - a.request.writtenAt;
  const newestFirst = age || (a.request.id < b.request.id ? 1 : -1);
  return a.request.id === b.request.id
    ? 0
    : newestFirst * (sort.by === 'written' && !sort.descending ? -1 : 1);
}
