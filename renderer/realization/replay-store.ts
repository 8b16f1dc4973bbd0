import { create } from 'zustand';

/** The request whose replay was asked for from elsewhere; its page takes it. */
export const useReplayAsked = create<{ id: string | null }>(() => ({ id: null }));

export function askReplay(id: string): void {
  useReplayAsked.setState({ id });
}
