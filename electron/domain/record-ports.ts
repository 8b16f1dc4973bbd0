import type { Input } from '../../shared/contract.ts';
import type { RecordPage } from '../../shared/evidence/carried.ts';
import type { FacetCounts, HistoryFilter, HistoryPage, Usual } from '../../shared/history-query.ts';
import type { DraftId, Millis, RequestId } from '../../shared/ids.ts';
import type { PackedEvents } from '../../shared/packed-events.ts';
import type { Projected } from '../../shared/projection.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import type { VerifyProgress, VerifyReport } from '../../shared/verify-contract.ts';

/** Parts of `ports.ts` that are about the record of requests; what imports them imports `ports.ts`. */
export type StandingNow = Pick<Projected, 'summary' | 'isInDoubt'> & { newestFact: number };

/** What the store keeps of each request beside its facts, made of them in the same transaction. */
export type SummaryStore = {
  /** At most `limit` of the facts after one. */
  eventsAfter(id: RequestId, seq: number, limit: number): RequestEvent[];

  /**
   * What the facts of a request come to, and the `seq` of the newest; null where there is no such request. As cheap
   * after 10,000 checks as after none. `isFresh`: another process may have added some since.
   */
  standing(id: RequestId, isFresh?: boolean): StandingNow | null;
  /**
   * Requests that something is still to be done for: not ended; in doubt, and not read back; or ended with their
   * answer by which a draft, or what was written last, may be half done.
   */
  unfinished(): Record<'open' | 'inDoubt' | 'cutOff', RequestId[]>;
  newestRequests(limit: number): RequestSummary[];
  /** Ended since then with a verdict that asks for a person, and nothing was sent for the object later; the newest. */
  asking(since: Millis, limit: number): RequestSummary[];
  countRequests(): number;
  requestsOfDraft(id: DraftId): RequestSummary[];
  /** Those whose own id, or NSX's request id, begins so. */
  requestsCalled(head: string, limit: number): RequestSummary[];
  /**
   * Makes summaries anew that an earlier version made, or none: the newest first, for about `ms`. To be called until
   * all are done. `unfinished`: those of them that something is still to be done for.
   */
  catchUp(ms: number): { isDone: boolean; unfinished: RequestId[] };
  /** How many requests of how many have their summary by then. */
  caughtUp(): { done: number; total: number };
  /** Takes requests into the index of the full text for about `ms`; true where there are more. */
  indexWords(ms: number): boolean;
};

/** The record of requests, found where it lies; answered beside main where there is a worker for it. */
export type Questions = {
  find(input: Input<'history.find'>): Promise<Result<HistoryPage>>;
  facets(filter: HistoryFilter): Promise<Result<FacetCounts>>;
  usual(id: RequestId): Promise<Result<Usual>>;
  /** At most `limit` of the facts after one; what is the same in many of them once. */
  events(id: RequestId, after: number, limit: number): Promise<Result<PackedEvents>>;
  /** The same for what is made of a record: not to be looked at on the way, and with what its chain is a chain of. */
  record(id: RequestId, after: number, limit: number): Promise<Result<RecordPage>>;
};

/** The record against its chains, in steps of a few ms at most. */
export type Verification = {
  /** One step; null once all is done. */
  step(): VerifyProgress | null;
  /** What was found so far. */
  report(): VerifyReport;
  /** Of the whole record, once all is done: the list that its fingerprint is of. */
  list(): string | null;
};
