import type { Payload } from '../../../shared/contract.ts';
import type { Suspect } from '../../../shared/evidence/build.ts';
import type { Packed, Packing, ProvenPack } from '../../../shared/evidence/files.ts';
import { MAX_PACK_REQUESTS, PACK_ENDING } from '../../../shared/evidence/pack.ts';
import type { ExportOutcome } from '../../../shared/evidence-contract.ts';
import type { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import type { NodeNames } from '../../../shared/sentence.ts';
import type { Ports } from '../ports.ts';
import { fileName } from './file-name.ts';
import { createFitRecords, nameOf } from './fit-record.ts';
import { CANCELLED } from './outcomes.ts';
import type { Evidence } from './port.ts';

type Needs = Pick<Ports, 'clock' | 'host' | 'evidence' | 'archive'> & {
  store: Pick<Ports['store'], 'settings'>;
};
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  nodeNames(id: ManagerId): NodeNames;
  isSound(id: RequestId): Promise<boolean>;
  registerHead(): string | null;
};
type Tell = (progress: Payload<'evidence.progress'>) => void;
type Asked = {
  requestIds: readonly RequestId[];
  /** What the file is called where the person does not say otherwise. */
  name: string;
  tell: Tell;
  /**
   * The requests go from the record then: what there is no room for in one pack is left out, the last ones (else nothing
   * is written), and no file gives way, since it may be where others of them went.
   */
  toDrop: boolean;
};
type Put =
  | Exclude<ExportOutcome, { outcome: 'written' }>
  | { outcome: 'written'; path: string; packed: Packed };

export const NO_WINDOW: Failure = { kind: 'not-found', what: 'a window to choose a file in' };
const IS_THERE =
  'It is there already, and may be the only place of requests that were dropped before: choose another name.';

/** Puts requests into one evidence pack where a person chooses. One pack at a time. */
export function createPackExport({ clock, host, evidence, store, archive }: Needs, deps: Deps) {
  const records = createFitRecords(archive, deps);
  let underWay: AbortController | null = null;

  const app = () => `Spanwatch ${host.info().version}`.trim();

  /** By whom it is made is the name that notes and marks stand under. */
  function about() {
    const madeBy = store.settings().person || (evidence?.person() ?? '');
    return { madeAt: clock.now(), madeBy, app: app() };
  }

  async function alone<T>(
    work: (door: Evidence, signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (!evidence) return fail(NO_WINDOW);
    if (underWay) {
      return fail({ kind: 'stale', detail: 'Another export is under way. Wait for its end.' });
    }
    const abort = new AbortController();
    underWay = abort;
    try {
      return await work(evidence, abort.signal);
    } finally {
      underWay = null;
    }
  }

  async function put(door: Evidence, asked: Asked, signal: AbortSignal): Promise<Result<Put>> {
    const made = about();
    const name = fileName(asked.name, made.madeAt);
    const path = await door.saveAs('pack', `${name}${PACK_ENDING}`);
    if (path === null || signal.aborted) return CANCELLED;
    const there = asked.toDrop ? door.isThere(path) : null;
    if (there !== null)
      return fail({ kind: 'file', file: there, reason: 'other', detail: IS_THERE });
    const packing = door.packing(made);
    signal.addEventListener('abort', packing.drop);
    try {
      return await filled(packing, path, door, asked, signal);
    } catch (error) {
      // Its thread would stay for good, with all that it holds.
      packing.drop();
      throw error;
    }
  }

  async function filled(
    packing: Packing,
    path: string,
    door: Evidence,
    { requestIds, tell, toDrop }: Asked,
    signal: AbortSignal,
  ): Promise<Result<Put>> {
    const suspects: (Suspect & { name: string })[] = [];
    const looked: RequestId[] = [];
    const read = records(door);
    for (const id of requestIds) {
      tell({ stage: 'reading', done: looked.length, total: requestIds.length });
      await door.breathe();
      if (signal.aborted) return CANCELLED;
      const fit = await read(id);
      if (signal.aborted) return CANCELLED;
      if (!fit.ok) {
        packing.drop();
        return fit;
      }
      const { request, record, why } = fit.value;
      const found = record ? await packing.add(record) : [{ requestId: id, place: why }];
      suspects.push(...found.map((one) => ({ ...one, name: nameOf(request) })));
      looked.push(id);
      if (toDrop && (await packing.isFull())) break;
    }
    if (suspects.length > 0) {
      packing.drop();
      const bad = new Set(suspects.map(({ requestId }) => requestId));
      const others = looked.filter((id) => !bad.has(id));
      return ok({ outcome: 'suspect', suspects, others });
    }
    tell({ stage: 'writing', done: looked.length, total: looked.length });
    const packed = await packing.write(path, deps.registerHead());
    if (signal.aborted) return CANCELLED;
    return packed.ok ? ok({ outcome: 'written', path, packed: packed.value }) : packed;
  }

  /** A pack of exactly these requests. */
  async function exportPack(
    requestIds: readonly RequestId[],
    tell: Tell,
  ): Promise<Result<ExportOutcome>> {
    return alone(async (door, signal) => {
      const first = deps.summary(requestIds[0] as RequestId);
      if (!first) return fail({ kind: 'not-found', what: 'that request' });
      const isOne = requestIds.length === 1;
      const name = isOne ? first.request.entityName : `${requestIds.length} requests`;
      const done = await put(door, { requestIds, name, tell, toDrop: false }, signal);
      if (!done.ok || done.value.outcome !== 'written') return done as Result<ExportOutcome>;
      return ok({ outcome: 'written', ...done.value.packed });
    });
  }

  /**
   * A pack of the first of these requests, as many as fit, that was read back from where it was written and is as it
   * should be: with where each one's chain ends in it.
   */
  async function proven(
    requestIds: readonly RequestId[],
    tell: (
      progress: Parameters<Tell>[0] | { stage: 'checking'; done: number; total: number },
    ) => void,
  ): Promise<Result<ProvenPack>> {
    return alone(async (door, signal) => {
      const first = requestIds.slice(0, MAX_PACK_REQUESTS);
      const name = 'old requests';
      const done = await put(door, { requestIds: first, name, tell, toDrop: true }, signal);
      if (!done.ok || done.value.outcome !== 'written') return done as Result<ProvenPack>;
      const { path, packed } = done.value;
      tell({ stage: 'checking', done: packed.requests, total: packed.requests });
      const read = await door.checkPack(path);
      if (signal.aborted) return ok({ outcome: 'cancelled', file: packed.file });
      if (!read.ok) return read;
      const { problems, sha256, requests } = read.value;
      const [problem] = problems;
      const wrong = problem ? `${problem.place}: ${problem.problem}` : 'it is another file';
      if (problem || sha256 !== packed.sha256 || requests.length !== packed.requests) {
        const detail = `Read back, it is not as it was written (${wrong}).`;
        return fail({ kind: 'file', file: packed.file, reason: 'other', detail });
      }
      return ok({
        outcome: 'proven',
        pack: packed,
        heads: new Map(requests.map(({ id, head }) => [id, head])),
      });
    });
  }

  return {
    about,
    app,
    exportPack,
    proven,
    cancel(): void {
      underWay?.abort();
    },
  };
}
