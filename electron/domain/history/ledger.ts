import { createHistory, type History } from '../../../shared/history.ts';
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

/** What is kept in memory of a request. The history goes when the request has ended: its summary is all that is asked for. */
type Entry = { summary: RequestSummary; history: History | null; seq: number };

/** `nextCheckAt`: when the watch will ask next, which is a plan and no fact. */
export function createLedger(ports: Needs, nextCheckAt: (id: RequestId) => number | null) {
  const { store, clock, notify } = ports;
  const entries = new Map<RequestId, Entry>();
  /** Those that still need something done, so that nobody looks through thousands for them. */
  const openIds = new Set<RequestId>();
  const doubtIds = new Set<RequestId>();
  let loaded = false;

  function read(request: Request): Entry {
    const history = createHistory(request);
    const events = store.events(request.id);
    for (const event of events) history.add(event);
    return keep(request.id, history, events.at(-1)?.seq ?? 0);
  }

  function keep(id: RequestId, history: History, seq: number): Entry {
    const summary = { ...history.summary(), nextCheckAt: null };
    const entry = { summary, history: summary.open ? history : null, seq };
    entries.set(id, entry);
    put(openIds, id, summary.open);
    put(doubtIds, id, !summary.open && summary.verdict === 'in-doubt' && !history.readBack());
    return entry;
  }

  function entryOf(id: RequestId): Entry | null {
    const known = entries.get(id);
    if (known) return known;
    const request = store.request(id);
    return request ? read(request) : null;
  }

  function planned(summary: RequestSummary): RequestSummary {
    return { ...summary, nextCheckAt: summary.open ? nextCheckAt(summary.request.id) : null };
  }

  /** Durable before it returns; throws where the store can't keep it, since then nothing may be sent. */
  function open(request: Request): RequestSummary {
    store.addRequest(request);
    const summary = planned(read(request).summary);
    notify('request.changed', summary);
    return summary;
  }

  function record(id: RequestId, fact: RequestFact): RequestEvent {
    const before = entryOf(id);
    return told(before, store.addFact(id, clock.now(), fact));
  }

  /** Facts that are true together: a process that ends meanwhile leaves all of them, or none. */
  function recordAll(id: RequestId, facts: readonly RequestFact[]): void {
    entryOf(id);
    for (const event of store.addFacts(id, clock.now(), facts)) told(entryOf(id), event);
  }

  function told(before: Entry | null, event: RequestEvent): RequestEvent {
    notify('request.event', event);
    if (before) notify('request.changed', planned(after(before, event).summary));
    return event;
  }

  /** Several facts at once: nothing is told before all of them are durable, and nothing where they can't be. */
  function recordTogether(
    facts: readonly { id: RequestId; at: number; fact: RequestFact }[],
  ): void {
    for (const { id } of facts) entryOf(id);
    const events = store.together(() =>
      facts.map(({ id, at, fact }) => store.addFact(id, at, fact)),
    );
    for (const event of events) told(entryOf(event.requestId), event);
  }

  /** The entry with one more fact. Where another process was in between, or the request had ended, all is read anew. */
  function after(before: Entry, event: RequestEvent): Entry {
    if (!before.history || event.seq !== before.seq + 1) return read(before.summary.request);
    before.history.add(event);
    return keep(event.requestId, before.history, event.seq);
  }

  /** Says again what is known, because the plan (next check) has changed. */
  function retell(id: RequestId): void {
    const summary = get(id);
    if (summary) notify('request.changed', summary);
  }

  /** Facts that another process has put on record: told like our own. */
  function learn(id: RequestId): void {
    const before = entries.get(id)?.seq ?? 0;
    const request = store.request(id);
    if (!request) return;
    const entry = read(request);
    for (const event of store.events(id)) {
      if (event.seq > before) notify('request.event', event);
    }
    notify('request.changed', planned(entry.summary));
  }

  /** By what is on record at this moment. */
  function fresh(id: RequestId): RequestSummary | null {
    const last = store.events(id).at(-1)?.seq ?? 0;
    if (last !== (entries.get(id)?.seq ?? 0)) learn(id);
    return get(id);
  }

  function get(id: RequestId): RequestSummary | null {
    const entry = entryOf(id);
    return entry && planned(entry.summary);
  }

  /** All requests, in the order they were written; read from the store once, kept up since. */
  function list(): RequestSummary[] {
    if (!loaded) {
      const before = new Map(entries);
      entries.clear();
      for (const request of store.requests()) {
        const known = before.get(request.id);
        if (known) entries.set(request.id, known);
        else read(request);
      }
      loaded = true;
    }
    return [...entries.values()].map((entry) => planned(entry.summary));
  }

  const known = (ids: ReadonlySet<RequestId>) => [...ids].flatMap((id) => get(id) ?? []);

  return {
    open,
    record,
    recordAll,
    recordTogether,
    retell,
    learn,
    fresh,
    get,
    list,
    events: store.events,
    /** Requests that have not ended. */
    openOnes: () => known(openIds),
    /** Writes whose answer was lost and whose object nobody has read back yet. */
    doubts: () => known(doubtIds),
  };
}

function put(ids: Set<RequestId>, id: RequestId, isIn: boolean): void {
  if (isIn) ids.add(id);
  else ids.delete(id);
}
