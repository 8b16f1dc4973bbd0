import { create } from 'zustand';
import type { DraftSource } from '../../../shared/template.ts';

/** The dialog that is open, wherever it was opened from: a button, the palette. */
type Open =
  | { dialog: 'paste' }
  | { dialog: 'templates' }
  | { dialog: 'save-template'; source: DraftSource; name: string }
  | { dialog: 'copy'; source: DraftSource; what: string };

export const useSourceDialog = create<{ open: Open | null }>(() => ({ open: null }));

export function openSourceDialog(open: Open): void {
  useSourceDialog.setState({ open });
}

export function closeSourceDialog(): void {
  useSourceDialog.setState({ open: null });
}
