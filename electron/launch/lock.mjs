import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** How often a waiting process looks whether the lock is free, in milliseconds. */
const LOOK_AGAIN = 300;

/**
 * Whether a process with this number is running on this machine.
 * @param {number} id
 */
function isRunning(id) {
  if (!Number.isInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Takes the lock if it is free. A link, so that the lock is never there without its holder's number.
 * @param {string} file
 */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} file */
function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

/**
 * Runs the work while no other process runs work under the same lock file. The lock of a process
 * that is gone (killed half-way) is taken over.
 * @template T
 * @param {string} file
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  let told = false;
  while (!take(file)) {
    if (!isRunning(holder(file))) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`Waiting for another start of Spanwatch (process ${holder(file)}) …`);
    told = true;
    await wait(LOOK_AGAIN);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
