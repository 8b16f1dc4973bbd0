import { clockOffset, hasMoved } from '../../../shared/clock-offset.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { RequestFact } from '../../../shared/request.ts';
import type { Store } from '../ports.ts';

/** Requests whose offset is remembered; that of another is looked up on record. */
const MOST_REMEMBERED = 4000;

/** How the manager's clock stands to this computer's, by its answers: a fact of its own when first seen, and when it moved. */
export function createClockFacts(store: Pick<Store, 'events'>) {
  const known = new Map<RequestId, number | null>();

  function before(id: RequestId): number | null {
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const last = store.events(id).findLast(({ fact }) => fact.type === 'clock')?.fact;
    return last?.type === 'clock' ? last.offsetMs : null;
  }

  return {
    /** What is to be recorded for a fact: itself, and after it what its answer's date says, where that is new. */
    withClock(id: RequestId, fact: RequestFact): RequestFact[] {
      if (fact.type !== 'answered' && fact.type !== 'checked') return [fact];
      const offsetMs = clockOffset(fact.exchange);
      if (offsetMs === null) return [fact];
      const stood = before(id);
      const isNew = stood === null || hasMoved(stood, offsetMs, fact.exchange.durationMs);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(id, isNew ? offsetMs : stood);
      return isNew ? [fact, { type: 'clock', offsetMs }] : [fact];
    },
    /** What was to be recorded was not: the record says how it stands. */
    forget: () => known.clear(),
  };
}
