import { create } from 'zustand';
import {
  type HistoryFilter,
  type HistorySort,
  NEWEST_FIRST,
  type SavedView,
  type ViewFilter,
  WHOLE_RECORD,
} from '../../shared/history-query.ts';
import type { Request } from '../../shared/request.ts';
import { go } from '../shell/route-store.ts';
import { type ColumnId, DEFAULT_COLUMNS, knownColumns } from './column-ids.ts';
import { type Labels, withoutChoice } from './facet-choice.ts';
import { NONE_CHOSEN, type Selection } from './selection.ts';

interface RequestsState {
  filter: ViewFilter;
  /** What the desk counts: a list that is worked out here, and changes by itself. */
  toLookAt: boolean;
  sort: HistorySort;
  columns: readonly ColumnId[];
  /** Without a request in front: the newest beside the list, or the list as wide as the window. */
  layout: 'list' | 'table';
  isFiltering: boolean;
  /** The saved view that was chosen last; it may have been changed since. */
  viewName: string | null;
  /** The row of the table that the keys are on; beside the list it is the request in front. */
  tableId: string | null;
  selection: Selection;
  /** The request that was chosen last, here or from elsewhere; null where another list is asked for since. */
  front: string | null;
  /** The request that is on the screen, chosen or not; null in the table, and elsewhere. */
  onScreen: Request | null;
  labels: Labels;
}

/** What is shown on the Requests screen, while the application runs. */
export const useRequests = create<RequestsState>(() => ({
  filter: WHOLE_RECORD,
  toLookAt: false,
  sort: NEWEST_FIRST,
  columns: DEFAULT_COLUMNS,
  layout: 'list',
  isFiltering: false,
  viewName: null,
  tableId: null,
  selection: NONE_CHOSEN,
  front: null,
  onScreen: null,
  labels: {},
}));

/** Of another list nothing was chosen yet: one who comes back to it finds its first in front. */
const NOTHING_CHOSEN = { selection: NONE_CHOSEN, front: null };

/** Another filter: what was chosen under the one before is chosen no more. */
export function setFilter(filter: ViewFilter): void {
  useRequests.setState({ filter, ...NOTHING_CHOSEN });
}

export function showOf(
  show: HistoryFilter['show'] | 'to-look-at',
): Pick<RequestsState, 'toLookAt'> & { show: HistoryFilter['show'] } {
  return show === 'to-look-at' ? { toLookAt: true, show: 'all' } : { toLookAt: false, show };
}

export function setShow(of: HistoryFilter['show'] | 'to-look-at'): void {
  const { show, toLookAt } = showOf(of);
  const { filter } = useRequests.getState();
  useRequests.setState({ filter: { ...filter, show }, toLookAt, ...NOTHING_CHOSEN });
}

export function clearFilter(): void {
  useRequests.setState({
    filter: WHOLE_RECORD,
    toLookAt: false,
    viewName: null,
    ...NOTHING_CHOSEN,
  });
}

/** Nothing is chosen in the panel any more; where nothing is left of it at all, the view is left too. */
export function clearChoice(): void {
  const { filter, toLookAt } = useRequests.getState();
  const rest = withoutChoice(filter);
  const isAll = !toLookAt && JSON.stringify(rest) === JSON.stringify(WHOLE_RECORD);
  if (isAll) clearFilter();
  else setFilter(rest);
}

/** These are not on record any more: nothing can be done with them. */
export function forgetDropped(gone: ReadonlySet<string>): void {
  const { selection, tableId, front } = useRequests.getState();
  const ids = [...selection.ids].filter((id) => !gone.has(id));
  const isLeft = (id: string | null) => id !== null && !gone.has(id);
  useRequests.setState({
    selection: {
      ids: new Set(ids),
      anchor: isLeft(selection.anchor?.id ?? null) ? selection.anchor : null,
    },
    tableId: isLeft(tableId) ? tableId : null,
    front: isLeft(front) ? front : null,
  });
}

export function setSort(sort: HistorySort): void {
  useRequests.setState({ sort, ...NOTHING_CHOSEN });
}

/** A click on a column: it sorts by it, and the second click the other way round. */
export function sortBy(by: HistorySort['by']): void {
  const { sort } = useRequests.getState();
  const LARGEST_FIRST: readonly HistorySort['by'][] = ['written', 'duration', 'checks'];
  const descending = sort.by === by ? !sort.descending : LARGEST_FIRST.includes(by);
  setSort({ by, descending });
}

export function setLayout(layout: RequestsState['layout']): void {
  useRequests.setState({ layout });
  go({ screen: 'requests' });
}

/** Shows a saved view; its columns are seen in the table. */
export function applyView({ name, filter, sort, columns }: SavedView): void {
  const known = knownColumns(columns);
  useRequests.setState({
    filter,
    sort,
    columns: known.length > 0 ? known : DEFAULT_COLUMNS,
    toLookAt: false,
    viewName: name,
    ...NOTHING_CHOSEN,
  });
}

/** What would be saved under a name now. */
export function viewNow(name: string): SavedView {
  const { filter, sort, columns } = useRequests.getState();
  return { name, filter: { ...filter, only: null }, sort, columns: [...columns] };
}

/** A view shows something else than what it was saved with. */
export function isChanged(view: SavedView, now: Omit<SavedView, 'name'>): boolean {
  const parts = ({ filter, sort, columns }: Omit<SavedView, 'name'>) =>
    JSON.stringify([filter, sort, columns]);
  return parts(view) !== parts(now);
}
