import type { Input, Output } from '../../../shared/contract.ts';
import { reportOf, suspectsOf } from '../../../shared/evidence/build.ts';
import type { Written } from '../../../shared/evidence/files.ts';
import { endOf, type ListEnd, listText } from '../../../shared/evidence/list-export.ts';
import { PACK_ENDING, REVIEW_ENDING } from '../../../shared/evidence/pack.ts';
import { REVIEW_FORMAT, REVIEW_VERSION, reviewText } from '../../../shared/evidence/review-file.ts';
import { looksSecret } from '../../../shared/evidence/secrets.ts';
import type { RawRecord } from '../../../shared/evidence/story.ts';
import {
  type evidenceCommands,
  MAX_LIST_ROWS,
  MAX_SOUND_ROWS,
} from '../../../shared/evidence-contract.ts';
import { GOOD_VERDICTS } from '../../../shared/history-keys.ts';
import { MAX_HISTORY_PAGE } from '../../../shared/history-query.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';
import { fileName } from './file-name.ts';
import { createFitRecords, NOT_SOUND, nameOf } from './fit-record.ts';
import { createReviews } from './merge-review.ts';
import { createPackExport, NO_WINDOW } from './pack-export.ts';
import type { Evidence } from './port.ts';

type Needs = Pick<Ports, 'clock' | 'notify' | 'host' | 'evidence' | 'archive'> & {
  store: Pick<Ports['store'], 'settings'>;
};
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  record(id: RequestId): Result<Output<'history.get'>>;
  /** The request's record is as it was written, by its chain. */
  isSound(id: RequestId): Promise<boolean>;
  /** The record as its chain hashes it. */
  raw(id: RequestId): RawRecord | null;
  registerHead(): string | null;
  /** Puts all of them on record together. */
  remark(id: RequestId, facts: readonly RequestFact[]): void;
};
type Name = keyof typeof evidenceCommands;
export type EvidenceHandlers = {
  [N in Name]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
};

const NOT_ALL = 'one of its requests is not on record any more, or can’t be read (Verify names it)';
const CANCELLED = ok({ outcome: 'cancelled' as const });

/** Evidence packs and reviewer mode: what is on record, as files that are handed on and come back. */
export function createEvidence(
  ports: Needs,
  deps: Deps,
  packs = createPackExport(ports, deps),
): EvidenceHandlers {
  const { clock, notify, evidence, archive } = ports;
  const { about, app } = packs;
  const { recordOf, unfit } = createFitRecords(deps);
  const reviews = createReviews(deps);

  /** Each once, as they were put on record, in whatever order they were chosen. */
  function inOrder(ids: readonly RequestId[]): RequestId[] {
    const at = (id: RequestId) => deps.summary(id)?.request.writtenAt ?? 0;
    return [...new Set(ids)].sort((one, other) => at(one) - at(other));
  }

  async function pdf(door: Evidence, id: RequestId): Promise<Result<Output<'evidence.pdf'>>> {
    const record = deps.record(id);
    if (!record.ok) return record;
    const made = about();
    const name = fileName(record.value.request.entityName, made.madeAt);
    const path = await door.saveAs('pdf', `${name}.pdf`);
    if (path === null) return CANCELLED;
    const packed = recordOf(record.value);
    const why = (await unfit(packed)) ?? suspectsOf(packed)[0]?.place;
    if (why) return withheld(nameOf(packed.request), why);
    return written(await door.writePdf(path, reportOf(packed, made)));
  }

  async function list(
    door: Evidence,
    { of, format }: Input<'evidence.list'>,
  ): Promise<Result<Output<'evidence.list'>>> {
    const path = await door.saveAs(format, `${fileName('requests', clock.now())}.${format}`);
    if (path === null) return CANCELLED;
    const rows = await summariesOf(of);
    if (!rows.ok) return rows;
    if (typeof rows.value === 'string') return withheld('The list', rows.value);
    const ends = new Map<string, ListEnd>();
    const isOverview = rows.value.length > MAX_SOUND_ROWS;
    for (const summary of rows.value) {
      const { request, ...rest } = summary;
      const record = isOverview || isGood(summary) ? null : deps.record(request.id);
      if (record?.ok) ends.set(request.id, endOf(summary, record.value));
      // Of the request what the list shows: its bodies are not in it.
      const { bodyBefore: _before, bodyAfter: _after, ...shown } = request;
      if (looksSecret(JSON.stringify({ ...rest, ...shown, ...ends.get(request.id) }))) {
        return withheld(nameOf(request), 'its row looks like a secret');
      }
      if (!isOverview && !(await deps.isSound(request.id))) {
        return withheld(nameOf(request), NOT_SOUND);
      }
    }
    return written(await door.writeText(path, listText(rows.value, format, ends)));
  }

  /** All of them, or why not: who gets the file could not see that one is not there. */
  async function summariesOf(
    of: Input<'evidence.list'>['of'],
  ): Promise<Result<RequestSummary[] | string>> {
    const rows: RequestSummary[] = [];
    if ('requestIds' in of) {
      rows.push(...of.requestIds.flatMap((id) => deps.summary(id) ?? []));
      return ok(rows.length < of.requestIds.length ? NOT_ALL : rows);
    }
    for (let offset = 0; ; offset += MAX_HISTORY_PAGE) {
      const asked = { ...of, offset, limit: MAX_HISTORY_PAGE, locate: null };
      const page = await archive.find(asked);
      if (!page.ok) return page;
      const { total } = page.value;
      if (total > MAX_LIST_ROWS) return ok(`it has more than ${MAX_LIST_ROWS} requests`);
      if (page.value.rows.length < Math.min(MAX_HISTORY_PAGE, total - offset)) return ok(NOT_ALL);
      rows.push(...page.value.rows);
      if (total - offset <= MAX_HISTORY_PAGE) return ok(rows);
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
      packs.exportPack(inOrder(requestIds), (progress) => notify('evidence.progress', progress)),
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

const isGood = ({ verdict }: RequestSummary) => GOOD_VERDICTS.includes(verdict);

function withheld(name: string, place: string) {
  return ok({ outcome: 'withheld' as const, problem: `Nothing was written. ${name}: ${place}.` });
}

function written(result: Result<Written>): Result<{ outcome: 'written' } & Written> {
  return result.ok ? ok({ outcome: 'written', ...result.value }) : result;
}
