import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

/** px: narrower, a column could not be found again. */
export const LEAST_COLUMN = 40;
const MOST_COLUMN = 900;
/** px for one press of an arrow key. */
const STEP = 16;

/** A width that a column can have. */
export function fitColumn(width: number): number {
  return Math.round(Math.min(MOST_COLUMN, Math.max(LEAST_COLUMN, width)));
}

/** The width after a key; null where the key means nothing here. */
export function columnAfter(key: string, width: number): number | null {
  if (key === 'ArrowLeft') return fitColumn(width - STEP);
  if (key === 'ArrowRight') return fitColumn(width + STEP);
  return null;
}

/**
 * The right edge of a column: dragged, or moved with the arrow keys; a double click, or Backspace, puts it back. Of all
 * edges one is reached by Tab; up and down go to the others.
 */
export function ColumnHandle({
  name,
  width,
  isFirst,
  onMove,
  onEnd,
  onReset,
}: {
  name: string;
  /** As it was dragged; null: as wide as its words. */
  width: number | null;
  isFirst: boolean;
  /** While it is dragged. */
  onMove: (width: number) => void;
  /** It stays here. */
  onEnd: (width: number) => void;
  onReset: () => void;
}) {
  const drag = useRef<{ from: number; was: number; now: number | null } | null>(null);
  const drawnWidth = (handle: HTMLElement) => handle.parentElement?.clientWidth ?? LEAST_COLUMN;

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, was: drawnWidth(event.currentTarget), now: null };
  }
  function onPointerMove(event: PointerEvent) {
    if (!drag.current) return;
    drag.current.now = fitColumn(drag.current.was + event.clientX - drag.current.from);
    onMove(drag.current.now);
  }
  function onPointerUp() {
    const end = drag.current?.now ?? null;
    drag.current = null;
    if (end !== null) onEnd(end);
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The rows take the keys of the grid: here they are the edge's.
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = columnAfter(event.key, width ?? drawnWidth(event.currentTarget));
    if (step !== 0) otherHandle(event.currentTarget, step)?.focus();
    else if (event.key === 'Backspace' || event.key === 'Delete') onReset();
    else if (next !== null) onEnd(next);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that is moved is no <hr>
    <div
      className="column-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuemin={LEAST_COLUMN}
      aria-valuemax={MOST_COLUMN}
      aria-valuenow={width ?? LEAST_COLUMN}
      aria-valuetext={width === null ? 'as wide as its words' : `${width} pixels`}
      title="Drag for another width; a double click puts it back"
      tabIndex={isFirst ? 0 : -1}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  );
}

/** The edge of the column before or after. */
function otherHandle(handle: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = handle.closest('[role="row"]')?.querySelectorAll<HTMLElement>('.column-handle') ?? [];
  return [...all][[...all].indexOf(handle) + step];
}
