import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ASIDE_FOLDER } from '../adapters/storage/put-aside.ts';
import { UsageError } from './usage.ts';

const NAME = 'Spanwatch';
/** The database, what SQLite keeps beside it, and what was put aside. */
const OURS = new RegExp(`^(?:spanwatch|${ASIDE_FOLDER}$)`);

/** Where the window keeps its data (Electron's `userData` of this name), computed without Electron. */
export function usualDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: Record<string, string | undefined> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), NAME);
}

/** For a command that only reads: a folder that was mistyped is said to be missing, not made and found in order. */
export function mustHaveData(dataDir: string | null): void {
  if (dataDir === null) return;
  if (!existsSync(dataDir)) throw new UsageError(`--data-dir: there is no folder ${dataDir}`);
  if (readdirSync(dataDir).some((name) => OURS.test(name))) return;
  throw new UsageError(`--data-dir: ${dataDir} holds no data of Spanwatch`);
}
