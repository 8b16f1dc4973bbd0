import { existsSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { INDEX, JOURNAL } from './copy-whole.ts';

/** What Windows says of a file that somebody has open: this process, a virus scanner, an indexer. */
const HELD = new Set(['EBUSY', 'EPERM', 'EACCES']);
const isHeld = (error: unknown) =>
  error instanceof Error && 'code' in error && HELD.has(String(error.code));

const TRIES = 100;
const WAIT_MS = 50;
/** Of a move itself, which whoever calls waits for. */
const MOVE_TRIES = 5;
const MOVE_WAIT_MS = 40;

type Move = (from: string, to: string) => void;

/**
 * Waits until a database that was closed can be moved. libsql lets go of its files when the last of its statements is
 * collected as garbage, some time after `close`, and Windows moves no file that is open. Where it takes too long, whoever
 * moves it says why it can't be. Nothing of what was closed may be held on to by then.
 */
export async function untilLetGo(file: string, move: Move = renameSync): Promise<void> {
  const all = ['', JOURNAL, INDEX].map((end) => `${file}${end}`);
  for (let tries = 0; tries < TRIES; tries += 1) {
    // First: elsewhere a file can be moved, but what has it open still has its locks.
    collectGarbage();
    await sleep(WAIT_MS);
    if (!all.some((each) => existsSync(each) && isHeldNow(each, move))) return;
  }
}

/** A file is moved to where it is: Windows refuses that of one that is open, and nothing happens elsewhere. */
function isHeldNow(file: string, move: Move): boolean {
  try {
    move(file, file);
    return false;
  } catch (error) {
    return isHeld(error);
  }
}

/** Moves a file, and tries again a few times where somebody has it open for a moment. */
export function moveFile(from: string, to: string, move: Move = renameSync): void {
  for (let tries = 1; ; tries += 1) {
    try {
      move(from, to);
      return;
    } catch (error) {
      if (!isHeld(error) || tries === MOVE_TRIES) throw error;
      const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      Atomics.wait(nobody, 0, 0, MOVE_WAIT_MS);
    }
  }
}

let collect: (() => void) | null = null;

function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
