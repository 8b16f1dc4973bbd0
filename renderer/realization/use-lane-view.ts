import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { View } from '../../shared/time-scale.ts';
import { panView, WHOLE, zoomView } from '../../shared/time-scale.ts';

const KEY_ZOOM = 1.6;
const KEY_PAN = 0.2;
const DOUBLE_CLICK_ZOOM = 2;
/** A pinch sends the wheel with Ctrl in small steps. */
const WHEEL_ZOOM = 0.01;
const WHEEL_STEP_MOST = 60;
/** A press that moves less than this is no drag, px. */
const DRAG_FROM_PX = 4;
const MIDDLE = 0.5;

/**
 * What is looked at of the time axis, moved by wheel, pinch, drag, double click and keys. `box`: where the drawing
 * stands in the frame.
 */
export function useLaneView(frame: RefObject<HTMLElement | null>, box: Box) {
  const [view, setView] = useState<View>(WHOLE);
  const place = useRef(box);
  place.current = box;
  const drag = useRef<{ x: number; view: View; moved: boolean } | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // Not by React's own listener: that one may not keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      const { left, right } = place.current;
      const width = right - left;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const about = shareAt(event.clientX, element, place.current);
        const turn = Math.max(-WHEEL_STEP_MOST, Math.min(WHEEL_STEP_MOST, event.deltaY));
        setView((was) => zoomView(was, Math.exp(-turn * WHEEL_ZOOM), about));
        return;
      }
      const along = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (along === 0 || Math.abs(along) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      setView((was) => panView(was, along / width));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame]);

  const zoom = useCallback(
    (factor: number, about = MIDDLE) => setView((was) => zoomView(was, factor, about)),
    [],
  );

  /** True where the key was one of zooming or moving. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === '+' || event.key === '=') zoom(KEY_ZOOM);
    else if (event.key === '-' || event.key === '_') zoom(1 / KEY_ZOOM);
    else if (event.key === '0') setView(WHOLE);
    else if (!event.shiftKey) return false;
    else if (event.key === 'ArrowLeft') setView((was) => panView(was, -KEY_PAN));
    else if (event.key === 'ArrowRight') setView((was) => panView(was, KEY_PAN));
    else if (event.key === 'Home') setView((was) => panView(was, -1 / (was.to - was.from)));
    else if (event.key === 'End') setView((was) => panView(was, 1 / (was.to - was.from)));
    else return false;
    event.preventDefault();
    return true;
  };

  // The names of the nodes stay words: they are marked and copied, not dragged.
  const isOnNames = ({ clientX, currentTarget }: MouseEvent<HTMLElement>) =>
    clientX - currentTarget.getBoundingClientRect().left < place.current.left;
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    if (isOnNames(event)) return;
    const about = shareAt(event.clientX, event.currentTarget, place.current);
    zoom(event.shiftKey ? 1 / DOUBLE_CLICK_ZOOM : DOUBLE_CLICK_ZOOM, about);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0 && !isOnNames(event))
      drag.current = { x: event.clientX, view, moved: false };
  };
  /** True while the drawing is being dragged. */
  const onPointerMove = (event: PointerEvent<HTMLElement>): boolean => {
    const held = drag.current;
    if (!held || event.buttons === 0) {
      drag.current = null;
      return false;
    }
    const by = held.x - event.clientX;
    if (!held.moved && Math.abs(by) < DRAG_FROM_PX) return false;
    if (!held.moved) event.currentTarget.setPointerCapture(event.pointerId);
    held.moved = true;
    setView(panView(held.view, by / (place.current.right - place.current.left)));
    return true;
  };
  const onPointerUp = () => {
    drag.current = null;
  };

  return {
    view,
    setView,
    zoom,
    fit: () => setView(WHOLE),
    onKey,
    drag: { onPointerDown, onPointerUp, onPointerCancel: onPointerUp, onDoubleClick },
    onPointerMove,
  };
}

type Box = { left: number; right: number };

/** How far into the drawing a pointer stands: from 0 to 1. */
function shareAt(clientX: number, frame: HTMLElement, { left, right }: Box): number {
  const x = clientX - frame.getBoundingClientRect().left;
  return Math.min(1, Math.max(0, (x - left) / (right - left)));
}
