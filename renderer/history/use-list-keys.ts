import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { stepOf } from '../ui/virtual-list.tsx';

/** Rows drawn beyond the edge, so that scrolling shows no blank. */
const OVERSCAN = 12;

/** How a row is come to: alone, with what lies between, in or out, or only looked at. */
export type Way = 'alone' | 'extend' | 'toggle' | 'look';

export type ListAct = {
  /** The list itself, for whoever gives it the focus. */
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  /** Where the keys are; null: nowhere yet. */
  cursor: number | null;
  /** The row that the cursor is on, and the list that it is on: where neither is another, the row has only moved. */
  front: string | null;
  of: unknown;
  /** px; every row is as high, but for what `extraOf` adds to it. */
  rowHeight: number;
  extraOf?: (index: number) => number;
  /** px of a head that stays over the rows. */
  headHeight?: number;
  onMove: (index: number, way: Way) => void;
  onOpen: (index: number) => void;
  onAll: () => void;
  /** Esc: only the one in front stays chosen. */
  onAlone: () => void;
  /** Which rows are in sight, whenever that changes. */
  onRange: (from: number, to: number) => void;
};

type Followed = Pick<ListAct, 'front' | 'of'>;

/** Whether the list goes to its cursor: where it was moved there, or is on another row; never because rows came over it. */
export function follows(before: Followed | null, now: Followed, wasMoved: boolean): boolean {
  return wasMoved || before?.front !== now.front || before.of !== now.of;
}

/** A list of any length of which several rows can be chosen: one tab stop, and everything by keys and by mouse. */
export function useListKeys(act: ListAct) {
  const { scroller, count, cursor, rowHeight, headHeight = 0, onRange, extraOf, front, of } = act;
  const listId = useId();
  const [moved, setMoved] = useState(false);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (extraOf?.(index) ?? 0),
    overscan: OVERSCAN,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
  });
  const places = virtual.getVirtualItems();
  const from = places[0]?.index ?? 0;
  const to = places.at(-1)?.index ?? 0;

  const extras = places.map(({ index }) => extraOf?.(index) ?? 0).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows are measured anew where their height changes
  useEffect(() => virtual.measure(), [rowHeight, extras]);
  const followed = useRef<Followed | null>(null);
  const movedTo = useRef<number | null>(null);
  useEffect(() => {
    if (cursor === null || cursor >= count) return;
    const now = { front, of };
    if (follows(followed.current, now, movedTo.current === cursor)) {
      virtual.scrollToIndex(cursor, { align: 'auto' });
    }
    followed.current = now;
    movedTo.current = null;
  }, [cursor, count, front, of, virtual.scrollToIndex]);
  useEffect(() => onRange(from, to), [from, to, onRange]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || count === 0) return;
    const mod = event.ctrlKey || event.metaKey;
    const done = () => {
      event.preventDefault();
      setMoved(true);
    };
    if (mod && event.key.toLowerCase() === 'a') {
      done();
      return act.onAll();
    }
    if (event.key === ' ' && cursor !== null) {
      done();
      return act.onMove(cursor, event.shiftKey ? 'extend' : 'toggle');
    }
    if (event.key === 'Enter' && !mod && cursor !== null) {
      done();
      return act.onOpen(cursor);
    }
    if (event.key === 'Escape') {
      done();
      return act.onAlone();
    }
    const next = stepOf(event.key, cursor ?? -1, count - 1);
    if (next === null) return;
    done();
    movedTo.current = Math.max(0, next);
    act.onMove(Math.max(0, next), event.shiftKey ? 'extend' : mod ? 'look' : 'alone');
  }

  const onClick = (event: MouseEvent, index: number) =>
    act.onMove(
      index,
      event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone',
    );

  const isDrawn = cursor !== null && cursor >= from && cursor <= to;
  return {
    places,
    height: virtual.getTotalSize(),
    onKeyDown,
    onClick,
    idOf: (index: number) => `${listId}-${index}`,
    activeId: isDrawn ? `${listId}-${cursor}` : undefined,
    isActive: (index: number) => (moved && index === cursor) || undefined,
  };
}
