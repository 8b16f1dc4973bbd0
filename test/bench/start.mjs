import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { onADisplay } from './on-a-display.mjs';

// From the launch of the process to a window that can be used: Spanwatch against a bare Electron
// window, by turns in one run, so that whatever else the machine does weighs on both.

const RUNS = 5;
const AIM = 1.5;

/** A start that has not shown its window by then has failed, in milliseconds. */
const START_WITHIN = 60_000;

const subjects = {
  bare: { folder: inProject('test', 'bench', 'bare-window'), signal: 'bare: usable' },
  spanwatch: { folder: projectRoot, signal: 'spanwatch: usable' },
};

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * One start, with a data folder that the subject has started with before: nobody starts on an
 * empty one twice.
 * @param {string} executable
 * @param {{ folder: string, signal: string }} subject
 * @param {string} dataFolder
 * @returns {Promise<number>} milliseconds
 */
async function startOnce(executable, { folder, signal }, dataFolder) {
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const begin = performance.now();
  const child = spawn(executable, [...root, folder, `--data-dir=${dataFolder}`], {
    env: { ...process.env, SPANWATCH_BENCH: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`"${signal}" was never printed, but:\n${printed}`));
      const limit = setTimeout(fail, START_WITHIN);
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          printed += chunk;
          if (!printed.includes(signal)) return;
          clearTimeout(limit);
          resolve(performance.now() - begin);
        });
      }
      child.on('error', reject);
      child.on('exit', fail);
    });
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
}

async function measure() {
  const { executable } = await findElectron(console.error);
  const data = mkdtempSync(join(tmpdir(), 'spanwatch-bench-'));
  /** @type {{ bare: number[], spanwatch: number[] }} */
  const times = { bare: [], spanwatch: [] };
  try {
    // The first round is not counted: it reads the files from the disk and makes the data folders.
    for (let run = 0; run <= RUNS; run += 1) {
      for (const name of /** @type {const} */ (['bare', 'spanwatch'])) {
        const time = await startOnce(executable, subjects[name], join(data, name));
        if (run > 0) times[name].push(time);
      }
    }
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const name of /** @type {const} */ (['bare', 'spanwatch'])) {
    const runs = times[name].map((time) => time.toFixed(0)).join(' ');
    console.log(`${name.padEnd(9)} median ${median(times[name]).toFixed(0)} ms (${runs})`);
  }
  const ratio = median(times.spanwatch) / median(times.bare);
  console.log(`figure start-ratio ${ratio.toFixed(2)} aim ${AIM}`);
}

await onADisplay(inProject('test', 'bench', 'start.mjs'), measure);
