import { Fragment } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { SHORTCUTS, useShortcutHelp } from './shortcuts.ts';

/** Every shortcut with what it does. */
export function ShortcutList() {
  return (
    <div className="shortcut-list">
      {SHORTCUTS.map(({ keys, does }) => (
        <Fragment key={does}>
          <span>{does}</span>
          <span>
            <KeyHint keys={keys.map((key) => (key === 'MOD' ? MOD : key))} />
          </span>
        </Fragment>
      ))}
    </div>
  );
}

export function ShortcutDialog() {
  return (
    <Dialog title="Shortcuts" onClose={() => useShortcutHelp.setState({ open: false })}>
      <ShortcutList />
    </Dialog>
  );
}
