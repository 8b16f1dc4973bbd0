import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { DatabaseError } from './database-error.ts';
import { openFile } from './open-file.ts';
import type { UpdateTold } from './update-thread.ts';

/**
 * Copies a file of an earlier version and brings it up to date, on a thread of its own: a window can say meanwhile how
 * far it is. Each step is whole or not at all, whenever this is ended.
 */
const { folder, stopping } = z
  .object({ folder: z.string(), stopping: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const isStopping = new Int32Array(stopping);
const tell = (told: UpdateTold) => parentPort?.postMessage(told);

try {
  const db = openFile(folder, (update) => {
    if (Atomics.load(isStopping, 0) !== 0) throw new Error('Spanwatch was closed');
    tell({ update });
  });
  try {
    // What was written anew is in the log beside the file.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
  tell({ ended: null });
} catch (error) {
  const { problem, why, cause } =
    error instanceof DatabaseError
      ? error
      : { problem: 'unusable' as const, why: String(error), cause: error };
  const { code = '' } = (cause ?? {}) as { code?: string };
  // An error loses its code on the way between threads.
  tell({ ended: { problem, why, code } });
}
