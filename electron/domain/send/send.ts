import type { DraftId, ManagerId, RequestId } from '../../../shared/ids.ts';
import { RequestId as RequestIdSchema } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import type { Manager } from '../../../shared/manager.ts';
import { ERROR_CREDENTIALS, readNsxError } from '../../../shared/nsx/error-body.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { redactJson } from '../../../shared/redaction.ts';
import type { Exchange, Request, RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Answer, Connection, Ports, Write, WriteEnd } from '../ports.ts';
import { refusal, requestOf, writeOf } from './compose.ts';
import type { Settlement } from './settle.ts';
import { settleByListing, settleByReading } from './settle.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'newId' | 'notify'>;
type Deps = {
  find(id: ManagerId): Manager | null;
  connection(id: ManagerId): Promise<Result<Connection>>;
  note(id: ManagerId, failure: Failure | null): Promise<void>;
  open(request: Request): RequestSummary;
  record(id: RequestId, fact: RequestFact): void;
  summary(id: RequestId): RequestSummary | null;
  summaries(): RequestSummary[];
  learn(id: ManagerId, kind: EntityKind, entityId: string, body: JsonObject | null): void;
  /** The write was taken: follow it until a verdict. */
  follow(id: RequestId, sessionId: string, nsxRequestId: string | null): void;
  bug(where: string, error: unknown): void;
};

const HTTP_OK = 200;
const HTTP_MULTIPLE = 300;
const HTTP_UNAUTHORIZED = 401;
const HTTP_FORBIDDEN = 403;

/** Sends a stored draft as one write, on record before the first byte, and never a second time. */
export function createSend(ports: Needs, deps: Deps) {
  const { nsx, store, clock, newId, notify } = ports;
  /** Drafts whose write is under way: a second click finds them here. */
  const underWay = new Map<DraftId, Promise<void>>();
  const settling = new Map<RequestId, Promise<Result<RequestSummary>>>();

  function sendDraft(input: {
    draftId: DraftId;
    version: number;
    typedName: string | null;
  }): Result<RequestSummary> {
    const draft = store.draft(input.draftId);
    if (!draft) return fail({ kind: 'not-found', what: 'that draft' });
    const manager = deps.find(draft.managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'the manager of that draft' });
    if (draft.version !== input.version) {
      return fail({
        kind: 'stale',
        detail: 'The draft was changed after this was confirmed. Look at it once more.',
      });
    }
    if (underWay.has(draft.id))
      return fail({ kind: 'stale', detail: 'This draft is being sent already.' });
    if (deps.summaries().some((one) => one.request.draftId === draft.id && isUnread(one))) {
      return fail({
        kind: 'stale',
        detail: 'An earlier write of this draft is in doubt. Read the object back first.',
      });
    }
    const refused = refusal(draft, manager, input.typedName);
    if (refused) return fail(refused);

    const write = writeOf(draft, newId());
    const request = requestOf(draft, manager, write, {
      id: RequestIdSchema.parse(newId()),
      url: nsx.writeUrl(manager, write),
      writtenAt: clock.now(),
    });
    const summary = deps.open(request);
    // What could not be put on record is found in doubt by the next start: nothing is called an end that is not.
    const work = perform(request, write)
      .catch((error: unknown) => deps.bug('send', error))
      .finally(() => underWay.delete(draft.id));
    underWay.set(draft.id, work);
    return ok(summary);
  }

  /** In doubt, and nobody has read the object back yet. */
  function isUnread(summary: RequestSummary): boolean {
    if (summary.verdict !== 'in-doubt') return false;
    return !store.events(summary.request.id).some((event) => event.fact.type === 'settled');
  }

  async function perform(request: Request, write: Write): Promise<void> {
    const end = await attempt(request, write);
    switch (end.end) {
      case 'not-sent':
        deps.record(request.id, { type: 'not-sent', failure: end.failure });
        return deps.note(request.managerId, end.failure);
      case 'lost':
        deps.record(request.id, { type: 'lost', failure: end.failure });
        return deps.note(request.managerId, end.failure);
      case 'answered':
        return answered(request, end.answer, end.body);
    }
  }

  /** A throw after `sent` is on record must not read as "not sent": it is in doubt. */
  async function attempt(request: Request, write: Write): Promise<WriteEnd> {
    let sent = false;
    try {
      const way = await deps.connection(request.managerId);
      if (!way.ok) return { end: 'not-sent', failure: way.failure };
      return await nsx.write(way.value, write, () => {
        deps.record(request.id, { type: 'sent' });
        sent = true;
      });
    } catch {
      const failure: Failure = { kind: 'bug', detail: 'Sending went wrong inside Spanwatch.' };
      return sent ? { end: 'lost', failure } : { end: 'not-sent', failure };
    }
  }

  async function answered(request: Request, answer: Answer, body: unknown): Promise<void> {
    const { exchange, nsxRequestId } = answer;
    const status = exchange.status ?? 0;
    const taken = isTaken(exchange.status);
    const entityId = request.entityId ?? (taken ? idOf(body) : null);
    deps.record(request.id, { type: 'answered', exchange, nsxRequestId, entityId });
    await deps.note(request.managerId, credentialRefusal(status, exchange.body));
    if (!taken) return;
    finishDraft(request);
    if (entityId === null) return;
    const live = request.method === 'DELETE' ? null : isObject(body) ? redactJson(body) : undefined;
    if (live !== undefined) deps.learn(request.managerId, request.kind, entityId, live);
    deps.follow(request.id, entityId, nsxRequestId);
  }

  /** The draft has become the request; "New draft from this" brings it back. */
  function finishDraft(request: Request): void {
    if (request.draftId === null || !store.draft(request.draftId)) return;
    store.removeDraft(request.draftId);
    notify('draft.removed', { draftId: request.draftId });
  }

  /** Reads the object back. Never writes; a second call while one is running joins it. */
  function settle(id: RequestId): Promise<Result<RequestSummary>> {
    const running = settling.get(id);
    if (running) return running;
    const work = readBack(id).finally(() => settling.delete(id));
    settling.set(id, work);
    return work;
  }

  async function readBack(id: RequestId): Promise<Result<RequestSummary>> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    if (summary.verdict !== 'in-doubt' || summary.open) return ok(summary);
    const { request } = summary;
    const found = await look(request);
    if (!found.ok) return found;
    const { settlement, live } = found.value;
    const { outcome, evidence } = settlement;
    const exchange = found.value.exchange;
    deps.record(id, { type: 'settled', outcome, evidence, exchange });
    if (live !== undefined && request.entityId)
      deps.learn(request.managerId, request.kind, request.entityId, live);
    if (outcome === 'applied') {
      finishDraft(request);
      if (settlement.entityId) deps.follow(id, settlement.entityId, null);
    }
    return ok(deps.summary(id) ?? summary);
  }

  type Look = { settlement: Settlement; exchange: Exchange; live: JsonObject | null | undefined };

  async function look(request: Request): Promise<Result<Look>> {
    const way = await deps.connection(request.managerId);
    if (!way.ok) return way;
    const startedAt = clock.now();
    const blank = { method: 'GET', url: request.url, startedAt, headers: {} };
    if (request.entityId === null) {
      const listed = await nsx.list(way.value, request.kind);
      await deps.note(request.managerId, listed.ok ? null : listed.failure);
      if (!listed.ok) return listed;
      const body = JSON.stringify({ result_count: listed.value.length });
      const exchange = { ...blank, durationMs: clock.now() - startedAt, status: HTTP_OK, body };
      return ok({ settlement: settleByListing(request, listed.value), exchange, live: undefined });
    }
    const read = await nsx.read(way.value, request.kind, request.entityId);
    if (read.ok) {
      await deps.note(request.managerId, null);
      const live = redactJson(read.value.body);
      return ok({
        settlement: settleByReading(request, live),
        exchange: read.value.exchange,
        live,
      });
    }
    await deps.note(request.managerId, read.failure.kind === 'not-found' ? null : read.failure);
    if (read.failure.kind !== 'not-found') return read;
    const HTTP_NOT_FOUND = 404;
    const exchange = {
      ...blank,
      durationMs: clock.now() - startedAt,
      status: HTTP_NOT_FOUND,
      body: '',
    };
    return ok({ settlement: settleByReading(request, null), exchange, live: null });
  }

  /** After a start: what was under way when the application ended. `sent` is durable before the first byte. */
  function recover(): void {
    for (const { request } of deps.summaries()) {
      const last = store.events(request.id).at(-1)?.fact;
      const failure: Failure = {
        kind: 'unreachable',
        address: request.managerAddress,
        reason: 'closed',
        detail: 'Spanwatch was closed meanwhile.',
      };
      if (!last) deps.record(request.id, { type: 'not-sent', failure });
      else if (last.type === 'sent') deps.record(request.id, { type: 'lost', failure });
      else if (last.type === 'answered') takeUp(request, last);
    }
  }

  /** The answer is on record but what follows from it was cut off. */
  function takeUp(request: Request, fact: Extract<RequestFact, { type: 'answered' }>): void {
    if (!isTaken(fact.exchange.status)) return;
    finishDraft(request);
    if (fact.entityId) deps.follow(request.id, fact.entityId, fact.nsxRequestId);
  }

  return {
    sendDraft,
    settle,
    recover,
    idle: () => Promise.all(underWay.values()),
    busy: () => underWay.size > 0,
  };
}

function isTaken(status: number | null): boolean {
  return status !== null && status >= HTTP_OK && status < HTTP_MULTIPLE;
}

function idOf(body: unknown): string | null {
  const id = isObject(body) ? body.id : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** A write that was answered with a refused credential halts the manager like any other call. */
function credentialRefusal(status: number, body: string): Failure | null {
  const error = readNsxError(body);
  const refused =
    status === HTTP_UNAUTHORIZED || (status === HTTP_FORBIDDEN && error.code === ERROR_CREDENTIALS);
  return refused ? { kind: 'unauthorized', error } : null;
}
