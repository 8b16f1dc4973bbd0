import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build as bundleWith } from 'esbuild';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { onADisplay } from './on-a-display.mjs';
import { median, startOnce } from './start-once.mjs';

// A record of 100,000 requests and 2,000,000 checks: made as the product makes it, then listed, counted, searched and
// opened, beside plain SQLite (see history-work.ts); and a start of the application on it, beside one without a record.

const { values: options } = parseArgs({
  options: {
    here: { type: 'boolean' },
    requests: { type: 'string', default: '100000' },
    checks: { type: 'string', default: '2000000' },
    /** The record is made there, which takes minutes, and stays; where it is already it is asked as it is. */
    record: { type: 'string' },
  },
});
const STARTS = 7;
const START_AIM = 1.1;

/** @param {string} source @param {string} name @param {'esm' | 'cjs'} format */
async function bundle(source, name, format) {
  const outfile = inProject('out', 'bench', name);
  await bundleWith({
    entryPoints: [inProject(...source.split('/'))],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    external: ['libsql', 'keytar', 'undici'],
    ...(format === 'esm' && {
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
    logLevel: 'error',
  });
  return outfile;
}

/** @param {string} root */
async function measureStarts(root) {
  const { executable } = await findElectron(console.error);
  const subject = { folder: projectRoot, signal: 'spanwatch: usable' };
  /** @type {{ empty: number[], large: number[] }} */
  const times = { empty: [], large: [] };
  // By turns, so that whatever else the machine does weighs on both; the first round is not counted.
  for (let run = 0; run <= STARTS; run += 1) {
    for (const name of /** @type {const} */ (['empty', 'large'])) {
      const time = await startOnce(executable, subject, join(root, name));
      if (run > 0) times[name].push(time);
    }
  }
  const [empty, large] = [median(times.empty), median(times.large)];
  console.log(`start: with the record ${large.toFixed(0)} ms, without ${empty.toFixed(0)} ms`);
  console.log(`figure history-start-ratio ${(large / empty).toFixed(2)} aim ${START_AIM}`);
}

async function measure() {
  const { record } = options;
  const root = record ?? mkdtempSync(join(tmpdir(), 'spanwatch-bench-'));
  try {
    const work = await bundle('test/bench/history-work.ts', 'history-work.mjs', 'esm');
    const worker = await bundle(
      'electron/adapters/database/archive-worker.ts',
      'archive-worker.cjs',
      'cjs',
    );
    const packer = await bundle('electron/adapters/pack/pack-worker.ts', 'pack-worker.cjs', 'cjs');
    const { requests, checks } = options;
    const args = [work, join(root, 'large'), worker, packer, requests, checks];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`the work ended with ${code}`);
    await measureStarts(root);
  } finally {
    if (!record) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

await onADisplay(inProject('test', 'bench', 'history.mjs'), measure);
