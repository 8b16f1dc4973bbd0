import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import './splitter.css';

/** px: narrower, a row has no room for what it says. */
export const LEAST_WIDTH = 300;
export const MOST_WIDTH = 760;
/** px for one press of an arrow key. */
const STEP = 16;
/** The other pane keeps at least as much of both. */
const MOST_PART = 0.55;

/** A width that a pane can have, where both together are `of` px wide. */
export function fitWidth(width: number, of = Number.POSITIVE_INFINITY): number {
  const most = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, of * MOST_PART));
  return Math.round(Math.min(Math.max(width, LEAST_WIDTH), most));
}

/** The width after a key; null where the key means nothing here. */
export function widthAfter(key: string, width: number, of: number): number | null {
  if (key === 'ArrowLeft') return fitWidth(width - STEP, of);
  if (key === 'ArrowRight') return fitWidth(width + STEP, of);
  if (key === 'Home') return LEAST_WIDTH;
  if (key === 'End') return fitWidth(MOST_WIDTH, of);
  return null;
}

/** The edge between two panes: dragged, or moved with the arrow keys; a double click puts it back. */
export function Splitter({
  label,
  width,
  onMove,
  onEnd,
  onReset,
}: {
  label: string;
  /** Of the pane at its left, in px. */
  width: number;
  /** While it is dragged. */
  onMove: (width: number) => void;
  /** It stays here. */
  onEnd: (width: number) => void;
  onReset: () => void;
}) {
  const drag = useRef<{ left: number; of: number; width: number; moved: boolean } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    const both = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!both || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { left: both.left, of: both.width, width, moved: false };
  }
  function onPointerMove(event: PointerEvent) {
    if (!drag.current) return;
    drag.current.width = fitWidth(event.clientX - drag.current.left, drag.current.of);
    drag.current.moved = true;
    onMove(drag.current.width);
  }
  function onPointerUp() {
    const end = drag.current;
    drag.current = null;
    if (end?.moved) onEnd(end.width);
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // Alt with an arrow goes back and forth.
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const of = event.currentTarget.parentElement?.clientWidth ?? MOST_WIDTH;
    const next = widthAfter(event.key, width, of);
    if (next === null) return;
    event.preventDefault();
    onEnd(next);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that is moved is no <hr>
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuenow={width}
      aria-valuetext={`${width} pixels`}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  );
}
