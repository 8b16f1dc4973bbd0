import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import type { DraftId, ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import { RequestId as RequestIdSchema } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import type { Manager } from '../../../shared/manager.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { redactJson } from '../../../shared/redaction.ts';
import type { Request, RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Answer, Connection, Ports, Write, WriteEnd } from '../ports.ts';
import { credentialRefusal, idOf, meaningOf, parsed } from './answer.ts';
import {
  type Change,
  refusalOf,
  refusalOfDraft,
  refusalOfPreflight,
  requestOf,
  withSecrets,
  writeOf,
} from './compose.ts';
import { isSameWrite, isUnresolved } from './doubt.ts';
import { settleEarlier } from './earlier.ts';
import { AS_SET, asRecorded, type Following, howOf } from './following.ts';
import { namedInBodies } from './named.ts';
import { createReadBack } from './read-back.ts';
import { createRecovery } from './recovery.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'newId'>;
type Deps = {
  find(id: ManagerId): Manager | null;
  connection(id: ManagerId): Promise<Result<Connection>>;
  note(id: ManagerId, failure: Failure | null): Promise<void>;
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  beganAnew(id: ManagerId, since: Millis): string | null;
  open(request: Request): RequestSummary;
  record(id: RequestId, fact: RequestFact): void;
  summary(id: RequestId): RequestSummary | null;
  /** By what is on record at this moment, whoever has put it there. */
  fresh(id: RequestId): RequestSummary | null;
  openOnes(isWanted?: (id: RequestId) => boolean): RequestSummary[];
  cutOff(): RequestSummary[];
  /** Writes that have not ended, or are in doubt. */
  unresolved(): RequestSummary[];
  /** False while some that are in doubt may be unknown yet, after an update. */
  isComplete(): boolean;
  learn(id: ManagerId, kind: EntityKind, entityId: string, body: JsonObject | null): void;
  /** The draft of a write that was taken is done, unless it was changed since. */
  finish(request: Request, entityId: string | null, live: JsonObject | null): void;
  /** The write was refused because the object has moved on: it is read, so that its draft can say so. */
  outdated(request: Request): void;
  /** The keys that were typed in a draft: they go out with it, and stand on no record. */
  secretsOf(draft: Draft): Promise<Result<Secrets>>;
  /** What speaks for and against sending this draft now: kept with the request. */
  preflight(draft: Draft): Promise<PreflightLine[]>;
  /** Follows a write that was taken until a verdict, on every session that it touches. */
  follow(
    request: Request,
    entityId: string,
    nsxRequestId: string | null,
    how: Following,
  ): Promise<void>;
  isFollowed(id: RequestId): boolean;
  stillWorkingMs?: number;
  bug(where: string, error: unknown): void;
};

/** Values of secret fields by name. */
export type Secrets = Readonly<Record<string, string>>;

/** Precondition failed: the body’s `_revision` is not the live one (domain.md §9.2). */
const HTTP_STALE = 412;
const CHANGED_SINCE = {
  kind: 'stale',
  detail: 'The draft was changed after this was confirmed. Look at it once more.',
} as const;
const NOT_COMPLETE = {
  kind: 'stale',
  detail:
    'The record is being brought up to date, so it can’t be told yet whether an earlier write of this object is in doubt. Send again in a moment.',
} as const;
/** How often the claims of writes under way are renewed, ms; each holds for 30 s (`adapters/database/claims.ts`). */
const RENEW_MS = 10_000;

/** Sends a stored draft as one write, on record before the first byte, and never a second time. */
export function createSend(ports: Needs, deps: Deps) {
  const { nsx, store, clock, newId } = ports;
  /** Writes under way, by request; `busy` holds their drafts, so that a second click finds them. */
  const underWay = new Map<RequestId, Promise<void>>();
  const busyDrafts = new Set<DraftId>();
  let renewClaims: (() => void) | null = null;

  /** A write of the same object whose end nobody knows yet. */
  function inDoubt(change: Change, draftId: DraftId | null): boolean {
    const isIt = (one: RequestSummary) =>
      isSameWrite(one, change, draftId) && isUnresolved(one, store.events(one.request.id));
    return deps.unresolved().some(isIt);
  }

  async function sendDraft(input: {
    draftId: DraftId;
    version: number;
    typedName: string | null;
  }): Promise<Result<RequestSummary>> {
    const draft = store.draft(input.draftId);
    if (!draft) return fail({ kind: 'not-found', what: 'that draft' });
    const manager = deps.find(draft.managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'the manager of that draft' });
    if (!deps.isComplete()) return fail(NOT_COMPLETE);
    const stale = staleness(draft, input.version);
    if (stale) return fail({ kind: 'stale', detail: stale });
    const refused = refusalOfDraft(draft, manager, input.typedName);
    if (refused) return fail(refused);
    const { id, version } = draft;
    // Taken before the keychain is asked: a second click must find it.
    busyDrafts.add(id);
    try {
      const secrets = await deps.secretsOf(draft);
      if (!secrets.ok) return free(id, secrets);
      const said = await deps.preflight(draft);
      const stopped = refusalOfPreflight(said);
      if (stopped) return free(id, fail(stopped));
      if (store.draft(id)?.version !== version) return free(id, fail(CHANGED_SINCE));
      const merged = draft.merged && { merged: draft.merged };
      const of = { draftId: id, draftVersion: version, preflight: said, ...merged };
      return ok(begin(draft, manager, of, AS_SET, secrets.value).summary);
    } catch (error) {
      busyDrafts.delete(id);
      throw error;
    }
  }

  /** Not sent after all. */
  function free<T>(id: DraftId, result: T): T {
    busyDrafts.delete(id);
    return result;
  }

  function staleness(draft: Draft, version: number): string | null {
    if (draft.version !== version) return CHANGED_SINCE.detail;
    if (busyDrafts.has(draft.id)) return 'This draft is being sent already.';
    if (hasMoved(draft)) {
      return 'The object has changed on the manager since. Look under Changes, then send.';
    }
    return inDoubt(draft, draft.id)
      ? 'An earlier write of this object is in doubt. Read the object back first, on its request.'
      : null;
  }

  /** As far as the copy knows; NSX itself refuses an old revision too (412). */
  function hasMoved({ operation, managerId, kind, entityId, base }: Draft): boolean {
    if (operation === 'create' || entityId === null) return false;
    const live = store.entity(managerId, kind, entityId)?.body._revision;
    return live !== undefined && live !== base?._revision;
  }

  /** Sends what no draft is for. Resolves when the write has its end; the watch goes on by itself. */
  async function sendChange(change: Change, how: Following): Promise<Result<RequestSummary>> {
    const manager = deps.find(change.managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'that manager' });
    const refused = refusalOf(change, manager);
    if (refused) return fail(refused);
    if (!deps.isComplete()) return fail(NOT_COMPLETE);
    const { unresolved } = deps;
    const { settle } = readBack;
    const obstacle = await settleEarlier({ unresolved, events: store.events, settle }, change);
    if (obstacle) return fail(obstacle);
    if (how.mayBegin?.() === false) {
      return fail({ kind: 'stale', detail: 'Stopped before it was sent.' });
    }
    const { summary, work } = begin(change, manager, { draftId: null }, how);
    await work;
    return ok(deps.summary(summary.request.id) ?? summary);
  }

  /** Puts the write on record, durably, and sends it once. */
  function begin(
    change: Change,
    manager: Manager,
    of: Pick<Request, 'draftId' | 'draftVersion' | 'preflight' | 'merged'>,
    how: Following,
    secrets: Secrets = {},
  ): { summary: RequestSummary; work: Promise<void> } {
    const write = writeOf(change, newId());
    const request = requestOf(change, manager, write, {
      ...of,
      id: RequestIdSchema.parse(newId()),
      url: nsx.writeUrl(manager, write),
      writtenAt: clock.now(),
      ...asRecorded(how),
      ...namedInBodies(store, manager.id, write.kind, [change.base, write.body]),
    });
    const summary = deps.open(request);
    // Another process that starts at this moment may take it for one of the dead: then it has its end already.
    const isOurs = store.claim(request.id, clock.now()) && store.events(request.id).length === 0;
    if (!isOurs) {
      if (of.draftId) busyDrafts.delete(of.draftId);
      return { summary, work: Promise.resolve() };
    }
    if (of.draftId) busyDrafts.add(of.draftId);
    // What could not be put on record is found in doubt by the next start: nothing is called an end that is not.
    const work = tend(request, 'send', perform(request, withSecrets(write, secrets), how), () => {
      if (of.draftId) busyDrafts.delete(of.draftId);
    });
    return { summary, work };
  }

  /** Work on a request that this process has the claim of: kept until it ends, and then let go unless it is followed. */
  function tend(
    { id }: Request,
    what: string,
    running: Promise<void>,
    ended = () => {},
  ): Promise<void> {
    const work = running
      .catch((error: unknown) => deps.bug(what, error))
      .finally(() => {
        underWay.delete(id);
        ended();
        if (!deps.isFollowed(id)) store.release(id);
      })
      .catch((error: unknown) => deps.bug('release', error));
    underWay.set(id, work);
    renewClaims ??= clock.after(RENEW_MS, renew);
    return work;
  }

  /** A manager may take longer to answer than a claim holds. A throw costs this renewal, not the next one. */
  function renew(): void {
    renewClaims = underWay.size > 0 ? clock.after(RENEW_MS, renew) : null;
    try {
      for (const id of underWay.keys()) store.claim(id, clock.now());
    } catch (error) {
      deps.bug('claim', error);
    }
  }

  async function perform(request: Request, write: Write, how: Following): Promise<void> {
    const end = await attempt(request, write);
    if (end.end === 'answered') return answered(request, end.answer, how);
    if (end.end === 'not-sent') {
      deps.record(request.id, { type: 'not-sent', failure: end.failure });
    } else {
      const { failure, nsxRequestId } = end;
      deps.record(request.id, { type: 'lost', failure, nsxRequestId });
    }
    await deps.note(request.managerId, end.failure);
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
    } catch (error) {
      deps.bug('send', error);
      const failure: Failure = { kind: 'bug', detail: 'Sending went wrong inside Spanwatch.' };
      return sent ? { end: 'lost', failure } : { end: 'not-sent', failure };
    }
  }

  async function answered(
    request: Request,
    { exchange, nsxRequestId }: Answer,
    how: Following,
  ): Promise<void> {
    const { status, body } = exchange;
    const meaning = meaningOf(request.method, status, body, nsxRequestId);
    if (meaning === 'doubtful') {
      const detail = 'The answer is not NSX’s own, or says no id';
      const failure: Failure = { kind: 'malformed', status, detail };
      deps.record(request.id, { type: 'lost', failure, exchange, nsxRequestId });
    } else {
      const entityId = request.entityId ?? (meaning === 'taken' ? idOf(parsed(body)) : null);
      const fact = { type: 'answered', exchange, nsxRequestId, entityId } as const;
      deps.record(request.id, fact);
      await takeUp(request, fact, how);
      if (status === HTTP_STALE) deps.outdated(request);
    }
    await deps.note(request.managerId, credentialRefusal(status, body));
  }

  /** What follows from an answer; also after a start, where it was cut off. */
  async function takeUp(
    request: Request,
    fact: Extract<RequestFact, { type: 'answered' }>,
    how: Following,
  ): Promise<void> {
    const { exchange, entityId, nsxRequestId } = fact;
    const { status, body: text } = exchange;
    if (meaningOf(request.method, status, text, nsxRequestId) !== 'taken') return;
    const body = parsed(exchange.body);
    const live = isObject(body) ? redactJson(body as JsonObject) : null;
    await taken(request, entityId, live, nsxRequestId, how);
  }

  async function taken(
    request: Request,
    entityId: string | null,
    live: JsonObject | null,
    nsxRequestId: string | null,
    how: Following,
  ): Promise<void> {
    deps.finish(request, entityId, live);
    if (entityId === null) return;
    if (live && request.method !== 'DELETE') {
      deps.learn(request.managerId, request.kind, entityId, live);
    }
    await deps.follow(request, entityId, nsxRequestId, how);
  }

  async function applied(
    request: Request,
    entityId: string | null,
    live: JsonObject | null | undefined,
  ): Promise<void> {
    if (request.method === 'DELETE') {
      deps.finish(request, entityId, null);
      if (entityId) deps.learn(request.managerId, request.kind, entityId, null);
      return;
    }
    const nsxRequestId = deps.summary(request.id)?.nsxRequestId ?? null;
    await taken(request, entityId, live ?? null, nsxRequestId, howOf(request));
  }

  const readBack = createReadBack(ports, { ...deps, applied });

  const recovery = createRecovery(ports, {
    ...deps,
    isUnderWay: (id) => underWay.has(id),
    tend: (request, running) => void tend(request, 'recover', running()),
    takeUp,
    taken,
  });

  return {
    sendDraft,
    sendChange,
    settle: readBack.settle,
    recover: recovery.recover,
    adopt: recovery.adopt,
    inDoubt,
    /** Resolves when the write has its end; at once where none is under way. */
    ended: (id: RequestId) => underWay.get(id) ?? Promise.resolve(),
    idle: () => Promise.all(underWay.values()),
    busy: () => underWay.size > 0,
    isAt: (id: RequestId) => underWay.has(id) || readBack.isAt(id),
    close: () => renewClaims?.(),
  };
}
