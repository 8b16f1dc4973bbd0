import type { HistorySort } from '../../shared/history-query.ts';

/** The columns of the table, in their order, with what sorts by each. */
export const COLUMNS = [
  { id: 'time', name: 'Time', least: 68, most: 130, sort: 'written' },
  { id: 'manager', name: 'Manager', least: 122, most: 200, sort: 'manager' },
  { id: 'entity', name: 'Object', least: 164, most: null, sort: 'entity' },
  { id: 'kind', name: 'Kind', least: 100, most: 160, sort: 'kind' },
  { id: 'method', name: 'Method', least: 62, most: 62, sort: 'method' },
  { id: 'request-id', name: 'Request id', least: 108, most: 108, sort: null },
  { id: 'verdict', name: 'Verdict', least: 130, most: 130, sort: 'verdict' },
  { id: 'nodes', name: 'Nodes', least: 44, most: 44, sort: null },
  { id: 'duration', name: 'Duration', least: 74, most: 74, sort: 'duration' },
  { id: 'checks', name: 'Checks', least: 62, most: 62, sort: 'checks' },
  { id: 'user', name: 'User', least: 56, most: 150, sort: 'user' },
  { id: 'tags', name: 'Tags', least: 64, most: 260, sort: null },
  { id: 'notes', name: 'Notes', least: 42, most: 42, sort: null },
  { id: 'mark', name: 'Mark', least: 108, most: 108, sort: null },
] as const satisfies readonly {
  id: string;
  name: string;
  /** px; less where its words are shorter. */
  least: number;
  /** px that it grows to where its words are as long; null: it has all that is left. */
  most: number | null;
  sort: HistorySort['by'] | null;
}[];
export type ColumnId = (typeof COLUMNS)[number]['id'];

const NOT_AT_FIRST: readonly ColumnId[] = ['kind', 'mark'];
/** As many as a small laptop's window has room for; the kind is in the entity's cell where it is not a session's. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.map(({ id }) => id).filter(
  (id) => !NOT_AT_FIRST.includes(id),
);

/** Of names that were saved, those that are columns, in the order of the table. */
export function knownColumns(names: readonly string[]): ColumnId[] {
  return COLUMNS.map(({ id }) => id).filter((id) => names.includes(id));
}
