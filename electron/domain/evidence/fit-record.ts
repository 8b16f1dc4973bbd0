import type { Output } from '../../../shared/contract.ts';
import type { PackRecord, RawRecord } from '../../../shared/evidence/story.ts';
import type { RequestId } from '../../../shared/ids.ts';

type Deps = {
  /** The request's record is as it was written, by its chain. */
  isSound(id: RequestId): Promise<boolean>;
  /** The record as its chain hashes it. */
  raw(id: RequestId): RawRecord | null;
};

export const NOT_SOUND = 'its record is not as it was written; Verify names the place';
const NOT_READ = 'it has facts that this version of Spanwatch can’t read';

/** Requests as they may be handed on. */
export function createFitRecords(deps: Deps) {
  return {
    /** What of a request goes into a pack: read at one moment. */
    recordOf({ request, events, nodeNames }: Output<'history.get'>): PackRecord {
      const raw = deps.raw(request.id);
      return { request, events, nodeNames, ...(raw && { raw }) };
    },
    /** Why nothing of a record may leave; null where it may. */
    async unfit({ request, events, raw }: PackRecord): Promise<string | null> {
      if (raw && raw.events.length !== events.length) return NOT_READ;
      return (await deps.isSound(request.id)) ? null : NOT_SOUND;
    },
  };
}

/** What a person calls a request. */
export const nameOf = ({ method, entityName }: PackRecord['request']) => `${method} ${entityName}`;
