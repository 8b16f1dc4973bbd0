export type KeyAct = 'open' | 'close' | 'take' | 'next' | 'previous' | 'first' | 'last';

/**
 * What a key does in a picker (WAI-ARIA's combobox with a list); null where the key is the text field's own. Home and
 * End go through the list only while nothing is typed: then they are the caret's.
 */
export function keyAct(key: string, isOpen: boolean, isUntyped: boolean): KeyAct | null {
  if (!isOpen) return key === 'ArrowDown' || key === 'ArrowUp' ? 'open' : null;
  switch (key) {
    case 'ArrowDown':
      return 'next';
    case 'ArrowUp':
      return 'previous';
    case 'Home':
      return isUntyped ? 'first' : null;
    case 'End':
      return isUntyped ? 'last' : null;
    case 'Enter':
      return 'take';
    case 'Escape':
      return 'close';
    default:
      return null;
  }
}
