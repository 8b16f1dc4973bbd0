import { homedir } from 'node:os';
import { join } from 'node:path';

const NAME = 'Spanwatch';

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
