import { create } from 'zustand';

/** How long the first screen may keep the rest waiting, in milliseconds. */
const AT_THE_LATEST = 500;

/**
 * True once the first screen stands and nothing waits: what nobody sees before then (dialogs, the palette,
 * notifications) is fetched and drawn after it.
 */
export const useSettled = create<boolean>(() => false);

export function settle(): void {
  useSettled.setState(true, true);
}

/** Runs once nothing waits for the window's thread; soon in any case. */
export function whenIdle(run: () => void): void {
  requestIdleCallback(run, { timeout: AT_THE_LATEST });
}
