import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { onADisplay } from './on-a-display.mjs';
import { median, startOnce } from './start-once.mjs';

// From the launch of the process to a window that can be used: Spanwatch against a bare Electron
// window, by turns in one run, so that whatever else the machine does weighs on both.

const RUNS = 5;
const AIM = 1.5;

const subjects = {
  bare: { folder: inProject('test', 'bench', 'bare-window'), signal: 'bare: usable' },
  spanwatch: { folder: projectRoot, signal: 'spanwatch: usable' },
};

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
