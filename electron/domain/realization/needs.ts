import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import type { Verdict } from '../../../shared/realization.ts';
import type { RequestEvent, RequestFact, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';

export type Needs = Pick<Ports, 'nsx' | 'store' | 'clock'>;
/** What watches are handed from the other steps. */
export type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  record(id: RequestId, fact: RequestFact): RequestEvent;
  /** Several at once, all or none: durable when it returns. */
  recordTogether(facts: readonly { id: RequestId; at: Millis; fact: RequestFact }[]): void;
  /** Several facts of one request at once: all of them, or none. */
  recordAll(id: RequestId, facts: readonly RequestFact[]): void;
  retell(id: RequestId): void;
  summary(id: RequestId): RequestSummary | null;
  /** The same by what is on record at this moment, whoever has put it there. */
  fresh(id: RequestId): RequestSummary | null;
  /**
   * Whether this process knows the manager. One that a command was given with `--url` is known to that command alone:
   * whoever else took its watch could not ask, and would stand in the way.
   */
  isKnown(id: ManagerId): boolean;
  /** Requests that have not ended. */
  openOnes(isWanted?: (id: RequestId) => boolean): RequestSummary[];
  /** What a transport node is called, for the record; null where nobody here knows. */
  nodeName(id: ManagerId, nodeId: string): string | null;
  /** NSX has given a verdict that ends the watch. */
  told(summary: RequestSummary, verdict: Verdict): void;
  /** Why this manager can't tell about a request of then; null where it can. */
  beganAnew(id: ManagerId, since: Millis): string | null;
  bug(where: string, error: unknown): void;
};
