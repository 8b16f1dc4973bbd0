import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { type Reader, reader } from './archive.ts';
import { CLOSE } from './archive-thread.ts';
import { openToRead } from './open-file.ts';
import { createSkipped } from './rows.ts';

/**
 * The questions of `Archive`, answered in a thread of its own with a connection that can't write. A connection sees
 * what was committed before its question: what was put on record before somebody asked is in the answer.
 */
const Question = z.object({
  no: z.number(),
  name: z.enum(['find', 'facets', 'usual', 'events', 'record']),
});

const { folder } = z.object({ folder: z.string() }).parse(workerData);
const read: Reader = reader(
  openToRead(folder),
  createSkipped((message) => console.warn(message)),
);

type Message = { no: number; name: string; given: unknown[] };
parentPort?.on('message', (message: Message | typeof CLOSE) => {
  if (message === CLOSE) {
    parentPort?.close();
    return;
  }
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
