import { isSending } from '../../../shared/history.ts';
import type { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { isAside } from '../../../shared/life.ts';
import type { Request, RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';
import { type Following, howOf } from './following.ts';

type Needs = Pick<Ports, 'store' | 'clock'>;
type Deps = {
  record(id: RequestId, fact: RequestFact): void;
  summary(id: RequestId): RequestSummary | null;
  /** Writes that have not ended. */
  openOnes(isWanted?: (id: RequestId) => boolean): RequestSummary[];
  /** Writes that ended with their answer, by which something may be half done. */
  cutOff(): RequestSummary[];
  isFollowed(id: RequestId): boolean;
  isUnderWay(id: RequestId): boolean;
  finish(request: Request, entityId: string | null, live: JsonObject | null): void;
  /** Keeps the claim of a request for as long as this runs. */
  tend(request: Request, running: () => Promise<void>): void;
  takeUp(
    request: Request,
    fact: Extract<RequestFact, { type: 'answered' }>,
    how: Following,
  ): Promise<void>;
  taken(
    request: Request,
    entityId: string | null,
    live: JsonObject | null,
    nsxRequestId: string | null,
    how: Following,
  ): Promise<void>;
};

/** Writes that were under way when a process ended: each is brought to an end that its facts allow. None is sent again. */
export function createRecovery({ store, clock }: Needs, deps: Deps) {
  /**
   * After a start: what was under way when the application ended. `sent` is durable before the first byte.
   * `of`: only what goes to this manager.
   */
  function recover(of: ManagerId | null = null): void {
    for (const one of [...deps.openOnes(), ...deps.cutOff()]) {
      if (of === null || one.request.managerId === of) takeOver(one.request);
    }
  }

  /** Later: the writes of another process that has died since. */
  function adopt(isMine: (id: RequestId) => boolean): void {
    const isFree = (id: RequestId) => !deps.isFollowed(id) && !deps.isUnderWay(id) && isMine(id);
    for (const one of deps.openOnes(isFree)) {
      const { request, verdict, sessions } = one;
      if (isSending(one) || (verdict === 'accepted' && sessions.length === 0)) takeOver(request);
    }
  }

  function takeOver(request: Request): void {
    // Another Spanwatch on this computer may be sending it at this moment.
    if (deps.isUnderWay(request.id) || !store.claim(request.id, clock.now())) return;
    deps.tend(request, () => recoverOne(request));
  }

  async function recoverOne(request: Request): Promise<void> {
    // What people said of it meanwhile is no step of it.
    const last = store.events(request.id).findLast(({ fact }) => !isAside(fact))?.fact;
    const failure: Failure = {
      kind: 'unreachable',
      address: request.managerAddress,
      reason: 'closed',
      detail: 'Spanwatch was closed meanwhile.',
    };
    if (!last && request.origin) {
      deps.record(request.id, { type: 'stopped', reason: 'Spanwatch was closed meanwhile.' });
    } else if (!last) deps.record(request.id, { type: 'not-sent', failure });
    else if (last.type === 'sent') deps.record(request.id, { type: 'lost', failure });
    else if (last.type === 'answered') await deps.takeUp(request, last, howOf(request));
    else if (last.type === 'settled' && last.outcome === 'applied') {
      const entityId = last.entityId ?? request.entityId;
      if (request.method === 'DELETE') deps.finish(request, entityId, null);
      else {
        const nsxRequestId = deps.summary(request.id)?.nsxRequestId ?? null;
        await deps.taken(request, entityId, null, nsxRequestId, howOf(request));
      }
    }
  }

  return { recover, adopt };
}
