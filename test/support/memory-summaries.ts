import type { Store } from '../../electron/domain/ports.ts';
import { createProjection, type Projection } from '../../shared/projection.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';

type Rows = { requests: Map<string, Request>; events: Map<string, RequestEvent[]> };

/** What the database keeps of each request, added up in memory. */
export function memorySummaries(
  rows: Rows,
): Pick<
  Store,
  | 'eventsAfter'
  | 'standing'
  | 'unfinished'
  | 'newestRequests'
  | 'asking'
  | 'countRequests'
  | 'requestsOfDraft'
  | 'requestsCalled'
  | 'catchUp'
  | 'caughtUp'
  | 'indexWords'
> {
  const known = new Map<string, { projection: Projection; taken: number }>();

  function projected(request: Request) {
    const events = rows.events.get(request.id) ?? [];
    const one = known.get(request.id) ?? { projection: createProjection(request), taken: 0 };
    for (const event of events.slice(one.taken)) one.projection.add(event);
    one.taken = events.length;
    known.set(request.id, one);
    return { ...one.projection.now(), newestFact: events.at(-1)?.seq ?? 0 };
  }

  const all = () =>
    [...rows.requests.values()]
      .sort((a, b) => b.writtenAt - a.writtenAt || (a.id < b.id ? 1 : -1))
      .map(projected);
  const idsOf = (which: ReturnType<typeof all>) => which.map(({ summary }) => summary.request.id);

  return {
    eventsAfter: (id, seq, limit) =>
      (rows.events.get(id) ?? []).filter((event) => event.seq > seq).slice(0, limit),
    standing: (id) => {
      const request = rows.requests.get(id);
      return request ? projected(request) : null;
    },
    unfinished: () => ({
      open: idsOf(all().filter(({ summary }) => summary.open)),
      inDoubt: idsOf(all().filter(({ isInDoubt }) => isInDoubt)),
      cutOff: idsOf(all().filter(({ isCutOff }) => isCutOff)),
    }),
    newestRequests: (limit) =>
      all()
        .slice(0, limit)
        .map(({ summary }) => summary),
    asking: () => [],
    countRequests: () => rows.requests.size,
    requestsOfDraft: (id) =>
      all()
        .map(({ summary }) => summary)
        .filter(({ request }) => request.draftId === id)
        .reverse(),
    requestsCalled: (head, limit) =>
      all()
        .map(({ summary }) => summary)
        .filter(
          ({ request, nsxRequestId }) =>
            request.id.startsWith(head) || nsxRequestId?.startsWith(head) === true,
        )
        .slice(0, limit),
    catchUp: () => ({ isDone: true, unfinished: [] }),
    caughtUp: () => ({ done: 41_000, total: 100_000 }),
    indexWords: () => false,
  };
}
