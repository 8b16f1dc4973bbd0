import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { app } from 'electron';
import * as z from 'zod/mini';

const FLAG = '--cli';
const HEADLESS = '--ozone-platform=headless';
/** Fatal errors only: a server has no desktop bus, and Chromium complains about it line by line. */
const QUIET = '--log-level=3';
const EXIT_BUG = 70;
const Twin = z.object({
  terminal: z.custom<() => Promise<number>>((it) => typeof it === 'function'),
});

/** Started as `spanwatch --cli …`: the same words as in a checkout, and no window. */
export function isTerminal(argv: readonly string[]): boolean {
  return argv.includes(FLAG);
}

/**
 * Runs the terminal twin, a bundle of its own, so that the window doesn't load what only the terminal needs. Resolves
 * with the exit code.
 */
export function startTerminal(): Promise<number> {
  if (needsHeadless()) return Promise.resolve(startHeadless());
  app.disableHardwareAcceleration();
  const twin: unknown = createRequire(__filename)(path.join(__dirname, 'cli.cjs'));
  return Twin.parse(twin).terminal();
}

/** Chromium ends a process without a display before it is ready, unless its command line says that it needs none. */
function needsHeadless(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = Boolean(DISPLAY || WAYLAND_DISPLAY);
  return process.platform === 'linux' && !hasDisplay && !process.argv.includes(HEADLESS);
}

/** The same command once more, with that switch. This process waits: it would not live long enough to do it itself. */
function startHeadless(): number {
  // Ctrl-C goes to both: the other one stops cleanly, this one only waits for it.
  process.on('SIGINT', () => {});
  const words = [HEADLESS, QUIET, ...process.argv.slice(1)];
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  return status ?? EXIT_BUG;
}

/** Ends the application with the code that the work resolves with, when all that was printed is out. */
export function endWith(work: () => Promise<number>): void {
  app.dock?.hide();
  void work().then((code) => process.stdout.write('', () => app.exit(code)));
}
