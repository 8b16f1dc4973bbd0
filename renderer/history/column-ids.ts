import type { HistorySort } from '../../shared/history-query.ts';

/** The columns of the table, in their order, with what sorts by each. */
export const COLUMNS = [
  { id: 'time', name: 'Time', least: 122, share: 0, sort: 'written' },
  { id: 'manager', name: 'Manager', least: 96, share: 1, sort: 'manager' },
  { id: 'entity', name: 'Entity', least: 160, share: 3, sort: 'entity' },
  { id: 'kind', name: 'Kind', least: 110, share: 1, sort: 'kind' },
  { id: 'method', name: 'Method', least: 66, share: 0, sort: 'method' },
  { id: 'request-id', name: 'Request id', least: 108, share: 0, sort: null },
  { id: 'verdict', name: 'Verdict', least: 122, share: 0, sort: 'verdict' },
  { id: 'nodes', name: 'Nodes', least: 48, share: 0, sort: null },
  { id: 'duration', name: 'Duration', least: 74, share: 0, sort: 'duration' },
  { id: 'checks', name: 'Checks', least: 62, share: 0, sort: 'checks' },
  { id: 'user', name: 'User', least: 66, share: 1, sort: 'user' },
  { id: 'tags', name: 'Tags', least: 90, share: 1, sort: null },
  { id: 'notes', name: 'Notes', least: 44, share: 0, sort: null },
  { id: 'mark', name: 'Mark', least: 104, share: 0, sort: null },
] as const satisfies readonly {
  id: string;
  name: string;
  /** px; where there is more room, who has a share of it grows. */
  least: number;
  share: number;
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
