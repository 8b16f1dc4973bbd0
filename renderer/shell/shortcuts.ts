import { useEffect } from 'react';
import { create } from 'zustand';
import { openNewDraftMenu } from '../draft/sources/new-draft-store.ts';
import { togglePalette } from './palette-door.ts';
import { go, goBack, goForward, SCREENS } from './route-store.ts';

type Shortcut = {
  keys: readonly string[];
  does: string;
  /** In reviewer mode there is nothing that it would do. */
  isOfDesk?: true;
};

/** What the keys do. `MOD` is Ctrl or ⌘. */
const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['MOD', 'K'], does: 'Search or run a command' },
  {
    keys: ['MOD', '1 … 6'],
    does: 'Desk, Managers, Inventory, Drafts, Requests, Settings',
    isOfDesk: true,
  },
  { keys: ['MOD', 'F'], does: 'Search in the list on this screen; / does the same' },
  { keys: ['MOD', 'N'], does: 'New draft', isOfDesk: true },
  {
    keys: ['MOD', 'Enter'],
    does: 'Send the draft: asks once more, or says why it can’t be sent',
    isOfDesk: true,
  },
  { keys: ['MOD', 'Z'], does: 'Undo in a draft', isOfDesk: true },
  { keys: ['MOD', 'Shift', 'Z'], does: 'Redo in a draft', isOfDesk: true },
  { keys: ['MOD', '+'], does: 'Larger; with − smaller, with 0 as it was' },
  { keys: ['Alt', '←'], does: 'Back to what was shown before' },
  { keys: ['Alt', '→'], does: 'Forward again' },
  { keys: ['↑', '↓'], does: 'Move in a list; Home and End go to its ends' },
  { keys: ['Enter'], does: 'Open what is chosen in a list' },
  { keys: ['Shift', '↑ ↓'], does: 'Choose several requests; Space one more, Ctrl A all' },
  { keys: ['← →'], does: 'Read the timeline, stretch by stretch; ↑ ↓ lane by lane' },
  { keys: ['MOD', '← →'], does: 'Read it check by check; Enter shows the check’s answer' },
  { keys: ['+ − 0'], does: 'Zoom the timeline, or show all of it; Shift ← → moves it' },
  { keys: ['MOD', 'Wheel'], does: 'Zoom it at the pointer; dragging moves it' },
  { keys: ['MOD', 'Enter'], does: 'Add the note that is typed under Review' },
  { keys: ['Esc'], does: 'Close a dialog, nothing is done; leave a replay, Compare and History' },
  { keys: ['?'], does: 'Show these shortcuts' },
];

/** The shortcuts that do something here, as Settings and the "?" dialog list them. */
export function shortcutsOf(isReviewing: boolean): readonly Shortcut[] {
  return SHORTCUTS.filter(({ isOfDesk }) => !(isReviewing && isOfDesk));
}

/** Whether the list of shortcuts is in front. */
export const useShortcutHelp = create<{ open: boolean }>(() => ({ open: false }));

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Puts the cursor in the search of the screen; false where it has none. */
function focusSearch(): boolean {
  if (document.querySelector('[role="dialog"]')) return false;
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
  search?.focus();
  search?.select();
  return search !== null;
}

/** True if the keys meant something to the frame. */
function act(event: KeyboardEvent): boolean {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && !event.shiftKey) {
    if (event.key.toLowerCase() === 'k') {
      togglePalette();
      return true;
    }
    if (event.key.toLowerCase() === 'f') return focusSearch();
    if (event.key.toLowerCase() === 'n') {
      openNewDraftMenu();
      return true;
    }
    if (event.key === ',') {
      go({ screen: 'settings' });
      return true;
    }
    const screen = SCREENS[Number(event.key) - 1];
    if (screen) {
      go({ screen });
      return true;
    }
    return false;
  }
  if (event.altKey && !mod && event.key === 'ArrowLeft') {
    goBack();
    return true;
  }
  if (event.altKey && !mod && event.key === 'ArrowRight') {
    goForward();
    return true;
  }
  if (event.key === '/' && !mod && !event.altKey && !isTyping(event.target)) return focusSearch();
  if (event.key === '?' && !mod && !event.altKey && !isTyping(event.target)) {
    useShortcutHelp.setState({ open: true });
    return true;
  }
  return false;
}

/** Hears the keys that work everywhere. */
export function useShortcuts(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!event.defaultPrevented && act(event)) event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
