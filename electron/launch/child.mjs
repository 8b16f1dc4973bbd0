import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Shells say a signal as 128 and its number. */
const SIGNALLED = 128;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a script of ours as this process's other half, with the same terminal. A signal that this process gets is passed
 * on as a message, since a terminal's Ctrl-C has reached the other one by itself; it sees by the channel's end, too,
 * when this process is gone. Ends with the same code.
 * @param {string} script
 * @param {readonly string[]} words
 * @param {(error: unknown) => void} onError
 */
export function runChild(script, words, onError) {
  const child = spawn(process.execPath, [script, ...words], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // It may be ending at this moment.
      if (child.connected) child.send('stop', () => {});
    });
  }
  child.on('error', onError);
  child.on('close', (code, signal) => {
    process.exitCode = code ?? SIGNALLED + (signal ? constants.signals[signal] : 0);
  });
}
