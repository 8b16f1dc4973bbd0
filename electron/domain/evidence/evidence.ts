import type { Input, Output } from '../../../shared/contract.ts';
import { PACK_ENDING, REVIEW_ENDING } from '../../../shared/evidence/pack.ts';
import { REVIEW_FORMAT, REVIEW_VERSION, reviewText } from '../../../shared/evidence/review-file.ts';
import type { evidenceCommands } from '../../../shared/evidence-contract.ts';
import type { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { NodeNames } from '../../../shared/sentence.ts';
import type { Ports } from '../ports.ts';
import { fileName } from './file-name.ts';
import { createFitRecords, nameOf } from './fit-record.ts';
import { inTurns } from './in-turns.ts';
import { createLists } from './lists.ts';
import { createReviews } from './merge-review.ts';
import { CANCELLED, withheld, written } from './outcomes.ts';
import { createPackExport, NO_WINDOW } from './pack-export.ts';
import type { Evidence } from './port.ts';

type Needs = Pick<Ports, 'clock' | 'notify' | 'host' | 'evidence' | 'archive'> & {
  store: Pick<Ports['store'], 'settings'>;
};
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  /** What a manager's transport nodes are called. */
  nodeNames(id: ManagerId): NodeNames;
  /** The request's record is as it was written, by its chain. */
  isSound(id: RequestId): Promise<boolean>;
  registerHead(): string | null;
  /** Puts all of them on record together. */
  remark(id: RequestId, facts: readonly RequestFact[]): void;
};
type Name = keyof typeof evidenceCommands;
export type EvidenceHandlers = {
  [N in Name]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
};

/** Evidence packs and reviewer mode: what is on record, as files that are handed on and come back. */
export function createEvidence(
  ports: Needs,
  deps: Deps,
  packs = createPackExport(ports, deps),
): EvidenceHandlers {
  const { clock, notify, evidence, archive } = ports;
  const { about, app } = packs;
  const records = createFitRecords(archive, deps);
  const list = createLists(ports, { ...deps, about, records });
  const reviews = createReviews(archive, deps);

  /** Each once, as they were put on record, in whatever order they were chosen. */
  async function inOrder(door: Evidence, ids: readonly RequestId[]): Promise<RequestId[]> {
    const at = new Map<RequestId, number>();
    for await (const id of inTurns(door, new Set(ids))) {
      at.set(id, deps.summary(id)?.request.writtenAt ?? 0);
    }
    return [...at].sort(([, one], [, other]) => one - other).map(([id]) => id);
  }

  async function pdf(door: Evidence, id: RequestId): Promise<Result<Output<'evidence.pdf'>>> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    const made = about();
    const name = fileName(summary.request.entityName, made.madeAt);
    const path = await door.saveAs('pdf', `${name}.pdf`);
    if (path === null) return CANCELLED;
    const fit = await records(door)(id);
    if (!fit.ok) return fit;
    const { request, record, why } = fit.value;
    if (!record) return withheld(nameOf(request), why);
    const packing = door.packing(made);
    try {
      const drawn = await packing.report(record);
      if ('html' in drawn) return written(await door.writePdf(path, drawn.html));
      return withheld(nameOf(request), drawn.suspects[0]?.place ?? '');
    } finally {
      packing.drop();
    }
  }

  async function open(door: Evidence): Promise<Result<Output<'evidence.open'>>> {
    const path = await door.open('pack');
    if (path === null) return CANCELLED;
    const pack = await door.readPack(path);
    if (!pack.ok) return pack;
    const { file, problems } = pack.value;
    if (problems.length > 0) return ok({ outcome: 'refused', file, problems });
    const entered = await door.review.enter(pack.value);
    return entered.ok ? ok({ outcome: 'opened', reviewing: entered.value }) : entered;
  }

  async function saveReview(door: Evidence): Promise<Result<Output<'evidence.save-review'>>> {
    const reviewing = door.review.now();
    if (!reviewing) return fail({ kind: 'not-found', what: 'an open pack' });
    const { requests, remarks } = door.review.remarks();
    const madeAt = clock.now();
    const base = reviewing.file.replace(PACK_ENDING, '');
    const path = await door.saveAs('review', `${base}${REVIEW_ENDING}`);
    if (path === null) return CANCELLED;
    const said = new Set(remarks.map(({ requestId }) => requestId));
    const review = {
      format: REVIEW_FORMAT,
      version: REVIEW_VERSION,
      madeAt,
      app: app(),
      pack: { name: reviewing.file, sha256: reviewing.sha256 },
      requests: requests.filter(({ id }) => said.has(id)),
      remarks,
    } as const;
    const content = { ...review, requests: [...review.requests], remarks: [...remarks] };
    return written(await door.writeText(path, reviewText(content, door.sha256)));
  }

  const withDoor = <T>(run: (door: Evidence) => T | Promise<T>) =>
    evidence ? run(evidence) : fail(NO_WINDOW);

  return {
    'evidence.export': ({ requestIds }) =>
      withDoor(async (door) =>
        packs.exportPack(await inOrder(door, requestIds), (progress) =>
          notify('evidence.progress', progress),
        ),
      ),
    'evidence.cancel': () => {
      packs.cancel();
      return ok(null);
    },
    'evidence.pdf': ({ requestId }) => withDoor((door) => pdf(door, requestId)),
    'evidence.list': (input) => withDoor((door) => list(door, input)),
    'evidence.open': () => withDoor(open),
    'evidence.mode': () =>
      ok({
        reviewing: evidence?.review.now() ?? null,
        refused: evidence?.review.refused() ?? null,
      }),
    'evidence.leave': () => {
      evidence?.review.leave();
      return ok(null);
    },
    'evidence.show': ({ file }) =>
      withDoor((door) =>
        door.show(file) ? ok(null) : fail({ kind: 'not-found', what: `a saved file ${file}` }),
      ),
    'evidence.save-review': () => withDoor(saveReview),
    'evidence.read-review': () => withDoor(reviews.read),
    'evidence.merge-review': () => withDoor(reviews.merge),
  };
}
