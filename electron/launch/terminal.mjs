#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { nodeTooOld } from './node-version.mjs';
import { appFolder } from './paths.mjs';

/** Shells say a signal as 128 and its number. */
const SIGNALLED = 128;

// The terminal twin of the window, built first where its source is newer; says nothing of its own.
try {
  const tooOld = nodeTooOld();
  if (tooOld) throw new CannotStart(tooOld);
  await build();
  const script = join(appFolder, 'cli.cjs');
  const child = spawn(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; this process only waits for the other's last words.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', giveUp);
  child.on('close', (code, signal) => {
    process.exitCode = code ?? SIGNALLED + (signal ? constants.signals[signal] : 0);
  });
} catch (error) {
  giveUp(error);
}
