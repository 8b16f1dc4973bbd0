import { type RefObject, useEffect } from 'react';

/** A menu that opened a dialog gives the focus back to its button a moment later; ms. */
const OTHERS_ARE_DONE = 500;

/** Right after a dialog has opened the focus is in it, whoever else wanted it back. */
export function useOwnFocus(content: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    function onFocusIn({ target }: FocusEvent) {
      const dialog = content.current?.closest<HTMLElement>('[role="dialog"]');
      if (!dialog || !(target instanceof Node) || dialog.contains(target)) return;
      const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog;
      first.focus();
    }
    document.addEventListener('focusin', onFocusIn);
    const timer = setTimeout(stop, OTHERS_ARE_DONE);
    function stop() {
      clearTimeout(timer);
      document.removeEventListener('focusin', onFocusIn);
    }
    return stop;
  }, [content, isOpen]);
}
