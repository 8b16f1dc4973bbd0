import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import './paged-list.css';
import { stepOf } from './virtual-list.tsx';

const ROW = 58;
const HEADING = 30;
/** Rows drawn beyond the edge, so that scrolling shows no blank. */
const OVERSCAN = 8;

interface PagedListProps {
  /** Accessible name. */
  label: string;
  /** How long the list is, whether its rows are here or not. */
  count: number;
  /** What stands in a row; null while it is on the way. */
  row: (index: number) => ReactNode | null;
  /** A heading over a row that begins a group. */
  heading?: (index: number) => ReactNode | null;
  selected: number | null;
  /** On click, and while the arrow keys move; the row may still be on the way. */
  onSelect: (index: number) => void;
  /** Which rows are in sight, whenever that changes. */
  onRange: (from: number, to: number) => void;
}

/** As `VirtualList`, of any length: rows come in as they are looked at. One tab stop, arrow keys move. */
export function PagedList({
  label,
  count,
  row,
  heading,
  selected,
  onSelect,
  onRange,
}: PagedListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [moved, setMoved] = useState(false);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW + (heading?.(index) ? HEADING : 0),
    overscan: OVERSCAN,
  });
  const places = virtual.getVirtualItems();
  const from = places[0]?.index ?? 0;
  const to = places.at(-1)?.index ?? 0;

  useEffect(() => {
    if (selected !== null && selected < count) virtual.scrollToIndex(selected, { align: 'auto' });
    // Only when the selection itself moves: new rows must not pull the list about.
  }, [selected, count, virtual.scrollToIndex]);
  useEffect(() => onRange(from, to), [from, to, onRange]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || count === 0) return;
    const next = stepOf(event.key, selected ?? -1, count - 1);
    if (next === null) return;
    event.preventDefault();
    setMoved(true);
    onSelect(Math.max(0, next));
  }

  const isDrawn = selected !== null && selected >= from && selected <= to;
  return (
    <div
      ref={scroller}
      className="vlist"
      role="listbox"
      aria-label={label}
      aria-activedescendant={isDrawn ? `${listId}-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="vlist-inner" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {places.map(({ index, key, start }) => {
          const content = row(index);
          const over = heading?.(index);
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="paged-place"
              role="presentation"
              style={{ transform: `translateY(${start}px)` }}
            >
              {over && (
                <div className="paged-heading" aria-hidden>
                  {over}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus */}
              <div
                id={`${listId}-${index}`}
                className="vrow"
                role="option"
                aria-selected={index === selected}
                aria-posinset={index + 1}
                aria-setsize={count}
                aria-busy={content === null || undefined}
                data-active={(moved && index === selected) || undefined}
                onClick={() => onSelect(index)}
              >
                {content ?? <Coming />}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A row that is on the way: as high as a row, and quiet. */
export function Coming() {
  return (
    <>
      <div className="row-1">
        <span className="visually-hidden">Loading</span>
        <span className="skeleton paged-coming" data-wide />
      </div>
      <div className="row-2">
        <span className="skeleton paged-coming" />
      </div>
    </>
  );
}
