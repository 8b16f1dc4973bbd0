import { build } from '../../electron/launch/build.mjs';
import { giveUp } from '../../electron/launch/cannot-start.mjs';
import { hasDisplay, runInSession } from '../../electron/launch/display.mjs';
import { findElectron } from '../../electron/launch/electron-binary.mjs';

/**
 * Runs a bench that opens windows, on the application bundled as users get it. Where there is a display its own window
 * system is measured, else a virtual one, in which the bench runs once more by itself (`--here`).
 * @param {string} script the bench's own file @param {() => Promise<void>} measure
 */
export async function onADisplay(script, measure) {
  try {
    if (process.argv.includes('--here')) return await measure();
    await build({ minify: true });
    await findElectron();
    if (hasDisplay()) await measure();
    else {
      const words = [process.execPath, script, '--here', ...process.argv.slice(2)];
      process.exitCode = await runInSession(words, { display: true });
    }
  } catch (error) {
    giveUp(error);
  }
}
