import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StorageUpdate } from '../../../shared/storage.ts';
import { DatabaseError, type DatabaseProblem } from './database-error.ts';
import { DATABASE_FILE } from './open-file.ts';

export type UpdateTold =
  | { update: StorageUpdate }
  | { ended: { problem: DatabaseProblem; why: string; code: string } | null };

/**
 * Brings the files of a folder up to date by a thread (`update-worker.ts`). `ended` resolves with why it could not; with
 * null where they are, or where the thread could not be begun: whoever opens them then does it.
 */
export function updateInThread(
  script: string,
  folder: string,
  tell: (update: StorageUpdate) => void,
): { ended: Promise<DatabaseError | null>; stop(): Promise<void> } {
  if (!existsSync(script)) return { ended: Promise.resolve(null), stop: async () => {} };
  const stopping = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const worker = new Worker(script, { workerData: { folder, stopping } });
  let outcome: DatabaseError | null = null;
  const ended = new Promise<DatabaseError | null>((resolve) => {
    worker.on('message', (told: UpdateTold) => {
      if ('update' in told) {
        tell(told.update);
      } else if (told.ended) {
        const { problem, why, code } = told.ended;
        const cause = Object.assign(new Error(why), { code });
        outcome = new DatabaseError(problem, join(folder, DATABASE_FILE), cause);
      }
    });
    worker.on('error', () => {});
    // Not before: until then the thread has the file.
    worker.once('exit', () => resolve(outcome));
  });
  return {
    ended,
    // It ends by itself, in between two pages of rows: libsql ends the process where a thread is ended within a call.
    async stop() {
      Atomics.store(new Int32Array(stopping), 0, 1);
      await ended;
    },
  };
}
