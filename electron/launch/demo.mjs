import { build } from './build.mjs';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { runInSession } from './display.mjs';
import { findElectron } from './electron-binary.mjs';
import { nodeTooOld } from './node-version.mjs';
import { inProject } from './paths.mjs';

// The whole main job through the real window, on a virtual display with a keychain of its own.
try {
  const tooOld = nodeTooOld();
  if (tooOld) throw new CannotStart(tooOld);
  await build();
  await findElectron();
  const words = [process.execPath, inProject('test', 'demo', 'main-job.mjs')];
  process.exitCode = await runInSession(words, { display: true });
} catch (error) {
  giveUp(error);
}
