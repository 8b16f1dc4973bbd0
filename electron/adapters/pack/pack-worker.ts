import { parentPort, workerData } from 'node:worker_threads';
import type { CarriedRecord } from '../../../shared/evidence/carried.ts';
import type { About } from '../../../shared/evidence/report-html.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { plainPacking } from './packing.ts';
import { checkPack, readPack } from './read-pack.ts';

export type Asked =
  | { ask: 'add' | 'report'; record: CarriedRecord }
  | { ask: 'end'; record: CarriedRecord; summary: RequestSummary }
  | { ask: 'is-full' }
  | { ask: 'write'; path: string; register: string | null }
  | { ask: 'drop' }
  | { ask: 'read'; path: string }
  | { ask: 'check'; path: string };

/** A pack is put together on a thread of its own: reports are drawn and megabytes are hashed, and nobody waits for that. */
const packing = plainPacking(workerData as About);
parentPort?.on('message', (asked: Asked) => {
  if (asked.ask === 'drop') return packing.drop();
  void answer(asked).then((value) => parentPort?.postMessage({ value }));
});

function answer(asked: Exclude<Asked, { ask: 'drop' }>): Promise<unknown> {
  switch (asked.ask) {
    case 'add':
      return packing.add(asked.record);
    case 'report':
      return packing.report(asked.record);
    case 'end':
      return packing.end(asked.record, asked.summary);
    case 'is-full':
      return packing.isFull();
    case 'write':
      return packing.write(asked.path, asked.register);
    case 'read':
      return readPack(asked.path);
    case 'check':
      return checkPack(asked.path);
  }
}
