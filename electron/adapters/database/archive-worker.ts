import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import LibsqlDatabase from 'libsql';
import * as z from 'zod';
import { type Reader, reader } from './archive.ts';
import { DATABASE_FILE } from './open-file.ts';
import { createSkipped } from './rows.ts';

/**
 * The questions of `Archive`, answered in a thread of its own with a connection that can't write. A connection sees
 * what was committed before its question: what was put on record before somebody asked is in the answer.
 */
const Question = z.object({ no: z.number(), name: z.enum(['find', 'facets', 'usual', 'events']) });

/** How long it waits while the file is being written anew (a checkpoint, a backup), ms. */
const BUSY_TIMEOUT_MS = 5000;

const { folder } = z.object({ folder: z.string() }).parse(workerData);
const db = new LibsqlDatabase(join(folder, DATABASE_FILE), {
  timeout: BUSY_TIMEOUT_MS,
  readonly: true,
});
const read: Reader = reader(
  db,
  createSkipped((message) => console.warn(message)),
);

parentPort?.on('message', (message: { no: number; name: string; given: unknown[] }) => {
  // Main has parsed what is asked for; this process is its own.
  const { no, name } = Question.parse(message);
  try {
    const answer = (read[name] as (...given: unknown[]) => unknown)(...message.given);
    parentPort?.postMessage({ no, answer });
  } catch (error) {
    // An error loses its code on the way between threads.
    const { message = String(error), code = '' } = (error ?? {}) as {
      message?: string;
      code?: string;
    };
    parentPort?.postMessage({ no, error: { message, code } });
  }
});
