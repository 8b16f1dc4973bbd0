import type { ManagerId, RequestId } from '../../shared/ids.ts';
import { RequestId as RequestIdSchema } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Manager } from '../../shared/manager.ts';
import type { EntityKind, WriteMethod } from '../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { redactJson } from '../../shared/redaction.ts';
import type { Request, RequestSummary } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import type { Connection, Ports } from './ports.ts';
import { type Change, requestOfElsewhere } from './send/compose.ts';
import type { Following } from './send/following.ts';
import { namedInBodies } from './send/named.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'newId'>;
type Deps = {
  find(id: ManagerId): Manager | null;
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  open(request: Request): RequestSummary;
  summary(id: RequestId): RequestSummary | null;
  openOnes(): RequestSummary[];
  /** What is open or in doubt, and the newest of the others. */
  list(): RequestSummary[];
  /** What an earlier version has left without a summary gets one, all of it. */
  catchUp(): void;
  /** Reads the inventory: which sessions use an object is known from there. */
  refresh(id: ManagerId): Promise<Result<unknown>>;
  learn(id: ManagerId, kind: EntityKind, entityId: string, body: JsonObject | null): void;
  /** Finds what a process that has died left under way, of this manager. */
  recover(id: ManagerId): void;
  sendChange(change: Change, how: Following): Promise<Result<RequestSummary>>;
  followSession(id: RequestId, session: { id: string }, nsxRequestId: string, ms?: number): void;
  /** Ends a watch whose deadline has passed for who waits for it. */
  timeOut(id: RequestId): void;
};

const OPERATION_OF = { POST: 'create', PUT: 'change', DELETE: 'delete' } as const;

/** A write, and what follows from it, without a draft: for who works without the forms. */
export function createTerminal(ports: Needs, deps: Deps) {
  const { nsx, store, clock, newId } = ports;
  /** Of managers without a copy: what their nodes are called, for as long as the command runs. */
  const learned = new Map<ManagerId, Record<string, string>>();

  /**
   * Sends one write, on record before the first byte. Reads the live object first: it is the base of what is compared,
   * and gives a PUT without `_revision` its revision. Resolves when the write has its end.
   */
  async function send(input: {
    managerId: ManagerId;
    method: WriteMethod;
    kind: EntityKind;
    entityId: string | null;
    body: JsonObject | null;
    follow: boolean;
    deadlineMs?: number;
    mayBegin?: () => boolean;
  }): Promise<Result<RequestSummary>> {
    const { managerId, method, kind, entityId } = input;
    const manager = deps.find(managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'that manager' });
    if (manager.readOnly) return fail({ kind: 'read-only', managerName: manager.name });
    // What earlier commands have left in doubt must be known before anything else is sent.
    deps.catchUp();
    deps.recover(managerId);
    const base = await baseOf(managerId, method, kind, entityId);
    if (!base.ok) return base;
    if (kind !== 'sessions' && method === 'PUT' && input.follow) {
      const read = await deps.refresh(managerId);
      if (!read.ok) return read;
    }
    const body = { ...input.body };
    if (method === 'PUT' && body._revision === undefined) {
      body._revision = base.value?._revision ?? null;
    }
    const change: Change = {
      managerId,
      kind,
      operation: OPERATION_OF[method],
      entityId,
      base: base.value,
      body,
      ...(method === 'PUT' && { ownRevision: body._revision }),
    };
    const { follow: isWanted, deadlineMs, mayBegin } = input;
    return deps.sendChange(change, { isWanted, deadlineMs, mayBegin });
  }

  /**
   * The names of transport nodes, read once where no copy has them; empty where they can't be read. What is followed
   * from then on has them on record. `sessionId`: its name is read as well, for the record of who follows it.
   */
  async function names(
    managerId: ManagerId,
    sessionId: string | null,
  ): Promise<Record<string, string>> {
    if (sessionId !== null && store.entity(managerId, 'sessions', sessionId) === null) {
      const read = await deps.use(managerId, (connection) =>
        nsx.read(connection, 'sessions', sessionId),
      );
      if (read.ok && read.value.body) deps.learn(managerId, 'sessions', sessionId, read.value.body);
      // Refused, or away: then the watch itself says so.
      if (!read.ok) return {};
    }
    if (store.inventory(managerId, 'transport-nodes').asOf !== null) return {};
    const list = await deps.use(managerId, (connection) => nsx.list(connection, 'transport-nodes'));
    if (!list.ok) return {};
    const read = Object.fromEntries(
      list.value.flatMap(({ id, display_name: name }) =>
        typeof id === 'string' && typeof name === 'string' ? [[id, name]] : [],
      ),
    );
    learned.set(managerId, read);
    return read;
  }

  async function baseOf(
    managerId: ManagerId,
    method: WriteMethod,
    kind: EntityKind,
    entityId: string | null,
  ): Promise<Result<JsonObject | null>> {
    if (method === 'POST' || entityId === null) return ok(null);
    const live = await deps.use(managerId, (connection) => nsx.read(connection, kind, entityId));
    if (!live.ok) return live;
    const { body } = live.value;
    if (body) return ok(redactJson(body));
    return fail({ kind: 'not-found', what: `the ${KIND_NAME[kind]} “${entityId}”` });
  }

  /** Follows a request that was made elsewhere (curl, Postman, Terraform); one that is followed already is given back. */
  function follow(input: {
    managerId: ManagerId;
    sessionId: string;
    nsxRequestId: string;
    method: WriteMethod;
    deadlineMs?: number;
  }): Result<RequestSummary> {
    const { managerId, sessionId, nsxRequestId, method, deadlineMs } = input;
    const manager = deps.find(managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'that manager' });
    const known = deps
      .openOnes()
      .find(
        (one) =>
          one.request.managerId === managerId &&
          one.nsxRequestId === nsxRequestId &&
          one.sessions.some((session) => session.id === sessionId),
      );
    if (known) return ok(known);
    const session = store.entity(managerId, 'sessions', sessionId);
    const name = session?.name ?? sessionId;
    const request = requestOfElsewhere(
      manager,
      { id: sessionId, name },
      {
        id: RequestIdSchema.parse(newId()),
        method,
        url: nsx.writeUrl(manager, { kind: 'sessions', entityId: sessionId }),
        writtenAt: clock.now(),
        ...namedInBodies(store, managerId, 'sessions', [session?.body ?? null]),
      },
    );
    const summary = deps.open(request);
    deps.followSession(request.id, { id: sessionId }, nsxRequestId, deadlineMs);
    return ok(deps.summary(request.id) ?? summary);
  }

  return {
    send,
    follow,
    names,
    /** What a node is called by what `names` has read. */
    nodeName: (managerId: ManagerId, nodeId: string) => learned.get(managerId)?.[nodeId] ?? null,
    list: deps.list,
    catchUp: deps.catchUp,
    summary: deps.summary,
    giveUp: deps.timeOut,
  };
}
