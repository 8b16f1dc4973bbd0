import { memo, useState } from 'react';
import type { FoundBy } from '../../shared/found-by.ts';
import type { HistorySort } from '../../shared/history-query.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';
import { useNow, useZone } from '../ui/clock.ts';
import { Coming } from '../ui/paged-list.tsx';
import { cellOf, MarkSign } from './cells.tsx';
import { ColumnHandle } from './column-handle.tsx';
import { COLUMNS, type ColumnId } from './column-ids.ts';
import { columnWidths } from './column-widths.ts';
import { latelyBegins } from './facet-choice.ts';
import { FoundText, RequestRow } from './request-row.tsx';
import './request-list.css';
import { type ListAct, useListKeys } from './use-list-keys.ts';

const MINUTE = 60_000;
const LABEL = 'Requests';
/** px: two lines with their padding, as `--row-pad` has it; one line, as `--row` has it. */
const LIST_ROW = { dense: 59, comfortable: 65 } as const;
const TABLE_ROW = { dense: 31, comfortable: 38 } as const;
/** px: the line that says why a request was found. */
const WHY_LINE = 24;
const TABLE_HEAD = 33;
/** px, as request-list.css has them. */
const COLUMN_GAP = 10;
const TABLE_SIDES = 22;

type Rows = {
  rowAt: (index: number) => RequestSummary | null;
  whyAt: (index: number) => FoundBy | null;
  isChosen: (id: string) => boolean;
};
type ListProps = Rows & Omit<ListAct, 'rowHeight' | 'headHeight' | 'extraOf'>;

/** The requests in two lines each, beside the one in front. */
export function RequestList({ rowAt, whyAt, isChosen, ...act }: ListProps) {
  const density = useSettings((state) => state.settings.density);
  const extraOf = (index: number) => (whyAt(index) === null ? 0 : WHY_LINE);
  const keys = useListKeys({ ...act, rowHeight: LIST_ROW[density], extraOf });
  return (
    <div
      ref={act.scroller}
      className="vlist request-list"
      role="listbox"
      aria-multiselectable
      aria-label={LABEL}
      aria-activedescendant={keys.activeId}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
    >
      <div className="vlist-inner" role="presentation" style={{ height: keys.height }}>
        {keys.places.map(({ index, start, size }) => {
          const summary = rowAt(index);
          const isSelected = summary !== null && isChosen(summary.request.id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus
            <div
              key={index}
              id={keys.idOf(index)}
              className="vrow"
              role="option"
              aria-selected={isSelected}
              aria-posinset={index + 1}
              aria-setsize={act.count}
              aria-busy={summary === null || undefined}
              data-active={keys.isActive(index)}
              data-cursor={index === act.cursor || undefined}
              style={{ transform: `translateY(${start}px)`, height: size }}
              onClick={(event) => keys.onClick(event, index)}
              onDoubleClick={() => act.onOpen(index)}
            >
              {summary === null ? <Coming /> : <RequestRow summary={summary} why={whyAt(index)} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type TableProps = ListProps & {
  columns: readonly ColumnId[];
  sort: HistorySort;
  onSort: (by: HistorySort['by']) => void;
};

/** The requests in one line each, in as many columns as are wanted. */
export function RequestTable({
  rowAt,
  whyAt,
  isChosen,
  columns,
  sort,
  onSort,
  ...act
}: TableProps) {
  const density = useSettings((state) => state.settings.density);
  const keys = useListKeys({ ...act, rowHeight: TABLE_ROW[density], headHeight: TABLE_HEAD });
  const shown = COLUMNS.filter(({ id }) => columns.includes(id));
  const kept = useSettings((state) => state.settings.columnWidths);
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const widths = { ...kept, ...dragged };
  const keep = (columnWidthsNow: Record<string, number>) => {
    setDragged({});
    void changeSettings({ columnWidths: columnWidthsNow });
  };
  const gridTemplateColumns = columnWidths(
    columns,
    rowAt,
    act.count,
    latelyBegins(1, useNow(MINUTE), useZone()),
    widths,
  );
  const minWidth = shown.reduce(
    (sum, { id, least }) => sum + (widths[id] ?? least) + COLUMN_GAP,
    TABLE_SIDES,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows can't be placed one by one
    <div
      ref={act.scroller}
      className="vlist request-table"
      role="grid"
      aria-multiselectable
      aria-label={LABEL}
      aria-rowcount={act.count + 1}
      aria-colcount={shown.length}
      aria-activedescendant={keys.activeId}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div
        className="request-head"
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns, minWidth }}
      >
        {shown.map(({ id, name, sort: by }, index) => {
          const isSorted = by !== null && sort.by === by;
          const way = isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div key={id} role="columnheader" aria-label={name} aria-sort={way} data-column={id}>
              {by === null ? (
                name
              ) : (
                <button type="button" onClick={() => onSort(by)}>
                  {name}
                  {way && <span aria-hidden>{way === 'descending' ? '↓' : '↑'}</span>}
                </button>
              )}
              <ColumnHandle
                name={name}
                width={widths[id] ?? null}
                isFirst={index === 0}
                onMove={(width) => setDragged({ [id]: width })}
                onEnd={(width) => keep({ ...kept, [id]: width })}
                onReset={() => {
                  const { [id]: _, ...others } = kept;
                  keep(others);
                }}
              />
            </div>
          );
        })}
      </div>
      <div className="vlist-inner" role="presentation" style={{ height: keys.height, minWidth }}>
        {keys.places.map(({ index, start, size }) => {
          const summary = rowAt(index);
          const isSelected = summary !== null && isChosen(summary.request.id);
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div
              key={index}
              id={keys.idOf(index)}
              className="vrow request-line"
              role="row"
              aria-selected={isSelected}
              aria-rowindex={index + 2}
              aria-busy={summary === null || undefined}
              data-active={keys.isActive(index)}
              data-cursor={index === act.cursor || undefined}
              style={{
                transform: `translateY(${start}px)`,
                height: size,
                gridTemplateColumns,
              }}
              onClick={(event) => keys.onClick(event, index)}
              onDoubleClick={() => act.onOpen(index)}
            >
              <Cells columns={columns} summary={summary} why={whyAt(index)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A line of the table; drawn anew only where something in it has changed. */
const Cells = memo(function Cells({
  columns,
  summary,
  why,
}: {
  columns: readonly ColumnId[];
  summary: RequestSummary | null;
  why: FoundBy | null;
}) {
  return COLUMNS.filter(({ id }) => columns.includes(id)).map(({ id }) => (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows can't be placed one by one
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div key={id} role="gridcell" data-column={id}>
      {summary === null ? (
        <span className="skeleton paged-coming" data-wide />
      ) : (
        cellOf(id, summary)
      )}
      {/* Where its column is hidden, a mark would change nothing that can be seen. */}
      {id === 'entity' && summary?.mark && !columns.includes('mark') && (
        <MarkSign mark={summary.mark} />
      )}
      {why && id === 'entity' && <FoundText why={why} />}
    </div>
  ));
});
