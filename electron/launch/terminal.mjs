#!/usr/bin/env node
import { join } from 'node:path';
import { build } from './build.mjs';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { runChild } from './child.mjs';
import { nodeTooOld } from './node-version.mjs';
import { appFolder } from './paths.mjs';

// The terminal twin of the window, built first where its source is newer; says nothing of its own.
try {
  const tooOld = nodeTooOld();
  if (tooOld) throw new CannotStart(tooOld);
  await build();
  runChild(join(appFolder, 'cli.cjs'), process.argv.slice(2), giveUp);
} catch (error) {
  giveUp(error);
}
