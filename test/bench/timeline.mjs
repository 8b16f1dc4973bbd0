import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { build as bundleWith } from 'esbuild';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { UNTIL_CONNECTED } from '../support/playwright-loader.mjs';
import { onADisplay } from './on-a-display.mjs';

// The timeline in the real window: 500 nodes and 10,000 checks beside 10 nodes and 100 checks. The nodes are named by
// the first 100 checks of each, so that what is measured is the drawing and not the reading of gigabytes.

const SMALL = { nodes: 10, checks: 100, naming: 100 };
const LARGE = { nodes: 500, checks: 10_000, naming: 100 };
const REDRAW_AIM = 3;
/** Longer is felt, ms. */
const LONGEST_AIM = 50;
const OPENED_WITHIN_MS = 120_000;

async function bundle() {
  const outfile = inProject('out', 'bench', 'timeline-record.mjs');
  await bundleWith({
    entryPoints: [inProject('test', 'bench', 'timeline-record.ts')],
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

/**
 * In the page: the work of each key's redraw (from the press until its frame is made, ms), and the longest pause
 * between two frames while it goes on.
 */
const MEASURE = `(async () => {
  const lanes = document.querySelector('.lanes');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const press = (key, shiftKey = false) =>
    lanes.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask' });
  const times = [];
  const once = async (key, shift) => {
    await frame();
    const begin = performance.now();
    press(key, shift);
    // The change is drawn in the next frame; a message behind it comes once it is painted.
    await new Promise((done) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done();
      port2.postMessage(null);
    }));
    times.push(performance.now() - begin);
  };
  for (let n = 0; n < 6; n += 1) await once('+', false);
  times.length = 0;
  tasks.length = 0;
  for (let n = 0; n < 30; n += 1) await once('ArrowRight', true);
  for (let n = 0; n < 30; n += 1) await once('ArrowLeft', true);
  await new Promise((done) => setTimeout(done, 300));
  return { times, longest: Math.max(0, ...tasks) };
})()`;

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @param {string} script @param {string} folder @param {typeof SMALL} size */
async function measureOne(script, folder, size) {
  const words = [script, folder, size.nodes, size.checks, size.naming].map(String);
  const writer = spawn(process.execPath, words, { stdio: 'inherit' });
  const [code] = await once(writer, 'exit');
  if (code !== 0) throw new Error(`the record was not written: ${code}`);
  const { executable } = await findElectron(console.error);
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: executable,
    args: [...UNTIL_CONNECTED, ...root, projectRoot, `--data-dir=${folder}`],
    cwd: projectRoot,
  });
  try {
    const window = await app.firstWindow();
    const screens = window.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('button', { name: /^Requests/ }).click();
    const begin = performance.now();
    await window.getByText('Wide').first().click();
    await window.locator('.lanes .lane').first().waitFor({ timeout: OPENED_WITHIN_MS });
    const opened = performance.now() - begin;
    const { times, longest } = /** @type {{ times: number[], longest: number }} */ (
      await window.evaluate(MEASURE)
    );
    console.log(
      `${size.nodes} nodes, ${size.checks} checks: opened in ${opened.toFixed(0)} ms, a move drawn in ${median(times).toFixed(1)} ms (median), longest task ${longest.toFixed(0)} ms`,
    );
    return { redraw: median(times), longest };
  } finally {
    await app.close();
  }
}

async function measure() {
  const root = mkdtempSync(join(tmpdir(), 'spanwatch-bench-'));
  try {
    const script = await bundle();
    const small = await measureOne(script, join(root, 'small'), SMALL);
    const large = await measureOne(script, join(root, 'large'), LARGE);
    console.log(
      `figure timeline-redraw-ratio ${(large.redraw / small.redraw).toFixed(2)} aim ${REDRAW_AIM}`,
    );
    console.log(`figure timeline-longest-task-ms ${large.longest.toFixed(0)} aim ${LONGEST_AIM}`);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

await onADisplay(inProject('test', 'bench', 'timeline.mjs'), measure);
