import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { nodeTooOld } from './node-version.mjs';
import { appFolder } from './paths.mjs';

// The practice manager on its own, in a terminal, until it is interrupted.
try {
  const tooOld = nodeTooOld();
  if (tooOld) throw new CannotStart(tooOld);
  await build();
  const script = join(appFolder, 'practice.cjs');
  const child = spawn(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; this process only waits for the other's last words.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', giveUp);
  child.on('close', (code) => {
    process.exitCode = code ?? 0;
  });
} catch (error) {
  giveUp(error);
}
