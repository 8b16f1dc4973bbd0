import type { HistorySort } from '../../shared/history-query.ts';

/** The columns of the table, in their order, with what sorts by each. */
export const COLUMNS = [
  { id: 'time', name: 'Time', width: '132px', sort: 'written' },
  { id: 'manager', name: 'Manager', width: 'minmax(110px, 1fr)', sort: 'manager' },
  { id: 'entity', name: 'Entity', width: 'minmax(190px, 2fr)', sort: 'entity' },
  { id: 'kind', name: 'Kind', width: 'minmax(120px, 1fr)', sort: 'kind' },
  { id: 'method', name: 'Method', width: '76px', sort: 'method' },
  { id: 'request-id', name: 'Request id', width: '110px', sort: null },
  { id: 'verdict', name: 'Verdict', width: '136px', sort: 'verdict' },
  { id: 'nodes', name: 'Nodes', width: '64px', sort: null },
  { id: 'duration', name: 'Duration', width: '88px', sort: 'duration' },
  { id: 'checks', name: 'Checks', width: '78px', sort: 'checks' },
  { id: 'user', name: 'User', width: 'minmax(90px, 1fr)', sort: 'user' },
  { id: 'tags', name: 'Tags', width: 'minmax(110px, 1fr)', sort: null },
  { id: 'notes', name: 'Notes', width: '64px', sort: null },
  { id: 'mark', name: 'Mark', width: '104px', sort: null },
] as const satisfies readonly {
  id: string;
  name: string;
  width: string;
  sort: HistorySort['by'] | null;
}[];
export type ColumnId = (typeof COLUMNS)[number]['id'];

/** The kind is in the entity's cell where it is not a session's. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.map(({ id }) => id).filter(
  (id) => id !== 'kind',
);

/** Of names that were saved, those that are columns, in the order of the table. */
export function knownColumns(names: readonly string[]): ColumnId[] {
  return COLUMNS.map(({ id }) => id).filter((id) => names.includes(id));
}
