import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import './checks-table.css';

/** With more rows than this only those in view are drawn: a watch of a day has thousands. */
const ALL_DRAWN = 150;
const ROW_PX = 30;
const OVERSCAN = 12;

/** Which rows of a table are drawn, and what stands in place of the others. `scroller` goes on a `.table-scroll`. */
export function useLongRows(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = count > ALL_DRAWN;
  const virtual = useVirtualizer({
    count: isLong ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const drawn = virtual.getVirtualItems();
  return {
    scroller,
    isLong,
    indexes: isLong
      ? drawn.map(({ index }) => index)
      : Array.from({ length: count }, (_none, at) => at),
    /** px over the first that is drawn, and under the last. */
    before: drawn[0]?.start ?? 0,
    after: isLong ? virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0) : 0,
    /** Goes on the `tbody` of each row, which has `data-index` too. */
    measure: isLong ? virtual.measureElement : undefined,
    /** Brings a row into view that may not be drawn. */
    show: (index: number) => {
      if (isLong) virtual.scrollToIndex(index, { align: 'center' });
    },
  };
}

/** Where rows are that are not in view. */
export function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden>
      <tr>
        <td className="checks-space" style={{ height }} />
      </tr>
    </tbody>
  );
}
