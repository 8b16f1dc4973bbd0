import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Suspect } from '../../../shared/evidence/build.ts';
import type {
  CheckedPack,
  Drawn,
  OpenedPack,
  Packed,
  Packing,
} from '../../../shared/evidence/files.ts';
import type { ListEnd } from '../../../shared/evidence/list-export.ts';
import type { About } from '../../../shared/evidence/report-html.ts';
import type { Result } from '../../../shared/result.ts';
import { fail } from '../../../shared/result.ts';
import { fileFailure } from './file-failure.ts';
import type { Asked } from './pack-worker.ts';
import { plainPacking } from './packing.ts';
import { checkPack, readPack } from './read-pack.ts';

/** A dropped pack has this long to take its half-written file away, ms. */
const LEAVE_WITHIN_MS = 5_000;

/** Puts a pack together on a thread of its own; in this one where the thread's bundle is not there. */
export function threadPacking(about: About, workerFile: string): Packing {
  if (!existsSync(workerFile)) return plainPacking(about);
  const { ask, tell, end } = thread(workerFile, about);
  return {
    add: (record) => ask<Suspect[]>({ ask: 'add', record }),
    report: (record) => ask<Drawn>({ ask: 'report', record }),
    end: (record, summary) => ask<ListEnd>({ ask: 'end', record, summary }),
    isFull: () => ask<boolean>({ ask: 'is-full' }),
    async write(path, register) {
      try {
        return await ask<Result<Packed>>({ ask: 'write', path, register });
      } catch (error) {
        // The thread itself ended: out of memory, as a rule.
        return fail(fileFailure(path, error));
      } finally {
        end();
      }
    },
    drop() {
      tell({ ask: 'drop' });
      setTimeout(end, LEAVE_WITHIN_MS).unref();
    },
  };
}

/** Reads and checks a pack the same way. */
export async function readPackApart(path: string, workerFile: string): Promise<Result<OpenedPack>> {
  if (!existsSync(workerFile)) return readPack(path);
  return askedOnce(workerFile, { ask: 'read', path });
}

/** Checks one, and brings nothing of its content to this thread. */
export async function checkPackApart(
  path: string,
  workerFile: string,
): Promise<Result<CheckedPack>> {
  if (!existsSync(workerFile)) return checkPack(path);
  return askedOnce(workerFile, { ask: 'check', path });
}

async function askedOnce<T>(
  workerFile: string,
  asked: Extract<Asked, { path: string; ask: 'read' | 'check' }>,
): Promise<Result<T>> {
  const { ask, end } = thread(workerFile, { madeAt: 0, madeBy: '', app: '' });
  try {
    return await ask<Result<T>>(asked);
  } catch (error) {
    // The thread itself ended: out of memory, as a rule.
    return fail(fileFailure(asked.path, error));
  } finally {
    end();
  }
}

function thread(workerFile: string, about: About) {
  const worker = new Worker(workerFile, { workerData: about });
  // Between two questions nobody else listens, and an error that nobody hears ends the whole process.
  worker.on('error', () => {});
  const tell = (asked: Asked) => worker.postMessage(asked);

  /** One question at a time: whoever asks waits for the answer. */
  function ask<T>(asked: Asked): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const forget = () => {
        worker.off('message', answered);
        worker.off('error', failed);
        worker.off('exit', exited);
      };
      const answered = ({ value }: { value: T }) => {
        forget();
        resolve(value);
      };
      const failed = (error: unknown) => {
        forget();
        reject(error);
      };
      const exited = () => failed(new Error('the thread of the pack has ended'));
      worker.on('message', answered);
      worker.on('error', failed);
      worker.on('exit', exited);
      tell(asked);
    });
  }
  return { tell, ask, end: () => void worker.terminate() };
}
