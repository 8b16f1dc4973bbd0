import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes of our own files in the data folder (the database and its journal, the log): not its copies, nor Chromium's caches. */
export function folderBytes(folder: string): number {
  return readdirSync(folder)
    .filter((name) => /^(spanwatch\.|window\.json)/.test(name))
    .reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}
