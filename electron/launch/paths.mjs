import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: everything below is found from here, whatever the current folder is. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Where the built application lies. package.json's `main` points into it. */
export const appFolder = join(projectRoot, 'out', 'app');

/** A path inside the project. @param {...string} parts */
export const inProject = (...parts) => join(projectRoot, ...parts);

/**
 * The user's cache folder for Spanwatch: things that can be made again.
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @param {string} home
 */
export function cacheFolder(platform = process.platform, env = process.env, home = homedir()) {
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'spanwatch', 'cache');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'spanwatch');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'spanwatch');
}

/** Whether the script was started by itself, not imported. @param {string} moduleUrl */
export const isEntry = (moduleUrl) =>
  process.argv[1] !== undefined && fileURLToPath(moduleUrl) === process.argv[1];
