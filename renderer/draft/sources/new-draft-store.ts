import { create } from 'zustand';
import { go } from '../../shell/route-store.ts';

/** Whether the list of where a new draft can come from is open. */
export const useNewDraftMenu = create<{ open: boolean }>(() => ({ open: false }));

/** Goes to the drafts and opens it: what Ctrl+N does. */
export function openNewDraftMenu(): void {
  go({ screen: 'drafts' });
  // The screen's own menu is there after it was drawn.
  setTimeout(() => useNewDraftMenu.setState({ open: true }));
}
