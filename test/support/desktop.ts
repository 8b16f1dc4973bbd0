import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { projectRoot } from '../../electron/launch/paths.mjs';
import { UNTIL_CONNECTED } from './playwright-loader.mjs';

/** The running application, as a test sees it. */
export type Desktop = {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Everything that the application printed so far, on both outputs. */
  readonly output: () => string;
  /** Ends the application as its user would. */
  readonly close: () => Promise<void>;
  /** Ends it as a power cut would (kill -9), and waits until it is gone. */
  readonly kill: () => Promise<void>;
};

export type DesktopOptions = {
  /** Where the application keeps its data; a test gives each run a folder of its own. */
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

/** Chromium's sandbox does not start as root. */
export const rootSwitches = (): string[] =>
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A virtual display has no graphics card: Chromium looks for one three times, and draws by itself in the end. */
const withoutGraphicsCard = (): string[] => (process.platform === 'linux' ? ['--disable-gpu'] : []);

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]);
  return Object.fromEntries(entries);
}

/** Starts the built application (out/app) in a real Electron and waits for its window. */
export async function launchDesktop(options: DesktopOptions): Promise<Desktop> {
  const { executable } = await findElectron(() => undefined);
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      ...UNTIL_CONNECTED,
      ...rootSwitches(),
      ...withoutGraphicsCard(),
      projectRoot,
      `--data-dir=${options.dataDir}`,
      ...(options.args ?? []),
    ],
    cwd: projectRoot,
    env: { ...definedOnly(process.env), ...options.env },
  });
  const printed: string[] = [];
  const main = app.process();
  main.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  main.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const window = await app.firstWindow();
  await window.waitForLoadState('domcontentloaded');
  return {
    app,
    window,
    output: () => printed.join(''),
    close: () => app.close(),
    kill: async () => {
      if (main.exitCode !== null || main.signalCode !== null) return;
      const gone = once(main, 'exit');
      main.kill('SIGKILL');
      await gone;
    },
  };
}
