import { create } from 'zustand';

/** Whether the dialog "Follow a request made elsewhere" is open: a button, the palette and the desk open it. */
export const useFollowDialog = create<{ open: boolean }>(() => ({ open: false }));

export function openFollowDialog(): void {
  useFollowDialog.setState({ open: true });
}
