import { Fragment } from 'react';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { shortcutsOf, useShortcutHelp } from './shortcuts.ts';

/** Every shortcut that does something here, with what it does. */
export function ShortcutList() {
  const isReviewing = useIsReviewing();
  return (
    <div className="shortcut-list">
      {shortcutsOf(isReviewing).map(({ keys, does }) => (
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
