import { build } from './build.mjs';
import { giveUp } from './cannot-start.mjs';
import { findElectron } from './electron-binary.mjs';
import { inProject, isEntry, projectRoot } from './paths.mjs';

const platformFolder = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' };

/** The packaged executable that `packageFolder` leaves. @param {NodeJS.Platform} platform */
export function packagedExecutable(platform = process.platform) {
  if (platform === 'darwin') {
    const folder = process.arch === 'arm64' ? 'mac-arm64' : platformFolder.darwin;
    return inProject('dist', folder, 'Spanwatch.app', 'Contents', 'MacOS', 'Spanwatch');
  }
  if (platform === 'win32') return inProject('dist', platformFolder.win32, 'Spanwatch.exe');
  return inProject('dist', platformFolder.linux, 'spanwatch');
}

/**
 * Packages the application as a folder (electron-builder's `dir` target) for this machine, with
 * the Electron that is at hand.
 * @returns {Promise<string>} the packaged executable
 */
export async function packageFolder() {
  await build({ minify: true });
  const electron = await findElectron();
  const pinned = electron.origin === 'pinned';
  if (!pinned) {
    console.log(
      `Packaging with Electron ${electron.version}, for this machine and for tests; for users it is packaged with the pinned Electron, where that can be had.`,
    );
  }
  const builder = await import('electron-builder');
  await builder.build({
    projectDir: projectRoot,
    dir: true,
    publish: 'never',
    config: {
      extends: inProject('electron-builder.yml'),
      electronDist: electron.dist,
      electronVersion: electron.version,
    },
  });
  return packagedExecutable();
}

if (isEntry(import.meta.url)) {
  try {
    console.log(`Packaged: ${await packageFolder()}`);
  } catch (error) {
    giveUp(error);
  }
}
