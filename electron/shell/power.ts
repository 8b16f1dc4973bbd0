import { powerMonitor } from 'electron';

/** Tells of the computer's sleep. Not every system does: the watches' own heart finds what is not told here. */
export function onSleep(slept: () => void, woke: () => void): void {
  powerMonitor.on('suspend', slept);
  powerMonitor.on('resume', woke);
}
