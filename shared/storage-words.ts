import { catchingUpText } from './catching-up.ts';
import type { BackupWhy, Holding, StorageUpdate } from './storage.ts';
import { count } from './words.ts';

/** How far bringing an earlier version's files up to date is, as the window and the terminal say it. */
export function updateText({ phase, step, steps, done, total }: StorageUpdate): string {
  if (phase === 'waiting')
    return 'Another Spanwatch is bringing the record up to date: waiting for it';
  if (phase === 'copying') return 'Copying the record before it is brought up to date';
  const far = total > 0 ? catchingUpText({ done, total }) : 'Bringing the record up to date';
  return `${far} (step ${step} of ${steps})`;
}

const KILO = 1000;
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];
const TENTHS_BELOW = 100;

/** A size as a file manager says it: "640 bytes", "45.2 kB", "1.3 GB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= KILO && unit < UNITS.length - 1) {
    value /= KILO;
    unit += 1;
  }
  const digits = unit === 0 || value >= TENTHS_BELOW ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

export const WHY_WORDS: Record<BackupWhy, string> = {
  daily: 'Daily',
  'before-update': 'Before an update',
  'by-hand': 'By hand',
};

/** "12 requests, 3 drafts, 2 managers" */
export function holdingText({ requests, drafts, managers }: Holding): string {
  return [count(requests, 'request'), count(drafts, 'draft'), count(managers, 'manager')].join(
    ', ',
  );
}
