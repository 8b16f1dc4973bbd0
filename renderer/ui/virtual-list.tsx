import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import './virtual-list.css';

const DEFAULT_ROW = 58;
const PAGE = 10;
/** Rows drawn beyond the edge, so that scrolling shows no blank. */
const OVERSCAN = 8;

interface VirtualListProps<T> {
  /** Accessible name. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** What stands in a row: usually `.row-1` over `.row-2`. */
  row: (item: T) => ReactNode;
  selected: string | null;
  /** On click, Enter, and while the arrow keys move. */
  onSelect: (key: string) => void;
  /** On Enter or double click. */
  onOpen?: (key: string) => void;
  /** First guess of a row's height in px; rows are measured. */
  rowHeight?: number;
}

/** Where a key leads in a list, from a place (-1: none) and with a last one; null: it is no key of a list. */
export function stepOf(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** A list of any length: one tab stop, arrow keys move the selection, only visible rows are in the page. */
export function VirtualList<T>({
  label,
  items,
  keyOf,
  row,
  selected,
  onSelect,
  onOpen,
  rowHeight = DEFAULT_ROW,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [moved, setMoved] = useState(false);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  const at = items.findIndex((item) => keyOf(item) === selected);

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    // Only when the selection itself moves: new rows must not pull the list about.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [at, virtual.scrollToIndex]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== null) {
      event.preventDefault();
      (onOpen ?? onSelect)(selected);
      return;
    }
    const next = stepOf(event.key, at, items.length - 1);
    if (next === null || items.length === 0) return;
    event.preventDefault();
    setMoved(true);
    const item = items[Math.max(0, next)];
    if (item !== undefined) onSelect(keyOf(item));
  }

  const active = at >= 0 ? `${listId}-${at}` : undefined;
  return (
    <div
      ref={scroller}
      className="vlist"
      role="listbox"
      aria-label={label}
      aria-activedescendant={active}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="vlist-inner" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((place) => {
          const item = items[place.index];
          if (item === undefined) return null;
          const key = keyOf(item);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus
            <div
              key={place.key}
              ref={virtual.measureElement}
              id={`${listId}-${place.index}`}
              data-index={place.index}
              className="vrow"
              role="option"
              aria-selected={key === selected}
              aria-posinset={place.index + 1}
              aria-setsize={items.length}
              data-active={(moved && key === selected) || undefined}
              style={{ transform: `translateY(${place.start}px)` }}
              onClick={() => onSelect(key)}
              onDoubleClick={() => onOpen?.(key)}
            >
              {row(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
