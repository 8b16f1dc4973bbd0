import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What a window needs on Linux: the library as the loader knows it, and Debian's package for it.
 * The last two are loaded by name at run time (keychain, notifications), the rest by Electron.
 */
export const windowLibraries = /** @type {const} */ ([
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libXss.so.1', 'libxss1'],
  ['libXtst.so.6', 'libxtst6'],
  ['libdrm.so.2', 'libdrm2'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libcups.so.2', 'libcups2'],
  ['libsecret-1.so.0', 'libsecret-1-0'],
  ['libnotify.so.4', 'libnotify4'],
]);

/** What a virtual display with a keychain of its own needs: the command and Debian's package. */
export const sessionTools = /** @type {const} */ ([
  ['xvfb-run', 'xvfb'],
  ['xauth', 'xauth'],
  ['dbus-run-session', 'dbus'],
  ['dbus-send', 'dbus'],
  ['gnome-keyring-daemon', 'gnome-keyring'],
]);

/**
 * Debian's packages for the libraries that the loader does not know.
 * @param {string} loaderCache what `ldconfig -p` prints
 */
export function packagesForLibraries(loaderCache) {
  const known = new Set(loaderCache.split('\n').map((line) => line.trim().split(' ')[0]));
  return windowLibraries.filter(([library]) => !known.has(library)).map(([, name]) => name);
}

/** @param {(command: string) => boolean} has */
export function packagesForTools(has) {
  return [...new Set(sessionTools.filter(([command]) => !has(command)).map(([, name]) => name))];
}

/** The one command that puts the packages in place. @param {readonly string[]} packages */
export const aptCommand = (packages) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * Newer releases renamed some packages for 64-bit times (libgtk-3-0t64).
 * @param {readonly string[]} packages
 * @param {(name: string) => boolean} exists
 */
export const asThisReleaseNamesThem = (packages, exists) =>
  packages.map((name) => (exists(`${name}t64`) ? `${name}t64` : name));

/** @param {string} command @param {string[]} words */
function output(command, words) {
  const result = spawnSync(command, words, { encoding: 'utf8' });
  return result.status === 0 ? result.stdout : '';
}

/** @param {string} command */
export function hasCommand(command) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(`${folder}/${command}`));
}

const isRoot = () => process.getuid?.() === 0;

function isDebianLike() {
  const file = '/etc/os-release';
  return (
    hasCommand('apt-get') && existsSync(file) && /debian|ubuntu/i.test(readFileSync(file, 'utf8'))
  );
}

/**
 * Installs what is missing where it may (root on Debian or Ubuntu).
 * @param {{ window: boolean, session: boolean }} need
 * @param {(line: string) => void} say
 * @returns {string | undefined} undefined when everything is there, else what the user is to do
 */
export function ensureLinuxPackages(need, say = console.log) {
  if (process.platform !== 'linux') return undefined;
  const missing = () => [
    ...(need.window ? packagesForLibraries(output('/sbin/ldconfig', ['-p'])) : []),
    ...(need.session ? packagesForTools(hasCommand) : []),
  ];
  const needed = missing();
  if (needed.length === 0) return undefined;
  if (!isDebianLike()) {
    return `A window needs libraries that are missing here. On Debian their packages are: ${needed.join(' ')}`;
  }
  if (isRoot()) {
    say(`Installing what a window needs: ${needed.join(' ')}`);
    install(needed, say);
    if (missing().length === 0) return undefined;
  }
  const packages = asThisReleaseNamesThem(missing(), isInRelease);
  return `Packages are missing. Install them with:\n  ${aptCommand(packages)}`;
}

/** @param {string} name */
const isInRelease = (name) => output('apt-cache', ['show', '--no-all-versions', name]) !== '';

/** @param {string[]} needed @param {(line: string) => void} say */
function install(needed, say) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = () => [
    ['update'],
    ['install', '-y', '--no-install-recommends', ...asThisReleaseNamesThem(needed, isInRelease)],
  ];
  for (let step = 0; step < 2; step += 1) {
    const words = steps()[step] ?? [];
    const result = spawnSync('apt-get', ['-q', ...words], { encoding: 'utf8', env });
    if (result.status !== 0) {
      say(`apt-get ${words[0]} failed: ${result.stderr.trim()}`);
      return;
    }
  }
}
