import type { Database } from 'libsql';
import * as z from 'zod';
import type { Input } from '../../../shared/contract.ts';
import { foundInRequest, hiddenWord } from '../../../shared/found-by.ts';
import { DAY_MS, timeSpans } from '../../../shared/history-keys.ts';
import {
  FACETS,
  type Facet,
  type FacetCounts,
  type HistoryFilter,
  type HistoryPage,
  type HistorySort,
  MAX_FACET_VALUES,
} from '../../../shared/history-query.ts';
import { wordsIn } from '../../../shared/inventory-search.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { VERDICT_FACTS } from '../../../shared/realization.ts';
import { historyExcerpt, historyText } from './history-text.ts';
import { COLUMN_OF, type Where, whereOf } from './history-where.ts';
import { asBytes, fitting, type Skipped, Utf8Text } from './rows.ts';
import { heldParts } from './summary-parts.ts';
import { type StoredSummary, SUMMARY_COLUMNS, SUMMARY_TABLES, summaryIn } from './summary-rows.ts';
import { version } from './version.ts';

const Counted = z.looseObject({ requests: z.number() });
const Placed = z.looseObject({ place: z.number() });
const Valued = z.looseObject({ value: Utf8Text, requests: z.number() });
const Day = z.looseObject({ requests: z.number(), first: z.number(), last: z.number() });
const Labelled = z.looseObject({ label: Utf8Text });

const KEY_OF: Record<HistorySort['by'], string> = {
  written: 's.written_at',
  manager: 's.manager_key',
  entity: 's.entity_key',
  kind: 's.kind_key',
  method: 's.method',
  verdict: 's.verdict_key',
  duration: 's.duration',
  checks: 's.checks',
  user: 's.user_key',
};

/** Of equals the newest stands first; what has no key stands last, whichever way. */
function orderOf({ by, descending }: HistorySort): string {
  const way = descending ? 'DESC' : 'ASC';
  if (by === 'written') return `s.written_at ${way}, s.request_id ${way}`;
  return `${KEY_OF[by]} ${way} NULLS LAST, s.written_at DESC, s.request_id DESC`;
}

/** Where the values of a facet are counted; nodes and tags from the requests that fit, or all of them at once. */
function countedFrom(facet: Facet, isAll: boolean): { column: string; from: string } {
  if (facet !== 'nodes' && facet !== 'tags') {
    return { column: COLUMN_OF[facet], from: 'summaries AS s' };
  }
  const table = facet === 'nodes' ? 'summary_nodes AS v' : 'summary_tags AS v';
  const from = isAll ? table : `summaries AS s CROSS JOIN ${table} ON v.number = s.number`;
  return { column: facet === 'nodes' ? 'v.node_id' : 'v.tag', from };
}

/** Lists whose count is remembered. */
const MOST_COUNTS = 20;

/** What is asked of the record by people: a page of what fits a filter, and how many would fit another choice. */
export function historyFind(db: Database, skipped: Skipped) {
  const versionOf = version(db);
  const hitsOf = historyText(db, versionOf);
  const partsOf = heldParts();
  const counts = new Map<string, number>();
  let countedAt = '';
  const excerptOf = historyExcerpt(db, skipped);

  /** Counted once until somebody writes: page after page of a list asks for it. */
  function countOf({ sql, values }: Where): number {
    const at = versionOf();
    if (at !== countedAt || counts.size >= MOST_COUNTS) counts.clear();
    countedAt = at;
    const key = JSON.stringify([sql, values]);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const row = db
      .prepare(`SELECT COUNT(*) AS requests FROM summaries AS s WHERE ${sql}`)
      .get(values);
    const { requests } = Counted.parse(row);
    counts.set(key, requests);
    return requests;
  }

  function find(input: Input<'history.find'>): HistoryPage {
    const { filter, sort, offset, limit, locate } = input;
    const where = whereOf(filter, hitsOf(filter.text), null);
    const order = orderOf(sort);
    // The page first, from the narrow table; then what its rows show.
    const rows = db
      .prepare(
        `SELECT ${SUMMARY_COLUMNS} FROM (SELECT number AS hit FROM summaries AS s WHERE ${where.sql}
           ORDER BY ${order} LIMIT :limit OFFSET :offset)
         CROSS JOIN ${SUMMARY_TABLES} WHERE s.number = hit ORDER BY ${order}`,
      )
      .all({ ...where.values, limit, offset });
    const found = rows.flatMap((row) => summaryIn(row, skipped, partsOf) ?? []);
    const words = wordsIn(filter.text);
    return {
      total: countOf(where),
      rows: found.map(({ summary }) => summary),
      ...(words.length > 0 && { why: whyOf(found, words) }),
      place: locate === null ? null : placeOf(where, order, locate),
    };
  }

  function whyOf(found: readonly StoredSummary[], words: readonly string[]): HistoryPage['why'] {
    const why = found.flatMap(({ summary, number }) => {
      const word = hiddenWord(summary, words);
      if (word === null) return [];
      const by = foundInRequest(summary, word) ?? excerptOf(number, word);
      return by ? [[summary.request.id, by] as const] : [];
    });
    return Object.fromEntries(why);
  }

  function placeOf({ sql, values }: Where, order: string, id: string): number | null {
    const row = db
      .prepare(
        `SELECT place FROM (SELECT s.request_id, ROW_NUMBER() OVER (ORDER BY ${order}) - 1 AS place
           FROM summaries AS s WHERE ${sql}) WHERE request_id = :wanted`,
      )
      .get({ ...values, wanted: id });
    return Placed.safeParse(row).data?.place ?? null;
  }

  function valuesOf(facet: Facet, { sql, values }: Where): { value: string; count: number }[] {
    const isAll = sql === 'TRUE';
    const { column, from } = countedFrom(facet, isAll);
    // With a filter its own index is the one to go by, not the facet's: the planner knows no sizes.
    const group = isAll ? column : `+${column}`;
    const rows = db
      .prepare(
        `SELECT ${asBytes(column, 'value')}, COUNT(*) AS requests FROM ${from} WHERE ${sql} AND ${column} IS NOT NULL
         GROUP BY ${group} ORDER BY requests DESC, value`,
      )
      .all(values);
    return fitting(rows, Valued, 'summaries', skipped).map(({ value, requests }) => ({
      value,
      count: requests,
    }));
  }

  const newestOf = (column: string, path: string) =>
    db.prepare(
      `SELECT ${asBytes(`json_extract(r.data, '${path}')`, 'label')}
       FROM summaries AS s JOIN requests AS r ON r.id = s.request_id
       WHERE ${column} = :value AND json_valid(r.data) ORDER BY s.written_at DESC, s.request_id DESC LIMIT 1`,
    );
  const managerName = newestOf(COLUMN_OF.managers, '$.managerName');
  const entityName = newestOf(COLUMN_OF.entities, '$.entityName');
  const nodeName = db.prepare(
    `SELECT ${asBytes("json_extract(data, '$.name')", 'label')} FROM entities
     WHERE kind = 'transport-nodes' AND id = :value AND json_valid(data) LIMIT 1`,
  );

  /** The words for a value: of a name the newest, since an object, or a manager, may have been called otherwise before. */
  function labelOf(facet: Facet, value: string): string {
    const named = { managers: managerName, entities: entityName, nodes: nodeName };
    if (facet in named) {
      const row = named[facet as keyof typeof named].get({ value });
      return Labelled.safeParse(row).data?.label || value;
    }
    if (facet === 'kinds') return KIND_NAME[value as keyof typeof KIND_NAME] ?? value;
    if (facet === 'verdicts') {
      return VERDICT_FACTS[value as keyof typeof VERDICT_FACTS]?.word ?? value;
    }
    return value;
  }

  function timesOf({ sql, values }: Where): FacetCounts['times'] {
    // Every span is made of whole days.
    const days = db
      .prepare(
        `SELECT s.written_at / ${DAY_MS} AS day, COUNT(*) AS requests, MIN(s.written_at) AS first,
           MAX(s.written_at) AS last FROM summaries AS s WHERE ${sql} GROUP BY day ORDER BY day`,
      )
      .all(values)
      .map((row) => Day.parse(row));
    const [begin, end] = [days[0], days.at(-1)];
    if (!begin || !end) return [];
    const spans = timeSpans(begin.first, end.last).map((span) => ({ ...span, count: 0 }));
    let at = 0;
    for (const { first, requests } of days) {
      while (at < spans.length - 1 && first >= (spans[at]?.until ?? 0)) at += 1;
      const span = spans[at];
      if (span) span.count += requests;
    }
    return spans;
  }

  function facets(filter: HistoryFilter): FacetCounts {
    const hits = hitsOf(filter.text);
    const counted = FACETS.map((facet) => {
      const all = valuesOf(facet, whereOf(filter, hits, facet));
      const chosen: readonly string[] = filter[facet];
      const shown = all.filter(({ value }, at) => at < MAX_FACET_VALUES || chosen.includes(value));
      return [facet, shown.map((one) => ({ ...one, label: labelOf(facet, one.value) }))] as const;
    });
    return {
      total: countOf(whereOf(filter, hits, null)),
      facets: Object.fromEntries(counted) as FacetCounts['facets'],
      times: timesOf(whereOf(filter, hits, 'times')),
    };
  }

  return { find, facets };
}
