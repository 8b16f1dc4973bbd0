import { parentPort, workerData } from 'node:worker_threads';
import { doJob, type Job } from './jobs.ts';

/** A job on a thread of its own: whole files are read, and nobody waits for that. */
const { folder, file, job } = workerData as { folder: string; file: string; job: Job };
try {
  parentPort?.postMessage({ value: doJob(folder, file, job) });
} catch (error) {
  // An error loses its code on the way between threads.
  const { message = String(error), code = '' } = (error ?? {}) as {
    message?: string;
    code?: string;
  };
  parentPort?.postMessage({ error: { message, code } });
}
