import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';

/** Notes that were begun, by request, in this window alone: one who looks at another request finds them again. */
export const useUnsentNotes = create<Readonly<Record<string, string>>>(() => ({}));

/** Keeps what was typed so far. */
export const keepUnsent = (id: RequestId, typed: string) =>
  useUnsentNotes.setState({ [id]: typed });

/** How many notes would be lost with the window. */
export function unsentNotes(): number {
  return Object.values(useUnsentNotes.getState()).filter((text) => text.trim() !== '').length;
}
