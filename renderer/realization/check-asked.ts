import { create } from 'zustand';

/** The check that the table of the request in front is asked to show, by its time; null: none. */
export const useCheckAsked = create<{ at: number | null }>(() => ({ at: null }));

/** Shows a check's row with its answer. */
export function askForCheck(at: number): void {
  useCheckAsked.setState({ at });
}
