import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Storage } from '../../domain/ports.ts';
import { DATABASE_FILE } from '../database/open-file.ts';
import { fingerprints } from './fingerprints.ts';
import { type Answers, doJob, type Job } from './jobs.ts';
import { storageFailure } from './storage-failure.ts';

type AnswerOf<J extends Job> = Answers[J['what']];

/** Does jobs of the storage one after the other, each on a thread of its own where `workerFile` is there. */
export function createStorage(folder: string, workerFile: string | null): Storage {
  const file = join(folder, DATABASE_FILE);
  let last: Promise<unknown> = Promise.resolve();
  const running = new Set<Worker>();
  const ended = (worker: Worker) => new Promise((resolve) => worker.once('exit', resolve));
  let isClosed = false;

  function run<J extends Job>(job: J): Promise<Result<AnswerOf<J>>> {
    const next = last.then(async () => {
      try {
        return ok((await attempt(job)) as AnswerOf<J>);
      } catch (error) {
        const failure = storageFailure(error);
        if (!failure) throw error;
        return fail(failure);
      }
    });
    last = next.catch(() => {});
    return next;
  }

  async function attempt(job: Job): Promise<unknown> {
    if (isClosed) throw Object.assign(new Error('the data was closed'), { code: 'EBUSY' });
    if (workerFile === null || !existsSync(workerFile)) return doJob(folder, file, job);
    const worker = new Worker(workerFile, { workerData: { folder, file, job } });
    running.add(worker);
    worker.once('exit', () => running.delete(worker));
    return answerOf(worker);
  }

  return {
    view: () => run({ what: 'view' }),
    backUp: (why, at) => run({ what: 'back-up', why, at }),
    check: () => run({ what: 'check' }),
    lookAtBackup: (name) => run({ what: 'look-at-backup', name }),
    secretsIn: (name) => run({ what: 'secrets-in', name }),
    lookAtBackups: () => run({ what: 'look-at-backups' }),
    ...fingerprints(folder),
    close: async () => {
      isClosed = true;
      // They end by themselves: libsql ends the process where a thread is ended within a call.
      await Promise.all([...running].map(ended));
    },
  };
}

type Message = { value: unknown } | { error: { message: string; code: string } };

function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: Message) => {
      if ('value' in message) resolve(message.value);
      else reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the storage job was ended')));
  });
}
