import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';

/** Notes that were begun, by request, in this window alone: one who looks at another request finds them again. */
export const useUnsentNotes = create<Readonly<Record<string, string>>>(() => ({}));

/** Keeps what was typed so far. */
export const keepUnsent = (id: RequestId, typed: string) =>
  useUnsentNotes.setState({ [id]: typed });

/** This is on record now; what was typed behind it meanwhile stays, and so does what was typed in its place. */
export function forgetSent(id: RequestId, sent: string): void {
  const typed = useUnsentNotes.getState()[id] ?? '';
  if (typed.startsWith(sent)) keepUnsent(id, typed.slice(sent.length).trimStart());
}

/** How many notes would be lost with the window. */
export function unsentNotes(): number {
  return Object.values(useUnsentNotes.getState()).filter((text) => text.trim() !== '').length;
}
