import { useEffect } from 'react';

/** Elements that had the focus, the newest last: as many as one may come back to through dialogs and menus. */
const REMEMBERED = 30;
/** What comes over the page and goes again: who was there goes back to where they came from. */
const LAYER = '[role="dialog"], [role="menu"], [role="listbox"]';
const PLACE = 'section, form, li, [role="region"], [role="tabpanel"], .card, main';
const CAN_TAKE =
  'button, a[href], input, select, textarea, summary, [tabindex], [contenteditable="true"]';
/** A screen that is read from disk first has its title a moment later; ms. */
const TITLE_COMES_WITHIN = 1000;

type Held = { element: HTMLElement; around: readonly HTMLElement[] };

function heldBy(element: HTMLElement): Held {
  const around: HTMLElement[] = [];
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    around.push(up);
  }
  return { element, around };
}

/** Without a jump, and without an act: what takes it there can only be read. */
function focusPlace(element: HTMLElement): void {
  if (!element.matches(CAN_TAKE)) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

const isFocusLost = () =>
  document.activeElement === null || document.activeElement === document.body;

/**
 * Nobody who works by keyboard or hears the page is put back to its top because what had the focus is gone: a dialog's
 * place is where it was opened, another screen's is its title, and elsewhere it is what stood around.
 */
export function keepFocus(): () => void {
  let history: Held[] = [];
  let isDue = false;
  let frame = 0;

  function onFocusIn({ target }: FocusEvent) {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    history = [...history.filter(({ element }) => element !== target), heldBy(target)];
    history = history.slice(-REMEMBERED);
  }

  /** Who clicks where nothing can be focused has left it themselves. */
  function onPointerDown({ target }: PointerEvent) {
    if (target instanceof Element && !target.closest(CAN_TAKE)) history = [];
  }

  const isGone = ({ element }: Held) => !element.isConnected;
  const isLost = () => {
    const last = history.at(-1);
    return last !== undefined && isGone(last) && isFocusLost();
  };

  function mend(until: number) {
    if (!isLost()) return;
    const dialog = openDialog();
    if (dialog) return focusPlace(dialog);
    const from = history.findLast((held) => !isInGoneLayer(held));
    // What the layer was opened from; of what is gone itself, what stood around it.
    if (from && from !== history.at(-1) && canTake(from.element)) return from.element.focus();
    const place = from?.around.find((one) => one.isConnected && one.matches(PLACE));
    // Its whole screen is gone: another one is in front, or comes.
    if (place && !place.matches('main')) return focusPlace(place);
    const title = document.querySelector<HTMLElement>('main h1');
    if (title) return focusPlace(title);
    if (performance.now() < until) frame = requestAnimationFrame(() => mend(until));
    else focusPlace(document.querySelector<HTMLElement>('main') ?? document.body);
  }

  const observer = new MutationObserver(() => {
    if (isDue || !isLost()) return;
    isDue = true;
    // The screen itself may know better where it belongs.
    frame = requestAnimationFrame(() => {
      isDue = false;
      mend(performance.now() + TITLE_COMES_WITHIN);
    });
  });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('pointerdown', onPointerDown, { capture: true });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('pointerdown', onPointerDown, { capture: true });
  };
}

/** Over a dialog that is open nothing else may have the focus: where it wants it, or the dialog itself. */
function openDialog(): HTMLElement | null {
  const dialogs = [...document.querySelectorAll<HTMLElement>('[role="dialog"]')];
  const dialog = dialogs.findLast((one) => one.getClientRects().length > 0);
  return dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog ?? null;
}

/** It was in a dialog or a menu that is not there any more. */
function isInGoneLayer({ element, around }: Held): boolean {
  const layer = [element, ...around].find((one) => one.matches(LAYER));
  return layer !== undefined && !layer.isConnected;
}

function canTake(element: HTMLElement): boolean {
  return (
    element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled')
  );
}

export function useKeptFocus(): void {
  useEffect(() => keepFocus(), []);
}
