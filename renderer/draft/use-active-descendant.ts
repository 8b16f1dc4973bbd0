import { useEffect } from 'react';

const MARK = 'data-combobox-selected';
const NAME = 'aria-activedescendant';

/**
 * Says to screen readers which option Enter takes. The library knows it for the arrow keys alone: it marks the option
 * in the page, also the one that typing brings first, so the mark is what is said.
 */
export function useActiveDescendant(inputId: string, isOpen: boolean): void {
  useEffect(() => {
    const input = document.getElementById(inputId);
    if (!isOpen || !input) return;
    const say = () => {
      const list = document.getElementById(input.getAttribute('aria-controls') ?? '');
      const id = list?.querySelector(`[${MARK}]`)?.id ?? '';
      if (id === (input.getAttribute(NAME) ?? '')) return;
      if (id === '') input.removeAttribute(NAME);
      else input.setAttribute(NAME, id);
    };
    // The list stands at the end of the page, and its options come as they are found.
    const observer = new MutationObserver(say);
    const changes = { childList: true, subtree: true, attributeFilter: [MARK, NAME] };
    observer.observe(document.body, changes);
    say();
    return () => {
      observer.disconnect();
      input.removeAttribute(NAME);
    };
  }, [inputId, isOpen]);
}
