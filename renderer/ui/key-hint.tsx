import './key-hint.css';

/** Ctrl or ⌘, as this computer's keyboard has it. */
export const MOD = /Mac/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Keys to press, as on the keyboard: `<KeyHint keys={[MOD, 'K']} />`. */
export function KeyHint({ keys }: { keys: readonly string[] }) {
  return <kbd className="key-hint">{keys.join(' ')}</kbd>;
}
