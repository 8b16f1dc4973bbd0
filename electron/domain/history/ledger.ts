import { summarize } from '../../../shared/history.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type {
  Request,
  RequestEvent,
  RequestFact,
  RequestSummary,
} from '../../../shared/request.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'notify'>;

/** The record of requests: facts are appended, what they add up to is computed. */
export type Ledger = ReturnType<typeof createLedger>;

/** `nextCheckAt`: when the watch will ask next, which is a plan and no fact. */
export function createLedger(ports: Needs, nextCheckAt: (id: RequestId) => number | null) {
  const { store, clock, notify } = ports;
  /** Summaries by request: the events of a request that has ended are read once. */
  const known = new Map<RequestId, RequestSummary>();
  let loaded = false;

  function compute(request: Request): RequestSummary {
    const summary = { ...summarize(request, store.events(request.id)), nextCheckAt: null };
    known.set(request.id, summary);
    return summary;
  }

  function planned(summary: RequestSummary): RequestSummary {
    return { ...summary, nextCheckAt: summary.open ? nextCheckAt(summary.request.id) : null };
  }

  /** Durable before it returns; throws where the store can't keep it, since then nothing may be sent. */
  function open(request: Request): RequestSummary {
    store.addRequest(request);
    const summary = planned(compute(request));
    notify('request.changed', summary);
    return summary;
  }

  function record(id: RequestId, fact: RequestFact): RequestEvent {
    const event = store.addFact(id, clock.now(), fact);
    notify('request.event', event);
    const request = store.request(id);
    if (request) notify('request.changed', planned(compute(request)));
    return event;
  }

  /** Says again what is known, because the plan (next check) has changed. */
  function retell(id: RequestId): void {
    const summary = get(id);
    if (summary) notify('request.changed', summary);
  }

  function get(id: RequestId): RequestSummary | null {
    const cached = known.get(id);
    if (cached) return planned(cached);
    const request = store.request(id);
    return request ? planned(compute(request)) : null;
  }

  /** All requests, in the order they were written; read from the store once, kept up since. */
  function list(): RequestSummary[] {
    if (!loaded) {
      const before = new Map(known);
      known.clear();
      for (const request of store.requests()) {
        const summary = before.get(request.id);
        if (summary) known.set(request.id, summary);
        else compute(request);
      }
      loaded = true;
    }
    return [...known.values()].map(planned);
  }

  return { open, record, retell, get, list, events: store.events };
}
