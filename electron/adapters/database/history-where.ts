import { GOOD_VERDICTS } from '../../../shared/history-keys.ts';
import type { Facet, HistoryFilter } from '../../../shared/history-query.ts';
import type { Values } from './rows.ts';

/** Part of a statement: what holds of `s`, the summaries, and the values that it names. */
export type Where = { sql: string; values: Values };

/** The column of each facet that has one. */
export const COLUMN_OF = {
  managers: 's.manager_id',
  kinds: 's.kind',
  entities: 's.entity_id',
  methods: 's.method',
  verdicts: 's.verdict',
  users: 's.user',
  marks: 's.mark',
} as const satisfies Partial<Record<Facet, string>>;
export type ColumnFacet = keyof typeof COLUMN_OF;

const COLUMN_FACETS = Object.keys(COLUMN_OF) as ColumnFacet[];
const LISTED = (name: string) => `(SELECT value FROM json_each(:${name}))`;

/**
 * A filter in SQL; `hits` are the requests that have the typed words, null where all have. `without`: a facet whose own
 * choice does not count, or the times.
 */
export function whereOf(
  filter: HistoryFilter,
  hits: string | null,
  without: Facet | 'times' | null,
): Where {
  const parts: string[] = [];
  const values: Values = {};
  const list = (name: string, chosen: readonly string[]) => {
    values[name] = JSON.stringify(chosen);
    return LISTED(name);
  };
  if (filter.show === 'open') parts.push('s.open = 1');
  if (filter.show === 'not-realized') {
    parts.push(`s.open = 0 AND s.verdict NOT IN ${list('good', GOOD_VERDICTS)}`);
  }
  if (filter.only !== null) parts.push(`s.request_id IN ${list('only', filter.only)}`);
  if (without !== 'times') {
    if (filter.from !== null) {
      parts.push('s.written_at >= :from');
      values.from = filter.from;
    }
    if (filter.until !== null) {
      parts.push('s.written_at < :until');
      values.until = filter.until;
    }
  }
  for (const facet of COLUMN_FACETS) {
    if (facet === without || filter[facet].length === 0) continue;
    parts.push(`${COLUMN_OF[facet]} IN ${list(facet, filter[facet])}`);
  }
  const beside = (facet: 'nodes' | 'tags', table: string, column: string) => {
    if (facet === without || filter[facet].length === 0) return;
    const chosen = list(facet, filter[facet]);
    parts.push(`s.number IN (SELECT number FROM ${table} WHERE ${column} IN ${chosen})`);
  };
  beside('nodes', 'summary_nodes', 'node_id');
  beside('tags', 'summary_tags', 'tag');
  if (hits !== null) {
    parts.push(`s.number IN ${LISTED('hits')}`);
    values.hits = hits;
  }
  return { sql: parts.length === 0 ? 'TRUE' : parts.join(' AND '), values };
}
