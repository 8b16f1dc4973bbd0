import { Worker } from 'node:worker_threads';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail } from '../../../shared/result.ts';
import type { Archive } from '../../domain/ports.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import type { Reader } from './archive.ts';

type Name = keyof Reader;
type Asked = { name: Name; answer(result: Result<never>): void };
type Told = { no: number; answer?: Result<never>; error?: { message: string; code: string } };

/** Asks the thread to end. */
export const CLOSE = 'close';
/** So many ends in a row, without an answer between them, and it is not begun anew: whatever it is, it stays. */
const MOST_ENDS = 3;

/** Of the disk, where it is one of those. */
function failure(name: Name, error?: unknown): Failure {
  const detail = `The record could not be read (${name}). Nothing of it is lost; ask again.`;
  return storageFailure(error) ?? { kind: 'bug', detail };
}

/**
 * Asks a thread (`archive-worker.ts`), begun with the first question. Where it ends, what it was asked fails, and the
 * next question begins another; where it can't be begun, `here` answers: slower for the window, and right.
 */
export function archiveThread(
  script: string,
  folder: string,
  here: Archive,
  onError: (where: string, error: unknown) => void,
): Archive & { close(): Promise<void> } {
  const asked = new Map<number, Asked>();
  let worker: Worker | null = null;
  let numbers = 0;
  let ends = 0;
  let isClosed = false;

  function ended(one: Worker, error: unknown): void {
    if (worker !== one) return;
    worker = null;
    ends += 1;
    if (!isClosed) onError('archive', error);
    for (const { name, answer } of asked.values()) answer(fail(failure(name, error)));
    asked.clear();
  }

  function begin(): Worker {
    const one = new Worker(script, { workerData: { folder } });
    one.on('message', ({ no, answer, error }: Told) => {
      const question = asked.get(no);
      asked.delete(no);
      ends = 0;
      const wrong = error && Object.assign(new Error(error.message), { code: error.code });
      if (wrong) onError('archive', wrong);
      question?.answer(answer ?? fail(failure(question.name, wrong)));
    });
    one.on('error', (error) => ended(one, error));
    one.on('exit', (code) => ended(one, new Error(`the thread ended with ${code}`)));
    // Nothing waits for it: who quits, quits.
    one.unref();
    return one;
  }

  function ask(name: Name, ...given: unknown[]): Promise<Result<never>> {
    if (isClosed) return Promise.resolve(fail(failure(name)));
    return new Promise((resolve) => {
      numbers += 1;
      asked.set(numbers, { name, answer: resolve });
      worker ??= begin();
      worker.postMessage({ no: numbers, name, given });
    });
  }

  /** By the thread, or here where it has ended again and again. */
  const by = <R>(name: Name, given: unknown[], other: () => Promise<Result<R>>) =>
    ends >= MOST_ENDS ? other() : (ask(name, ...given) as Promise<Result<R>>);

  return {
    find: (input) => by('find', [input], () => here.find(input)),
    facets: (filter) => by('facets', [filter], () => here.facets(filter)),
    usual: (id) => by('usual', [id], () => here.usual(id)),
    events: (id, after, limit) =>
      by('events', [id, after, limit], () => here.events(id, after, limit)),
    record: (id, after, limit) =>
      by('record', [id, after, limit], () => here.record(id, after, limit)),
    async close() {
      isClosed = true;
      const one = worker;
      if (!one) return;
      // It ends by itself after what it is at: libsql ends the process where a thread is ended within a call.
      const ended = new Promise((resolve) => one.once('exit', resolve));
      one.postMessage(CLOSE);
      await ended;
    },
  };
}
