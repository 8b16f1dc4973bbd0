import type { Input, Output } from '../../../shared/contract.ts';
import { DAY_MS } from '../../../shared/history-keys.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { count } from '../../../shared/words.ts';
import type { Ports } from '../ports.ts';
import { createPacer } from './pacer.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'notify'>;
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  /** Nobody knows yet whether the write was applied. */
  isUnresolved(summary: RequestSummary): boolean;
  /** They are not on record any more. */
  gone(ids: readonly RequestId[]): void;
  /** Runs before anything is dropped, where they are to be exported first; a failure keeps all of them. */
  exported?(ids: readonly RequestId[]): Promise<Result<null>>;
};

/** Ended requests go by their age, whole, and only when a person has confirmed how many. */
export function createRetention({ store, clock, notify }: Needs, deps: Deps) {
  let isDropping = false;

  /** Those whose last fact is older, that have ended, whose end is known, and that no plan names. */
  async function oldOnes(before: number): Promise<RequestId[]> {
    const pacer = createPacer(clock);
    const planned = new Set(
      store.plans().flatMap(({ steps }) => steps.map(({ requestId }) => requestId)),
    );
    const found: RequestId[] = [];
    for (const id of store.requestsBefore(before)) {
      const summary = planned.has(id) ? null : deps.summary(id);
      if (summary && !summary.open && !deps.isUnresolved(summary)) found.push(id);
      await pacer.pause();
    }
    return found;
  }

  async function old({ days }: Input<'record.old'>): Promise<Result<Output<'record.old'>>> {
    const before = clock.now() - days * DAY_MS;
    return ok({ count: (await oldOnes(before)).length, before });
  }

  async function drop(input: Input<'record.drop'>): Promise<Result<Output<'record.drop'>>> {
    if (isDropping) return fail({ kind: 'stale', detail: 'Requests are being dropped already.' });
    // Never what is younger than the days that were confirmed, whatever the clock said before.
    const before = Math.min(input.before, clock.now() - input.days * DAY_MS);
    isDropping = true;
    try {
      const ids = await oldOnes(before);
      if (ids.length !== input.count) {
        const detail = `It would be ${count(ids.length, 'request')} by now, not ${input.count}: nothing was dropped.`;
        return fail({ kind: 'stale', detail });
      }
      const exported = await deps.exported?.(ids);
      if (exported && !exported.ok) return exported;
      const pacer = createPacer(clock);
      const work = store.dropping(ids, clock.now(), before);
      try {
        while (work.step()) await pacer.pause();
      } finally {
        // Gone is gone, whatever went wrong after it.
        const requestIds = work.dropped();
        deps.gone(requestIds);
        notify('record.dropped', { requestIds });
      }
      return ok({ dropped: work.dropped().length });
    } finally {
      isDropping = false;
    }
  }

  return { old, drop };
}
