import type { Database } from 'libsql';
import * as z from 'zod';
import type { Input } from '../../../shared/contract.ts';
import { timeSpans } from '../../../shared/history-keys.ts';
import {
  FACETS,
  type Facet,
  type FacetCounts,
  type HistoryFilter,
  type HistoryPage,
  type HistorySort,
  MAX_FACET_VALUES,
} from '../../../shared/history-query.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { VERDICT_FACTS } from '../../../shared/realization.ts';
import { historyText } from './history-text.ts';
import { COLUMN_OF, type Where, whereOf } from './history-where.ts';
import type { Skipped } from './rows.ts';
import { SUMMARY_COLUMNS, SUMMARY_TABLES, summaryIn } from './summary-rows.ts';

const Counted = z.looseObject({ requests: z.number() });
const Placed = z.looseObject({ place: z.number() });
const Valued = z.looseObject({ value: z.string(), requests: z.number() });
const Span = z.looseObject({ first: z.number().nullable(), last: z.number().nullable() });
const Labelled = z.looseObject({ label: z.string() });

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

/** What is asked of the record by people: a page of what fits a filter, and how many would fit another choice. */
export function historyFind(db: Database, skipped: Skipped) {
  const hitsOf = historyText(db);
  const countOf = ({ sql, values }: Where) =>
    Counted.parse(
      db.prepare(`SELECT COUNT(*) AS requests FROM summaries AS s WHERE ${sql}`).get(values),
    ).requests;

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
    return {
      total: countOf(where),
      rows: rows.flatMap((row) => summaryIn(row, skipped)?.summary ?? []),
      place: locate === null ? null : placeOf(where, order, locate),
    };
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
    const [column, from] =
      facet === 'nodes'
        ? ['n.node_id', 'summary_nodes AS n CROSS JOIN summaries AS s ON s.number = n.number']
        : facet === 'tags'
          ? ['t.tag', 'summary_tags AS t CROSS JOIN summaries AS s ON s.number = t.number']
          : [COLUMN_OF[facet], 'summaries AS s'];
    // All of a table need not be joined to be counted.
    const isAll = sql === 'TRUE';
    const table = isAll && facet === 'nodes' ? 'summary_nodes AS n' : from;
    return db
      .prepare(
        `SELECT ${column} AS value, COUNT(*) AS requests FROM ${table} WHERE ${sql} AND ${column} IS NOT NULL
         GROUP BY ${column} ORDER BY requests DESC, value`,
      )
      .all(values)
      .map((row) => {
        const { value, requests } = Valued.parse(row);
        return { value, count: requests };
      });
  }

  const newestOf = (column: string, path: string) =>
    db.prepare(
      `SELECT json_extract(r.data, '${path}') AS label FROM summaries AS s JOIN requests AS r ON r.id = s.request_id
       WHERE ${column} = :value ORDER BY s.written_at DESC, s.request_id DESC LIMIT 1`,
    );
  const managerName = newestOf(COLUMN_OF.managers, '$.managerName');
  const entityName = newestOf(COLUMN_OF.entities, '$.entityName');
  const nodeName = db.prepare(
    `SELECT json_extract(data, '$.name') AS label FROM entities WHERE kind = 'transport-nodes' AND id = :value LIMIT 1`,
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
    const ends = db
      .prepare(
        `SELECT MIN(s.written_at) AS first, MAX(s.written_at) AS last FROM summaries AS s WHERE ${sql}`,
      )
      .get(values);
    const { first, last } = Span.parse(ends);
    if (first === null || last === null) return [];
    const spans = timeSpans(first, last);
    const rows = db
      .prepare(
        `SELECT p.key AS place, COUNT(*) AS requests FROM json_each(:spans) AS p CROSS JOIN summaries AS s
         ON s.written_at >= (p.value ->> 0) AND s.written_at < (p.value ->> 1) WHERE ${sql} GROUP BY p.key`,
      )
      .all({ ...values, spans: JSON.stringify(spans.map(({ from, until }) => [from, until])) });
    const counts = new Map(
      rows.map((row) => [Placed.parse(row).place, Counted.parse(row).requests]),
    );
    return spans.map((span, at) => ({ ...span, count: counts.get(at) ?? 0 }));
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
