import type { RequestId } from '../../../shared/ids.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import type { Change } from './compose.ts';
import { isSameWrite, isUnresolved } from './doubt.ts';

type Deps = {
  unresolved(): RequestSummary[];
  events(id: RequestId): RequestEvent[];
  /** Reads the object back. Never writes. */
  settle(id: RequestId): Promise<Result<RequestSummary>>;
};

/**
 * Settles earlier writes of the same object that are in doubt, before another is sent. Why it must not be sent now:
 * nobody knows yet what became of the earlier one, or that it has made the object already; null where it may be.
 */
export async function settleEarlier(deps: Deps, change: Change): Promise<Failure | null> {
  const stale = (detail: string): Failure => ({ kind: 'stale', detail });
  const earlier = deps
    .unresolved()
    .filter((one) => isSameWrite(one, change, null))
    .filter((one) => isUnresolved(one, deps.events(one.request.id)));
  for (const { request } of earlier) {
    const settled = await deps.settle(request.id);
    if (!settled.ok) {
      const why = settled.failure.kind === 'stale' ? ` ${settled.failure.detail}` : '';
      return stale(
        `An earlier write of this object is in doubt, and can’t be read back yet.${why}`,
      );
    }
    const { verdict, open } = settled.value;
    const [evidence = ''] = deps.events(request.id).flatMap(({ fact }) => {
      return fact.type === 'settled' ? [fact.evidence] : [];
    });
    if (verdict === 'in-doubt') {
      const words = open ? 'is under way' : 'is in doubt';
      return stale(`An earlier write of this object ${words}. ${evidence}`.trim());
    }
    if (request.method === 'POST' && verdict !== 'not-sent') {
      return stale(`An earlier write has made this object already. ${evidence}`);
    }
  }
  return null;
}
