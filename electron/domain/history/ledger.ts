import { ASKS_FOR_MS } from '../../../shared/attention.ts';
import type { DraftId, RequestId } from '../../../shared/ids.ts';
import type {
  Request,
  RequestEvent,
  RequestFact,
  RequestSummary,
} from '../../../shared/request.ts';
import type { Ports } from '../ports.ts';
import { createClockFacts } from './clock-facts.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'notify'>;

/** The record of requests: facts are appended, what they add up to is computed. */
export type Ledger = ReturnType<typeof createLedger>;

/** Beside what is open and in doubt, so many of the newest are listed at once; all others are asked for. */
export const NEWEST_LISTED = 100;

/**
 * What is open or in doubt is known by its id, and nothing of the others: the store has what their facts add up to.
 * `nextCheckAt`: when the watch will ask next, which is a plan and no fact.
 */
export function createLedger(ports: Needs, nextCheckAt: (id: RequestId) => number | null) {
  const { store, clock, notify } = ports;
  const clocks = createClockFacts(store);
  /** Those that still need something done, so that nobody looks through thousands for them. */
  const openIds = new Set<RequestId>();
  const doubtIds = new Set<RequestId>();
  /** The newest fact that was told of each that is open. */
  const toldOf = new Map<RequestId, number>();
  let isLoaded = false;

  /** Where a request stands, and what that means for what is to be done. */
  function stand(id: RequestId, isFresh = false): RequestSummary | null {
    const now = store.standing(id, isFresh);
    if (!now) return null;
    put(openIds, id, now.summary.open);
    if (now.summary.open && !toldOf.has(id)) toldOf.set(id, now.newestFact);
    put(doubtIds, id, now.isInDoubt);
    return planned(now.summary);
  }

  function planned(summary: RequestSummary): RequestSummary {
    return { ...summary, nextCheckAt: summary.open ? nextCheckAt(summary.request.id) : null };
  }

  /** Read once, from what is stored of them: the cost of a start knows nothing of those that have ended. */
  function load(): void {
    if (isLoaded) return;
    isLoaded = true;
    const { open: unended, inDoubt } = store.unfinished();
    for (const id of unended) openIds.add(id);
    for (const id of inDoubt) doubtIds.add(id);
  }

  /** Durable before it returns; throws where the store can't keep it, since then nothing may be sent. */
  function open(request: Request): RequestSummary {
    store.addRequest(request);
    const summary = stand(request.id);
    if (!summary) throw new Error('a request is not on record that was just put there');
    notify('request.changed', summary);
    return summary;
  }

  function record(id: RequestId, fact: RequestFact): RequestEvent {
    const [event, ...others] = kept(() => {
      const [first, ...more] = clocks.withClock(id, fact);
      // One fact is one write.
      if (!first || more.length === 0) return [store.addFact(id, clock.now(), fact)];
      return store.addFacts(id, clock.now(), [first, ...more]);
    });
    if (!event) throw new Error('nothing was recorded');
    for (const one of [event, ...others]) told(one);
    return event;
  }

  /** Where it can't be kept, what was remembered of it is not on record either. */
  function kept<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      clocks.forget();
      throw error;
    }
  }

  /** Facts that are true together: a process that ends meanwhile leaves all of them, or none. */
  function recordAll(id: RequestId, facts: readonly RequestFact[]): void {
    const all = facts.flatMap((fact) => clocks.withClock(id, fact));
    for (const event of kept(() => store.addFacts(id, clock.now(), all))) told(event);
  }

  /** Several facts at once: nothing is told before all of them are durable, and nothing where they can't be. */
  function recordTogether(
    facts: readonly { id: RequestId; at: number; fact: RequestFact }[],
  ): void {
    const events = kept(() =>
      store.together(() =>
        facts.flatMap(({ id, at, fact }) =>
          clocks.withClock(id, fact).map((each) => store.addFact(id, at, each)),
        ),
      ),
    );
    for (const event of events) told(event);
  }

  function told(event: RequestEvent): RequestEvent {
    notify('request.event', event);
    const summary = stand(event.requestId);
    remember(event.requestId, event.seq);
    if (summary) notify('request.changed', summary);
    return event;
  }

  function remember(id: RequestId, seq: number): void {
    if (openIds.has(id)) toldOf.set(id, seq);
    else toldOf.delete(id);
  }

  /** Says again what is known, because the plan (next check) has changed. */
  function retell(id: RequestId): void {
    const summary = stand(id);
    if (summary) notify('request.changed', summary);
  }

  /** Facts that another process has put on record: told like our own. */
  function learn(id: RequestId): void {
    const now = store.standing(id, true);
    if (!now) return;
    // Of what was not followed here the newest fact is told: whoever shows the others sees that there are more.
    const before = toldOf.get(id) ?? now.newestFact - 1;
    for (const event of store.eventsAfter(id, before, MOST_TOLD)) notify('request.event', event);
    const summary = stand(id);
    remember(id, now.newestFact);
    if (summary) notify('request.changed', summary);
  }

  /** By what is on record at this moment. */
  function fresh(id: RequestId): RequestSummary | null {
    const now = store.standing(id, true);
    if (now && now.newestFact !== (toldOf.get(id) ?? now.newestFact)) learn(id);
    return stand(id);
  }

  const known = (ids: ReadonlySet<RequestId>, isWanted = (_id: RequestId) => true) => {
    load();
    return [...ids].filter(isWanted).flatMap((id) => stand(id) ?? []);
  };

  /** They are not on record any more. */
  function gone(ids: readonly RequestId[]): void {
    for (const id of ids) {
      openIds.delete(id);
      doubtIds.delete(id);
      toldOf.delete(id);
    }
  }

  /** All that are open or in doubt, those that ask for a person, and the newest of the others, in the order in which they were written. */
  function list(): RequestSummary[] {
    const newest = store.newestRequests(NEWEST_LISTED).map(planned);
    const asking = store.asking(clock.now() - ASKS_FOR_MS, NEWEST_LISTED).map(planned);
    const all = new Map(
      [...newest, ...asking, ...known(openIds), ...known(doubtIds)].map((one) => [
        one.request.id,
        one,
      ]),
    );
    return [...all.values()].sort(
      (a, b) => a.request.writtenAt - b.request.writtenAt || (a.request.id < b.request.id ? -1 : 1),
    );
  }

  return {
    load,
    open,
    record,
    recordAll,
    recordTogether,
    retell,
    learn,
    fresh,
    get: (id: RequestId) => stand(id),
    gone,
    list,
    events: store.events,
    /** Found to be unfinished after the start: from now on it is known, and shown. */
    found(id: RequestId): void {
      retell(id);
    },
    /** Every summary is made: what is unfinished and was not known here was found by another process. */
    complete(): void {
      load();
      const { open: unended, inDoubt } = store.unfinished();
      for (const id of [...unended, ...inDoubt]) {
        if (!openIds.has(id) && !doubtIds.has(id)) retell(id);
      }
    },
    /** Requests that have not ended; only those that are wanted, where not all are. */
    openOnes: (isWanted?: (id: RequestId) => boolean) => known(openIds, isWanted),
    /** Writes whose answer was lost and whose object nobody has read back yet. */
    doubts: () => known(doubtIds),
    isDoubt: (id: RequestId) => doubtIds.has(id),
    /** Ended with their answer by which something may be half done. */
    cutOff: () => store.unfinished().cutOff.flatMap((id) => stand(id) ?? []),
    ofDraft: (id: DraftId) => store.requestsOfDraft(id).map(planned),
  };
}

/** The most facts of another process that are told one by one; the window reads the whole where one is missing. */
const MOST_TOLD = 500;

function put(ids: Set<RequestId>, id: RequestId, isIn: boolean): void {
  if (isIn) ids.add(id);
  else ids.delete(id);
}
