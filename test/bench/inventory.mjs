import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron } from '@playwright/test';
import { build as bundleWith } from 'esbuild';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { UNTIL_CONNECTED } from '../support/playwright-loader.mjs';
import { onADisplay } from './on-a-display.mjs';

// An inventory of 10,000 sessions with a peer endpoint each: read whole, searched as one types, and its list brought
// on screen, each beside something plain in the same run (see inventory-work.ts); the list beside a dozen sessions.

const SESSIONS = 10_000;
const VISITS = 15;
const PAINT_AIM = 1.5;

/** @param {string} name */
async function bundle(name) {
  const outfile = inProject('out', 'bench', `${name}.mjs`);
  await bundleWith({
    entryPoints: [inProject('test', 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'keytar', 'undici'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * The application on a data folder that has been read, with its window on the desk.
 * @param {string} executable @param {string} dataDir
 */
async function openOn(executable, dataDir) {
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: executable,
    args: [...UNTIL_CONNECTED, ...root, projectRoot, `--data-dir=${dataDir}`],
    cwd: projectRoot,
  });
  const window = await app.firstWindow();
  window.on('pageerror', (error) => console.error(`the window: ${error.stack ?? error}`));
  await window.getByRole('navigation', { name: 'Screens' }).waitFor();
  return { app, window };
}

/**
 * From the press of Inventory to the frame that shows its first row, in ms.
 * @param {import('@playwright/test').Page} window
 */
async function paintOnce(window) {
  const screens = window.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('button', { name: /^Desk/ }).click();
  await window.getByRole('listbox', { name: 'Sessions' }).waitFor({ state: 'detached' });
  return window.evaluate(PAINT);
}

/** In the page: presses Inventory, and waits for the frame after the one in which a row stands. */
const PAINT = `new Promise((resolve, reject) => {
  const begin = performance.now();
  const buttons = [...document.querySelectorAll('nav[aria-label="Screens"] button')];
  const press = buttons.find((one) => one.textContent?.includes('Inventory'));
  if (!press) return reject(new Error('there is no Inventory to press'));
  press.click();
  const look = () => {
    const row = document.querySelector('[role="option"]:not([aria-busy]) .row-name');
    if (!row) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.now() - begin));
  };
  requestAnimationFrame(look);
})`;

/** @param {string} root */
async function measurePaint(root) {
  const { executable } = await findElectron(console.error);
  /** @type {{ few: number[], many: number[] }} */
  const times = { few: [], many: [] };
  // One window at a time: one that is covered draws no frames. The first visit compiles what the others use.
  for (const [name, folder] of /** @type {const} */ ([
    ['few', 'small'],
    ['many', 'large'],
  ])) {
    const { app, window } = await openOn(executable, join(root, folder));
    try {
      for (let visit = 0; visit <= VISITS; visit += 1) {
        const time = Number(await paintOnce(window));
        if (visit > 0) times[name].push(time);
      }
    } finally {
      await app.close();
    }
  }
  console.log(
    `first paint: ${SESSIONS} sessions ${median(times.many).toFixed(0)} ms, a dozen ${median(times.few).toFixed(0)} ms`,
  );
  const ratio = median(times.many) / median(times.few);
  console.log(`figure inventory-paint-ratio ${ratio.toFixed(2)} aim ${PAINT_AIM}`);
}

async function measure() {
  const root = mkdtempSync(join(tmpdir(), 'spanwatch-bench-'));
  const managers = spawn(
    process.execPath,
    [await bundle('inventory-manager'), String(SESSIONS), '0'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  try {
    const { value } = await createInterface({ input: managers.stdout })
      [Symbol.asyncIterator]()
      .next();
    const entries = join(root, 'entries.json');
    writeFileSync(entries, String(value));
    const work = spawn(process.execPath, [await bundle('inventory-work'), root, entries], {
      stdio: 'inherit',
    });
    const [code] = await once(work, 'exit');
    if (code !== 0) throw new Error(`the reading and searching ended with ${code}`);
    await measurePaint(root);
  } finally {
    managers.stdin.end();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

await onADisplay(inProject('test', 'bench', 'inventory.mjs'), measure);
