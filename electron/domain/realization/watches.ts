import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import type { Verdict } from '../../../shared/realization.ts';
import { readAnswer, VERDICT_FACTS } from '../../../shared/realization.ts';
import type {
  Exchange,
  GapReason,
  Request,
  RequestFact,
  RequestSummary,
} from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import { ASLEEP_AFTER_MS, delayBefore, delayWhileUnasked, usedTime } from './schedule.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock'>;
type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  record(id: RequestId, fact: RequestFact): void;
  retell(id: RequestId): void;
  summary(id: RequestId): RequestSummary | null;
  summaries(): RequestSummary[];
  /** NSX has given a verdict that ends the watch. */
  told(summary: RequestSummary, verdict: Verdict): void;
  /** Why this manager can't tell about a request of then; null where it can. */
  beganAnew(id: ManagerId, since: Millis): string | null;
  bug(where: string, error: unknown): void;
};

type Watch = {
  managerId: ManagerId;
  sessionId: string;
  nsxRequestId: string | null;
  deadlineMs: number;
  /** Checks since it began or was resumed. */
  asked: number;
  /** Checks in a row that could not be made. */
  unasked: number;
  nextAt: number | null;
  cancel: (() => void) | null;
  asking: boolean;
};

const MINUTE = 60_000;
/** After these nothing is asked until the user has acted: a timer would only repeat the refusal. */
const NEEDS_A_PERSON: ReadonlySet<Failure['kind']> = new Set([
  'unauthorized',
  'halted',
  'no-credential',
  'untrusted',
  'keychain',
  'not-found',
]);

/** Follows requests until a verdict. All open watches of all managers; time and network are ports. */
export function createWatches(ports: Needs, deps: Deps) {
  const { nsx, store, clock } = ports;
  const watches = new Map<RequestId, Watch>();

  function plan(id: RequestId, watch: Watch, delay: number): void {
    watch.cancel?.();
    watch.nextAt = clock.now() + delay;
    watch.cancel = clock.after(delay, () => void check(id));
  }

  function unplan(watch: Watch): void {
    watch.cancel?.();
    watch.cancel = null;
    watch.nextAt = null;
  }

  /** Starts following a request that was taken. `sessionId`: whose state is asked. */
  function follow(id: RequestId, sessionId: string, nsxRequestId: string | null): void {
    const summary = deps.summary(id);
    if (!summary || watches.has(id)) return;
    const deadlineMs = store.settings().deadlineMinutes * MINUTE;
    deps.record(id, { type: 'watch-started', sessionId, nsxRequestId, deadlineMs });
    begin(id, { managerId: summary.request.managerId, sessionId, nsxRequestId, deadlineMs });
  }

  function begin(
    id: RequestId,
    what: Pick<Watch, 'managerId' | 'sessionId' | 'nsxRequestId' | 'deadlineMs'>,
  ): void {
    const watch: Watch = {
      ...what,
      asked: 0,
      unasked: 0,
      nextAt: null,
      cancel: null,
      asking: false,
    };
    watches.set(id, watch);
    plan(id, watch, delayBefore(0, clock.random()));
    deps.retell(id);
  }

  function drop(id: RequestId): void {
    const watch = watches.get(id);
    if (watch) unplan(watch);
    watches.delete(id);
  }

  /** One check. A throw (a disk that is full) costs this check, never the watch. */
  async function check(id: RequestId): Promise<void> {
    const watch = watches.get(id);
    if (!watch || watch.asking) return;
    try {
      await ask(id, watch);
    } catch (error) {
      watch.asking = false;
      if (watches.get(id) === watch) plan(id, watch, delayBefore(watch.asked, clock.random()));
      deps.bug('check', error);
    }
  }

  async function ask(id: RequestId, watch: Watch): Promise<void> {
    noteSleep(id, watch);
    if (usedTime(store.events(id), clock.now()) >= watch.deadlineMs) {
      deps.record(id, { type: 'timed-out' });
      drop(id);
      return;
    }
    unplan(watch);
    watch.asking = true;
    const startedAt = clock.now();
    const answer = await deps.use(watch.managerId, (connection) =>
      nsx.state(connection, watch.sessionId, watch.nsxRequestId),
    );
    watch.asking = false;
    if (watches.get(id) !== watch) return;
    watch.asked += 1;
    if (answer.ok) await read(id, watch, answer.value);
    else notAsked(id, watch, startedAt, answer.failure);
  }

  /** A timer that fires long after its time: the computer was asleep, and nobody looked. */
  function noteSleep(id: RequestId, watch: Watch): void {
    const now = clock.now();
    if (watch.nextAt === null || now - watch.nextAt < ASLEEP_AFTER_MS) return;
    deps.record(id, { type: 'gap', from: watch.nextAt, to: now, reason: 'asleep' });
  }

  function notAsked(id: RequestId, watch: Watch, startedAt: number, failure: Failure): void {
    watch.unasked += 1;
    if (NEEDS_A_PERSON.has(failure.kind)) unplan(watch);
    else plan(id, watch, delayWhileUnasked(watch.unasked, clock.random()));
    deps.record(id, { type: 'not-asked', startedAt, failure, nextAt: watch.nextAt });
  }

  async function read(id: RequestId, watch: Watch, exchange: Exchange): Promise<void> {
    const summary = deps.summary(id);
    if (!summary) return;
    const reading = readAnswer(summary.request.method, exchange.status ?? 0, exchange.body);
    if ('reason' in reading) {
      const failure: Failure = {
        kind: 'malformed',
        status: exchange.status,
        detail: reading.reason,
      };
      notAsked(id, watch, exchange.startedAt, failure);
      return;
    }
    watch.unasked = 0;
    const { verdict, rawState, message, nodes } = reading;
    const ends = VERDICT_FACTS[verdict].ends;
    if (!ends) plan(id, watch, delayBefore(watch.asked, clock.random()));
    deps.record(id, { type: 'checked', exchange, verdict, rawState, message, nodes });
    if (ends) drop(id);
    if (ends) deps.told(summary, verdict);
    if (verdict === 'realized' && summary.request.kind === 'sessions') await readTunnel(id, watch);
  }

  /** The tunnel's own status: a second fact, read once after Realized and on request. */
  async function readTunnel(
    id: RequestId,
    of: Pick<Watch, 'managerId' | 'sessionId'>,
  ): Promise<void> {
    const status = await deps.use(of.managerId, (connection) =>
      nsx.tunnel(connection, of.sessionId),
    );
    deps.record(
      id,
      status.ok
        ? { type: 'tunnel', status: status.value }
        : { type: 'tunnel-not-read', failure: status.failure },
    );
  }

  /** What the record says is being followed. */
  function started(id: RequestId) {
    const facts = store.events(id).map((event) => event.fact);
    const fact = facts.findLast((one) => one.type === 'watch-started');
    if (!fact) return null;
    const resumed = facts.findLast((one) => one.type === 'resumed');
    return { ...fact, deadlineMs: resumed?.deadlineMs ?? fact.deadlineMs };
  }

  function stop(id: RequestId): Result<RequestSummary> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    if (!watches.has(id))
      return fail({ kind: 'stale', detail: 'It is not being watched any more.' });
    deps.record(id, { type: 'stopped' });
    drop(id);
    return ok(deps.summary(id) ?? summary);
  }

  /** Takes an ended watch up again, with a new deadline. */
  function resume(id: RequestId): Result<RequestSummary> {
    const summary = deps.summary(id);
    const fact = started(id);
    if (!summary || !fact) return fail({ kind: 'not-found', what: 'a watch of that request' });
    if (watches.has(id)) return ok(summary);
    if (!VERDICT_FACTS[summary.verdict].resume) {
      return fail({
        kind: 'stale',
        detail: `It has ended: ${VERDICT_FACTS[summary.verdict].word}.`,
      });
    }
    const anew = deps.beganAnew(summary.request.managerId, summary.request.writtenAt);
    if (anew !== null) return fail({ kind: 'stale', detail: anew });
    const deadlineMs = store.settings().deadlineMinutes * MINUTE;
    deps.record(id, { type: 'resumed', deadlineMs });
    begin(id, { ...fact, managerId: summary.request.managerId, deadlineMs });
    return ok(deps.summary(id) ?? summary);
  }

  async function checkNow(id: RequestId): Promise<Result<RequestSummary>> {
    if (!watches.has(id))
      return fail({ kind: 'stale', detail: 'It is not being watched. Resume it first.' });
    await check(id);
    const summary = deps.summary(id);
    return summary ? ok(summary) : fail({ kind: 'not-found', what: 'that request' });
  }

  async function tunnelNow(id: RequestId): Promise<Result<RequestSummary>> {
    const summary = deps.summary(id);
    const fact = started(id);
    if (!summary || !fact) return fail({ kind: 'not-found', what: 'a session of that request' });
    await readTunnel(id, { managerId: summary.request.managerId, sessionId: fact.sessionId });
    return ok(deps.summary(id) ?? summary);
  }

  /** After a start: every open watch goes on, the time between on record as a gap. */
  function recover(): void {
    for (const { request, open } of deps.summaries()) {
      if (!open || watches.has(request.id)) continue;
      try {
        recoverOne(request);
      } catch (error) {
        deps.bug('recover', error);
      }
    }
  }

  function recoverOne(request: Request): void {
    const fact = started(request.id);
    if (!fact) return;
    noteGap(request.id, 'closed');
    const reason = deps.beganAnew(request.managerId, request.writtenAt);
    if (reason !== null) deps.record(request.id, { type: 'stopped', reason });
    else begin(request.id, { ...fact, managerId: request.managerId });
  }

  function noteGap(id: RequestId, reason: GapReason): void {
    const last = store.events(id).at(-1);
    if (last) deps.record(id, { type: 'gap', from: last.at, to: clock.now(), reason });
  }

  /** The way to a manager may be open again: its watches that stood still ask soon, spread. */
  function wake(managerId: ManagerId): void {
    for (const [id, watch] of watches) {
      if (watch.managerId !== managerId || watch.asking || watch.nextAt !== null) continue;
      plan(id, watch, delayBefore(0, clock.random()));
      deps.retell(id);
    }
  }

  /** The computer went to sleep: nothing is asked until it wakes. */
  function suspend(): void {
    for (const watch of watches.values()) watch.cancel?.();
  }

  /** It woke: the gap goes on record and the checks are taken up, spread. `from`: when it went to sleep. */
  function wakeAll(from: number): void {
    for (const [id, watch] of watches) {
      deps.record(id, { type: 'gap', from, to: clock.now(), reason: 'asleep' });
      plan(id, watch, delayBefore(0, clock.random()));
    }
  }

  return {
    follow,
    stop,
    resume,
    checkNow,
    tunnelNow,
    recover,
    wake,
    suspend,
    wakeAll,
    nextAt: (id: RequestId) => watches.get(id)?.nextAt ?? null,
    close: () => [...watches.keys()].forEach(drop),
  };
}
