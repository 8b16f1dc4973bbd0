import { powerMonitor } from 'electron';

/** Tells of the computer's sleep: `woke` gets when it went to sleep, ms. */
export function onSleep(slept: () => void, woke: (from: number) => void): void {
  let from: number | null = null;
  powerMonitor.on('suspend', () => {
    from = Date.now();
    slept();
  });
  powerMonitor.on('resume', () => {
    woke(from ?? Date.now());
    from = null;
  });
}
