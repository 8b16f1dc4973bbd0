import type { Input, Output } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports['store'], 'inventory' | 'entity'>;
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  events(id: RequestId): RequestEvent[];
  /** Nobody knows yet whether the write was applied. */
  isUnresolved(summary: RequestSummary): boolean;
  create(input: Input<'draft.create'>): Result<Draft>;
};

/** One request as it is shown, and the drafts that can be made of it. */
export function createRecords(store: Needs, deps: Deps) {
  /** What a manager's transport nodes are called. */
  function nodeNames(managerId: ManagerId): Record<string, string> {
    const nodes = store.inventory(managerId, 'transport-nodes').entities;
    return Object.fromEntries(nodes.map((node) => [node.id, node.name]));
  }

  function get(id: RequestId, withEvents = true): Result<Output<'history.get'>> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    const { request } = summary;
    return ok({
      summary,
      request,
      events: withEvents ? deps.events(id) : [],
      nodeNames: nodeNames(request.managerId),
    });
  }

  /** A draft with what was sent, or (`before`) with what was there before it. */
  function draftFrom(
    id: RequestId,
    state: Input<'history.draft-from'>['state'] = 'sent',
  ): Result<Draft> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    const { request, entityId } = summary;
    if (deps.isUnresolved(summary)) {
      const detail =
        'This write is in doubt. Read the object back first, so that it can’t be made twice.';
      return fail({ kind: 'stale', detail });
    }
    const { managerId, kind, bodyBefore, bodyAfter } = request;
    const there = entityId !== null && store.entity(managerId, kind, entityId) !== null;
    return deps.create({
      managerId,
      kind,
      operation: there ? 'change' : 'create',
      entityId: there ? entityId : null,
      body: state === 'before' ? (bodyBefore ?? bodyAfter) : (bodyAfter ?? bodyBefore),
    });
  }

  return { get, nodeNames, draftFrom };
}
