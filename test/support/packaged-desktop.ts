import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from '@playwright/test';
import { packagedExecutable } from '../../electron/launch/package.mjs';
import { rootSwitches } from './desktop.ts';

/** The packaged application, as a test sees it. */
export type PackagedDesktop = {
  readonly window: Page;
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

/** How long the packaged application has until it says where it can be reached, milliseconds. */
const START_WITHIN = 60_000;
/** How soon it is looked again whether the window is there, milliseconds. */
const LOOK_AGAIN = 50;

/** The address that Chromium prints when it is told to be reachable for tests. */
function devToolsAddress(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}; it printed:\n${output()}`));
    const limit = setTimeout(() => fail('The packaged application did not start'), START_WITHIN);
    child.on('exit', (code) => fail(`The packaged application ended (${code})`));
    child.on('error', (error) => fail(error.message));
    child.stderr?.on('data', () => {
      const address = /DevTools listening on (ws:\S+)/.exec(output())?.[1];
      if (address === undefined) return;
      clearTimeout(limit);
      resolve(address);
    });
  });
}

/** Where a window that is being opened while it is attached to now and then leaves both waiting: it is there before. */
async function windowIsThere(address: string): Promise<void> {
  const list = `http://${new URL(address).host}/json/list`;
  for (const until = Date.now() + START_WITHIN; Date.now() < until; ) {
    const targets = (await (await fetch(list)).json()) as { type: string; title: string }[];
    if (targets.some(({ type, title }) => type === 'page' && title.startsWith('Spanwatch'))) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
  throw new Error('The packaged application opened no window');
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('The packaged application has no window context.');
  return context.pages()[0] ?? context.waitForEvent('page');
}

/**
 * Starts the packaged executable and attaches to its window. The fuses it ships with keep Node's
 * inspector shut, so Playwright's `_electron` can't attach; Chromium's own port is used instead.
 */
export async function launchPackaged(options: {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<PackagedDesktop> {
  const words = [...rootSwitches(), '--remote-debugging-port=0', `--data-dir=${options.dataDir}`];
  const child = spawn(packagedExecutable(), words, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const output = () => printed.join('');
  try {
    const address = await devToolsAddress(child, output);
    await windowIsThere(address);
    const browser = await chromium.connectOverCDP(address);
    const window = await firstPage(browser);
    await window.waitForLoadState('domcontentloaded');
    return {
      window,
      output,
      close: async () => {
        await browser.close();
        await end(child);
      },
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The packaged application as a terminal's command, where there is no display. */
export function packagedTerminal(
  words: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(packagedExecutable(), [...rootSwitches(), '--cli', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
