import type { Input, Output } from '../../../shared/contract.ts';
import type { Packed, ProvenPack } from '../../../shared/evidence/files.ts';
import { DAY_MS } from '../../../shared/history-keys.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import {
  type DropProgress,
  MOST_OLD_SHOWN,
  type OldRequest,
  type OldRequests,
} from '../../../shared/retention-contract.ts';
import { count } from '../../../shared/words.ts';
import type { Dropping, ExportedTo, Ports } from '../ports.ts';
import { createPacer } from './pacer.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'notify'>;
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  /** Nobody knows yet whether the write was applied. */
  isUnresolved(summary: RequestSummary): boolean;
  /** They are not on record any more. */
  gone(ids: readonly RequestId[]): void;
  /** Writes a pack of the first of them, as many as fit, and reads it back. */
  exported(
    ids: readonly RequestId[],
    tell: (progress: DropProgress) => void,
  ): Promise<Result<ProvenPack>>;
  /** Gives up the pack that is being written. */
  stopExport(): void;
};
type DropInput = Input<'record.drop'>;
type DropAnswer = Result<Output<'record.drop'>>;
type Run = { isStopped: boolean; isExporting: boolean; work: Dropping | null };

/** How often a person is told how far it is, ms. */
const TELL_EVERY_MS = 200;
/** Ids of one question to the record. */
const PAGE = 500;
const CANCELLED = ok({ outcome: 'cancelled' as const });

/** Ended requests go by their age, whole, and only when a person has confirmed how many. */
export function createRetention({ store, clock, notify }: Needs, deps: Deps) {
  let running: Run | null = null;

  /** Those whose last fact is older, that have ended, whose end is known, and that no plan names; and how many stay. */
  async function oldOnes(before: number) {
    const pacer = createPacer(clock);
    const planned = new Set(
      store.plans().flatMap(({ steps }) => steps.map(({ requestId }) => requestId)),
    );
    const ids: RequestId[] = [];
    const [remarked, others]: [OldRequest[], OldRequest[]] = [[], []];
    const said: OldRequests['said'] = { questioned: 0, noted: 0, tagged: 0 };
    const stay: OldRequests['stay'] = { open: 0, inDoubt: 0, planned: 0 };
    for (let last: RequestId | null = null; ; ) {
      const page: RequestId[] = store.requestsBefore(before, last, PAGE);
      for (const id of page) {
        const summary = deps.summary(id);
        if (summary?.open) stay.open += 1;
        else if (summary && deps.isUnresolved(summary)) stay.inDoubt += 1;
        else if (planned.has(id)) stay.planned += 1;
        else if (summary) {
          ids.push(id);
          const one = shown(summary);
          if (one.mark === 'questioned') said.questioned += 1;
          if (one.notes) said.noted += 1;
          if (one.tags) said.tagged += 1;
          const list = (one.mark ?? one.notes ?? one.tags) ? remarked : others;
          if (list.length < MOST_OLD_SHOWN) list.push(one);
        }
        await pacer.pause();
      }
      last = page.at(-1) ?? null;
      if (page.length < PAGE) {
        const first = [...remarked, ...others].slice(0, MOST_OLD_SHOWN);
        return { ids, shown: first, said, stay };
      }
    }
  }

  async function old({ days }: Input<'record.old'>): Promise<Result<OldRequests>> {
    const before = clock.now() - days * DAY_MS;
    const { ids, ...all } = await oldOnes(before);
    return ok({ count: ids.length, before, ...all });
  }

  async function drop(input: DropInput): Promise<DropAnswer> {
    if (running) return fail({ kind: 'stale', detail: 'Requests are being dropped already.' });
    running = { isStopped: false, isExporting: false, work: null };
    try {
      return await dropping(running, input);
    } finally {
      running = null;
    }
  }

  async function dropping(run: Run, input: DropInput): Promise<DropAnswer> {
    // Never what is younger than the days that were confirmed, whatever the clock said before.
    const before = Math.min(input.before, clock.now() - input.days * DAY_MS);
    const { ids } = await oldOnes(before);
    if (ids.length !== input.count) {
      const detail = `It would be ${count(ids.length, 'request')} by now, not ${input.count}: nothing was dropped.`;
      return fail({ kind: 'stale', detail });
    }
    if (run.isStopped) return CANCELLED;
    const leave = new Set(input.leave);
    const going = ids.filter((id) => !leave.has(id));
    if (input.first === 'nothing') return dropAll(run, going, before, null);
    if (going.length === 0)
      return fail({ kind: 'stale', detail: 'None of them is left to export.' });
    return exportAndDrop(run, going, before);
  }

  async function exportAndDrop(
    run: Run,
    going: readonly RequestId[],
    before: number,
  ): Promise<DropAnswer> {
    run.isExporting = true;
    const exported = await deps.exported(going, teller());
    run.isExporting = false;
    if (!exported.ok) return exported;
    if (exported.value.outcome !== 'proven') return ok(exported.value);
    const { pack, heads } = exported.value;
    // Much may have been done while the pack was written: what is open again stays, and what a plan names by now.
    const still = new Set((await oldOnes(before)).ids);
    if (run.isStopped) return ok({ outcome: 'cancelled', file: pack.file });
    const inPack = going.filter((id) => heads.has(id));
    const fit = inPack.filter((id) => still.has(id));
    const answer = await dropAll(run, fit, before, { pack: pack.sha256, heads }, pack);
    if (!answer.ok || answer.value.outcome !== 'dropped') return answer;
    const stayed = inPack.length - answer.value.dropped;
    return ok({ ...answer.value, stayed, rest: going.length - inPack.length });
  }

  async function dropAll(
    run: Run,
    ids: readonly RequestId[],
    before: number,
    to: ExportedTo | null,
    pack: Packed | null = null,
  ): Promise<DropAnswer> {
    const pacer = createPacer(clock);
    const tell = teller();
    const work = store.dropping(ids, clock.now(), before, to);
    run.work = work;
    try {
      tell({ stage: 'dropping', done: 0, total: ids.length });
      while (work.step()) {
        tell({ stage: 'dropping', done: work.dropped().length, total: ids.length });
        await pacer.pause();
      }
    } finally {
      // Gone is gone, whatever went wrong after it.
      const requestIds = work.dropped();
      deps.gone(requestIds);
      if (requestIds.length > 0) notify('record.dropped', { requestIds });
    }
    const dropped = work.dropped().length;
    const stayed = ids.length - dropped;
    return ok({ outcome: 'dropped', dropped, stayed, rest: 0, stopped: run.isStopped, pack });
  }

  /** Tells how far it is, not more often than a person can read. */
  function teller(): (progress: DropProgress) => void {
    const now = () => clock.ticks?.() ?? clock.now();
    let told: DropProgress | null = null;
    let toldAt = 0;
    return (progress) => {
      const isSoon = now() - toldAt < TELL_EVERY_MS;
      const isEnd = progress.done === progress.total && told?.done !== progress.done;
      if (progress.stage === told?.stage && isSoon && !isEnd) return;
      told = progress;
      toldAt = now();
      notify('record.dropping', progress);
    };
  }

  return {
    old,
    drop,
    stop(): void {
      if (!running) return;
      running.isStopped = true;
      running.work?.stop();
      if (running.isExporting) deps.stopExport();
    },
  };
}

function shown({ request, verdict, notApplied, mark, notes, tags }: RequestSummary): OldRequest {
  const { id, method, entityName, managerName, writtenAt } = request;
  return {
    ...{ id, method, entityName, managerName, writtenAt, verdict },
    ...(notApplied && { notApplied }),
    ...(mark && { mark: mark.mark }),
    ...(notes && { notes }),
    ...(tags && tags.length > 0 && { tags }),
  };
}
