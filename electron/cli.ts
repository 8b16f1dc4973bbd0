import { runTerminal } from './cli/run.ts';

/** The words after `--cli`, where the application was started with it; else all of them. */
function wordsOf(argv: readonly string[]): string[] {
  const at = argv.indexOf('--cli');
  return argv.slice(at === -1 ? 2 : at + 1);
}

/** The terminal twin of the window: the same product on the same data, without a window. Resolves with the exit code. */
export function terminal(): Promise<number> {
  return runTerminal(wordsOf(process.argv));
}

// Under Electron the host calls it, and ends with its code; else this file is what was started.
if (process.versions.electron === undefined || process.env.ELECTRON_RUN_AS_NODE === '1') {
  void terminal().then((code) => {
    process.exitCode = code;
  });
}
