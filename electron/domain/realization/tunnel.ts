import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import type { Watch } from './watch.ts';

type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  record(id: RequestId, fact: RequestFact): void;
  summary(id: RequestId): RequestSummary | null;
  beganAnew(id: ManagerId, since: Millis): string | null;
};

/** The tunnel's own status: another fact than realized, read once after it and on request. */
export function createTunnel({ nsx }: Pick<Ports, 'nsx'>, deps: Deps) {
  async function read(
    of: Pick<Watch, 'requestId' | 'managerId' | 'sessionId' | 'isOneOfSeveral'>,
  ): Promise<void> {
    const status = await deps.use(of.managerId, (connection) =>
      nsx.tunnel(connection, of.sessionId),
    );
    const named = of.isOneOfSeveral ? { sessionId: of.sessionId } : {};
    deps.record(
      of.requestId,
      status.ok
        ? { type: 'tunnel', ...named, status: status.value }
        : { type: 'tunnel-not-read', ...named, failure: status.failure },
    );
  }

  /** Of every session of a request. */
  async function readNow(id: RequestId): Promise<Result<RequestSummary>> {
    const summary = deps.summary(id);
    if (!summary || summary.sessions.length === 0) {
      return fail({ kind: 'not-found', what: 'a session of that request' });
    }
    const { managerId, writtenAt } = summary.request;
    const anew = deps.beganAnew(managerId, writtenAt);
    if (anew !== null) return fail({ kind: 'stale', detail: anew, beganAnew: true });
    const isOneOfSeveral = summary.sessions.length > 1;
    for (const { id: sessionId } of summary.sessions) {
      await read({ requestId: id, managerId, sessionId, isOneOfSeveral });
    }
    return ok(deps.summary(id) ?? summary);
  }

  return { read, readNow };
}
