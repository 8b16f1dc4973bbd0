import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { build } from './build.mjs';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { hasDisplay } from './display.mjs';
import { findElectron } from './electron-binary.mjs';
import { ensureLinuxPackages } from './linux-libraries.mjs';
import { nodeTooOld } from './node-version.mjs';
import { projectRoot } from './paths.mjs';
import { sandboxSwitches } from './sandbox.mjs';

function checkSurroundings() {
  const tooOld = nodeTooOld();
  if (tooOld) throw new CannotStart(tooOld);
  if (!hasDisplay()) {
    throw new CannotStart(
      'There is no display here (DISPLAY and WAYLAND_DISPLAY are empty). To see Spanwatch at work on a virtual one: npm run demo',
    );
  }
  const advice = ensureLinuxPackages({ window: true, session: false });
  if (advice) throw new CannotStart(advice);
}

/**
 * Runs the application until it ends; signals that end this process end it too.
 * @param {string} executable
 * @param {string[]} words
 * @returns {Promise<number>}
 */
function runApplication(executable, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, words, { stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(code ?? (signal ? 128 + constants.signals[signal] : 1));
    });
  });
}

try {
  checkSurroundings();
  await build();
  const { executable } = await findElectron();
  const words = [
    ...sandboxSwitches(executable, console.log),
    projectRoot,
    ...process.argv.slice(2),
  ];
  process.exitCode = await runApplication(executable, words);
} catch (error) {
  giveUp(error);
}
