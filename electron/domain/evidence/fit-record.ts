import {
  type CarriedRecord,
  FACTS_PAGE,
  type FactsText,
} from '../../../shared/evidence/carried.ts';
import type { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { Request } from '../../../shared/request.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { NodeNames } from '../../../shared/sentence.ts';
import type { Archive } from '../ports.ts';
import type { Evidence } from './port.ts';

type Deps = {
  /** What a manager's transport nodes are called. */
  nodeNames(id: ManagerId): NodeNames;
  /** The request's record is as it was written, by its chain. */
  isSound(id: RequestId): Promise<boolean>;
};
/** A record that may be handed on; or why nothing of it may leave. */
export type Fit = { request: Request } & (
  | { why: string; record?: never }
  | { record: CarriedRecord; why?: never }
);

export const NOT_SOUND = 'its record is not as it was written; Verify names the place';
const NOT_READ = 'it has facts that this version of Spanwatch can’t read';

/**
 * Requests as they may be handed on: read page by page by who is not waited for, and everything else has its turn in
 * between, however long one is.
 */
export function createFitRecords({ record: page }: Pick<Archive, 'record'>, deps: Deps) {
  /** For what is read one after the other: a manager's nodes are asked for once. */
  return ({ breathe }: Pick<Evidence, 'breathe'>) => {
    const names = new Map<ManagerId, NodeNames>();

    function namesOf(id: ManagerId): NodeNames {
      const known = names.get(id) ?? deps.nodeNames(id);
      names.set(id, known);
      return known;
    }

    return async (id: RequestId): Promise<Result<Fit>> => {
      const facts: FactsText[] = [];
      for (let after = 0; ; await breathe()) {
        const read = await page(id, after, FACTS_PAGE);
        if (!read.ok) return read;
        const { request, rawRequest, isUnread, through, isLast } = read.value;
        if (isUnread) return ok({ request, why: NOT_READ });
        facts.push(read.value.facts);
        after = through;
        if (!isLast) continue;
        if (!(await deps.isSound(id))) return ok({ request, why: NOT_SOUND });
        const nodeNames = namesOf(request.managerId);
        return ok({ request, record: { request, rawRequest, nodeNames, facts } });
      }
    };
  };
}

/** What a person calls a request. */
export const nameOf = ({ method, entityName }: Request) => `${method} ${entityName}`;
