import { createRequire } from 'node:module';
import path from 'node:path';
import { app } from 'electron';
import * as z from 'zod';

const FLAG = '--cli';
const Twin = z.object({
  terminal: z.custom<() => Promise<number>>((it) => typeof it === 'function'),
});

/** Started as `spanwatch --cli …`: the same words as in a checkout, and no window. */
export function isTerminal(argv: readonly string[]): boolean {
  return argv.includes(FLAG);
}

/** Runs the terminal twin, a bundle of its own, so that the window doesn't load what only the terminal needs. */
export function startTerminal(): Promise<number> {
  // No display is needed, and none is opened where there is one.
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'headless');
  app.disableHardwareAcceleration();
  const twin: unknown = createRequire(__filename)(path.join(__dirname, 'cli.cjs'));
  return Twin.parse(twin).terminal();
}

/** Ends the application with the code that the work resolves with, when all that was printed is out. */
export function endWith(work: () => Promise<number>): void {
  app.dock?.hide();
  void work().then((code) => process.stdout.write('', () => app.exit(code)));
}
