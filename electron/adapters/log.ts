import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { redactText } from '../../shared/redaction.ts';

const MAX_LOG_BYTES = 1_000_000;

/**
 * The log of bugs: what went wrong inside Spanwatch, never what was sent or typed.
 * One file, and the one before it.
 */
export function createLog(folder: string) {
  const file = path.join(folder, 'spanwatch.log');

  function write(line: string): void {
    try {
      if (size(file) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // A log that can't be written must not stop the work.
    }
  }

  return {
    bug(command: string, error: unknown): void {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write(`bug in ${command}: ${redactText(text)}`);
    },
    /** The database is not whole, in SQLite's words: the disk's doing, and no bug. */
    damage(detail: string): void {
      write(`database damaged: ${redactText(detail)}`);
    },
  };
}

function size(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
