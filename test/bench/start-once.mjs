import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A start that has not shown its window by then has failed, in milliseconds. */
const START_WITHIN = 60_000;

/** @param {readonly number[]} values */
export function median(values) {
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
export async function startOnce(executable, { folder, signal }, dataFolder) {
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
