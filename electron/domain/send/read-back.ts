import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { redactJson } from '../../../shared/redaction.ts';
import type { Exchange, Request, RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import type { Settlement } from './settle.ts';
import { settleByListing, settleByReading } from './settle.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock'>;
type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  record(id: RequestId, fact: RequestFact): void;
  summary(id: RequestId): RequestSummary | null;
  /** The same by what is on record at this moment, whoever has put it there. */
  fresh(id: RequestId): RequestSummary | null;
  isFollowed(id: RequestId): boolean;
  /** Shorter in tests. */
  stillWorkingMs?: number;
  /** Why this manager can't tell about a write of then; null where it can. */
  beganAnew(id: ManagerId, since: Millis): string | null;
  /** The write was applied after all: `live` as it was read, undefined where only its id is known. */
  applied(
    request: Request,
    entityId: string | null,
    live: JsonObject | null | undefined,
  ): Promise<void>;
};

/** NSX may still be working on a write whose answer was lost: "not there yet" is no proof before this. */
export const STILL_WORKING_MS = 60_000;

type Look = {
  settlement: Settlement;
  exchange: Exchange | null;
  live: JsonObject | null | undefined;
};

/** Settles requests that are in doubt by reading. Never writes. */
export function createReadBack(ports: Needs, deps: Deps) {
  const { nsx, store, clock } = ports;
  const { stillWorkingMs = STILL_WORKING_MS } = deps;
  const running = new Map<RequestId, Promise<Result<RequestSummary>>>();

  /** A second call while one is running joins it. */
  function settle(id: RequestId): Promise<Result<RequestSummary>> {
    const known = running.get(id);
    if (known) return known;
    const work = readBack(id).finally(() => {
      running.delete(id);
      if (!deps.isFollowed(id)) store.release(id);
    });
    running.set(id, work);
    return work;
  }

  async function readBack(id: RequestId): Promise<Result<RequestSummary>> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    if (summary.verdict !== 'in-doubt' || summary.open) return ok(summary);
    // Two that read it back at once would each put its end on record, and start its watch.
    if (!store.claim(id, clock.now())) {
      const detail = 'Another Spanwatch on this computer is at it.';
      return fail({ kind: 'stale', detail });
    }
    const { request } = summary;
    const before = settledTimes(id);
    const anew = deps.beganAnew(request.managerId, request.writtenAt);
    if (anew !== null) return fail({ kind: 'stale', detail: anew, beganAnew: true });
    const found = await look(request);
    if (!found.ok) return found;
    if (settledTimes(id) !== before) return ok(deps.fresh(id) ?? summary);
    const { settlement, exchange, live } = found.value;
    const { outcome, evidence, entityId } = settlement;
    const wait = outcome === 'not-applied' ? stillWorking(id) : 0;
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      const detail = `It is not there yet, but NSX may still be working on it. Read it back again in ${seconds} s.`;
      return fail({ kind: 'stale', detail, retryAfterMs: wait });
    }
    deps.record(id, { type: 'settled', outcome, evidence, exchange, entityId });
    if (outcome === 'applied') await deps.applied(request, entityId, live);
    return ok(deps.summary(id) ?? summary);
  }

  const settledTimes = (id: RequestId) =>
    store.events(id).filter(({ fact }) => fact.type === 'settled').length;

  /**
   * Milliseconds until a write is old enough to say that it did not arrive: since its answer was given up where the
   * manager was slow, else since it was sent. A line that broke, or this process that ended, stops no work of NSX.
   */
  function stillWorking(id: RequestId): number {
    const events = store.events(id);
    const lost = events.findLast((event) => event.fact.type === 'lost');
    if (lost?.fact.type !== 'lost') return 0;
    const { failure } = lost.fact;
    const slow =
      failure.kind === 'unreachable' ? failure.reason === 'timeout' : failure.kind === 'malformed';
    const sent = events.find((event) => event.fact.type === 'sent');
    const since = slow ? lost.at : (sent?.at ?? lost.at);
    return since + stillWorkingMs - clock.now();
  }

  async function look(request: Request): Promise<Result<Look>> {
    const { managerId, kind, entityId } = request;
    if (entityId === null) {
      const listed = await deps.use(managerId, (connection) => nsx.list(connection, kind));
      if (!listed.ok) return listed;
      const settlement = settleByListing(request, listed.value);
      const live = listed.value.find((body) => body.id === settlement.entityId);
      return ok({ settlement, exchange: null, live: live && redactJson(live) });
    }
    const read = await deps.use(managerId, (connection) => nsx.read(connection, kind, entityId));
    if (!read.ok) return read;
    const live = read.value.body && redactJson(read.value.body);
    return ok({ settlement: settleByReading(request, live), exchange: read.value.exchange, live });
  }

  return { settle, isAt: (id: RequestId) => running.has(id) };
}
