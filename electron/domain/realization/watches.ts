import type { ManagerId, Millis, RequestId } from '../../../shared/ids.ts';
import { VERDICT_FACTS } from '../../../shared/realization.ts';
import type {
  Exchange,
  GapReason,
  Request,
  RequestEvent,
  RequestFact,
  RequestSummary,
} from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { createSameText } from '../../../shared/same-text.ts';
import { createGroup } from './group.ts';
import { createHeart } from './heart.ts';
import type { Deps, Needs } from './needs.ts';
import { delayAfterPause, delayBefore, delayWhileUnasked } from './schedule.ts';
import { createTunnel } from './tunnel.ts';
import {
  earliest,
  isAbout,
  NEEDS_A_PERSON,
  named,
  notWatched,
  readingOf,
  startsOf,
  type Watch,
  watchOf,
} from './watch.ts';

/** A session that a request is followed on. `copyOf`: it is known from a copy of then alone (`touched.ts`). */
export type Followed = { id: string; name?: string | undefined; copyOf?: Millis | undefined };

const MINUTE = 60_000;
/** What another process has let go within the longest time between two checks was looked at all the time. */
const HANDOVER_MS = 12_000;

/** Follows requests until a verdict. All open watches of all managers; time and network are ports. */
export function createWatches(ports: Needs, deps: Deps) {
  const { nsx, store, clock } = ports;
  const tunnel = createTunnel(ports, { ...deps, record: put });
  const byRequest = new Map<RequestId, Watch[]>();
  const all = () => [...byRequest.values()].flat();
  const watchesOf = (id: RequestId) => byRequest.get(id) ?? [];
  const same = createSameText();
  const isHere = (watch: Watch) => watchesOf(watch.requestId).includes(watch);

  let suspendedAt: Millis | null = null;
  const heart = createHeart(clock, {
    isNeeded: () => byRequest.size > 0,
    isAsleep: () => suspendedAt !== null,
    slept: (from, reason) => afterPause(suspendedAt ?? from, reason),
    /** Another process may have taken what this one slept over. */
    renew: () => {
      for (const id of store.claimAnew([...byRequest.keys()], clock.now())) letGo(id);
    },
    bug: deps.bug,
  });

  /** Checks of many watches come in a row; one that ends nothing and nobody waits for is stored with the next ones. */
  const group = createGroup<{ watch: Watch; id: RequestId; at: Millis; fact: RequestFact }>(
    clock,
    (checks) => {
      deps.recordTogether(checks);
      for (const { watch, at, fact } of checks) watch.used.take(at, fact);
    },
    (error) => deps.bug('check', error),
  );

  /** What came before it is on record before it. */
  function put(id: RequestId, fact: RequestFact): RequestEvent {
    group.flush();
    return deps.record(id, fact);
  }

  function record(watch: Watch, fact: RequestFact): void {
    recordAll(watch.requestId, named(watch, fact));
  }

  /** A fact counts for the deadline of each watch that it is about. */
  function recordAll(id: RequestId, fact: RequestFact): void {
    const { at } = put(id, fact);
    for (const watch of watchesOf(id)) {
      if (!watch.isOneOfSeveral || isAbout(fact, watch.sessionId)) watch.used.take(at, fact);
    }
  }

  function plan(watch: Watch, delay: number): void {
    watch.cancel?.();
    watch.nextAt = clock.now() + delay;
    watch.cancel = clock.after(delay, () => {
      watch.cancel = null;
      void check(watch);
    });
  }

  function unplan(watch: Watch): void {
    watch.cancel?.();
    watch.cancel = null;
    watch.nextAt = null;
  }

  /** Starts following a request that was taken. `sessions`: whose state is asked. */
  function follow(
    id: RequestId,
    sessions: readonly Followed[],
    nsxRequestId: string | null,
    givenMs?: number,
  ): void {
    const summary = deps.summary(id);
    if (!summary || byRequest.has(id)) return;
    const deadlineMs = givenMs ?? store.settings().deadlineMinutes * MINUTE;
    const starts = sessions.map(({ id: sessionId, name, copyOf }): RequestFact => {
      const named = name === undefined ? {} : { sessionName: name };
      const known = copyOf === undefined ? {} : { copyOf };
      return { type: 'watch-started', sessionId, ...named, nsxRequestId, deadlineMs, ...known };
    });
    // Of several all or none: of some alone the whole would be called realized without the others.
    const [only, ...others] = starts;
    if (only && others.length === 0) put(id, only);
    else deps.recordAll(id, starts);
    begin(summary.request, () => delayBefore(0, clock.random()));
  }

  /** Takes up every session of the request that has not ended. False where another process has it. */
  function begin(request: Request, delay: () => number): boolean {
    if (!store.claim(request.id, clock.now())) return false;
    const events = store.events(request.id);
    const starts = startsOf(events);
    const open = new Set(
      deps.summary(request.id)?.sessions.flatMap((one) => (one.open ? one.id : [])),
    );
    const watches = starts
      .filter((start) => open.has(start.sessionId))
      .map((start) => watchOf(request, start, events, starts.length > 1));
    if (watches.length === 0) return false;
    byRequest.set(request.id, watches);
    for (const watch of watches) plan(watch, delay());
    heart.start();
    deps.retell(request.id);
    return true;
  }

  function drop(watch: Watch): void {
    unplan(watch);
    const left = watchesOf(watch.requestId).filter((one) => one !== watch);
    if (left.length > 0) byRequest.set(watch.requestId, left);
    else if (byRequest.delete(watch.requestId)) store.release(watch.requestId);
  }

  /** Another process follows it now. */
  function letGo(id: RequestId): void {
    group.flush();
    watchesOf(id).forEach(unplan);
    byRequest.delete(id);
    deps.retell(id);
  }

  /** One check. A throw (a disk that is full) costs this check, never the watch. */
  async function check(watch: Watch, urgent = false): Promise<void> {
    if (!isHere(watch) || watch.asking) return;
    try {
      await ask(watch, urgent);
    } catch (error) {
      watch.asking = false;
      if (isHere(watch)) plan(watch, delayBefore(watch.asked, clock.random()));
      deps.bug('check', error);
    }
  }

  const inTime = (watch: Watch) => watch.used.until(clock.now()) < watch.deadlineMs;

  async function ask(watch: Watch, urgent: boolean): Promise<void> {
    // After a pause of the computer every watch is planned anew, this one too.
    if (heart.look() && !urgent) return;
    if (!inTime(watch)) return timeOut(watch);
    unplan(watch);
    watch.asking = true;
    const startedAt = clock.now();
    const wanted = () => isHere(watch) && inTime(watch);
    const answer = await deps.use(watch.managerId, (connection) =>
      nsx.state(connection, watch.sessionId, watch.nsxRequestId, { urgent, wanted }),
    );
    watch.asking = false;
    if (!isHere(watch)) return;
    if (!answer.ok && answer.failure.kind === 'stale') return timeOut(watch);
    watch.asked += 1;
    if (answer.ok) await read(watch, answer.value, urgent);
    else notAsked(watch, startedAt, answer.failure);
  }

  function timeOut(watch: Watch): void {
    record(watch, { type: 'timed-out' });
    drop(watch);
  }

  /** Whoever waits for it has a deadline of their own. */
  function timeOutNow(id: RequestId): void {
    for (const watch of watchesOf(id)) timeOut(watch);
  }

  function notAsked(watch: Watch, startedAt: number, failure: Failure): void {
    watch.unasked += 1;
    if (NEEDS_A_PERSON.has(failure.kind)) unplan(watch);
    else {
      const asWished = 'retryAfterMs' in failure ? (failure.retryAfterMs ?? 0) : 0;
      plan(watch, Math.max(delayWhileUnasked(watch.unasked, clock.random()), asWished));
    }
    record(watch, { type: 'not-asked', startedAt, failure, nextAt: watch.nextAt });
  }

  async function read(watch: Watch, exchange: Exchange, urgent: boolean): Promise<void> {
    const nameOf = (node: string) => deps.nodeName(watch.managerId, node);
    const reading = readingOf(watch, exchange, { nameOf, same });
    if ('reason' in reading) {
      const { status } = exchange;
      const failure: Failure = { kind: 'malformed', status, detail: reading.reason };
      notAsked(watch, exchange.startedAt, failure);
      return;
    }
    watch.unasked = 0;
    const { verdict, rawState, message, nodes } = reading;
    const ends = VERDICT_FACTS[verdict].ends;
    if (!ends) plan(watch, delayBefore(watch.asked, clock.random()));
    const checked = { type: 'checked' as const, exchange, verdict, rawState, message, nodes };
    if (!ends && !urgent) {
      const fact = named(watch, checked);
      group.add({ watch, id: watch.requestId, at: clock.now(), fact });
      return;
    }
    record(watch, checked);
    if (!ends) return;
    drop(watch);
    const summary = deps.summary(watch.requestId);
    if (summary) deps.told(summary, verdict);
    if (verdict === 'realized') await tunnel.read(watch);
  }

  function stop(id: RequestId): Result<RequestSummary> {
    const summary = deps.summary(id);
    if (!summary) return fail({ kind: 'not-found', what: 'that request' });
    // Nobody follows what can be claimed: a person may end it all the same.
    const isFree = summary.open && summary.sessions.length > 0 && store.claim(id, clock.now());
    if (!byRequest.has(id) && !isFree) {
      return fail({ kind: 'stale', detail: notWatched(summary) });
    }
    put(id, { type: 'stopped' });
    watchesOf(id).forEach(drop);
    store.release(id);
    return ok(deps.summary(id) ?? summary);
  }

  /** Takes an ended watch up again, with a new deadline. */
  function resume(id: RequestId): Result<RequestSummary> {
    const summary = deps.summary(id);
    if (!summary || summary.sessions.length === 0) {
      return fail({ kind: 'not-found', what: 'a watch of that request' });
    }
    if (byRequest.has(id)) return ok(summary);
    const { word, resume: mayResume } = VERDICT_FACTS[summary.verdict];
    if (!mayResume) return fail({ kind: 'stale', detail: `It has ended: ${word}.` });
    const anew = deps.beganAnew(summary.request.managerId, summary.request.writtenAt);
    if (anew !== null) return fail({ kind: 'stale', detail: anew, beganAnew: true });
    if (!store.claim(id, clock.now())) return fail({ kind: 'stale', detail: notWatched(summary) });
    put(id, { type: 'resumed', deadlineMs: store.settings().deadlineMinutes * MINUTE });
    begin(summary.request, () => delayBefore(0, clock.random()));
    return ok(deps.summary(id) ?? summary);
  }

  async function checkNow(id: RequestId): Promise<Result<RequestSummary>> {
    const known = deps.summary(id);
    if (!known) return fail({ kind: 'not-found', what: 'that request' });
    if (!byRequest.has(id)) return fail({ kind: 'stale', detail: notWatched(known) });
    await Promise.all(watchesOf(id).map((watch) => check(watch, true)));
    return ok(deps.summary(id) ?? known);
  }

  /** After a start: every open watch goes on, the time between on record as a gap. */
  function recover(): void {
    takeUp(0, () => true);
  }

  /** Takes up what another process has let go. */
  function adopt(isMine: (id: RequestId) => boolean): void {
    takeUp(HANDOVER_MS, isMine);
  }

  function takeUp(gapFromMs: number, isMine: (id: RequestId) => boolean): void {
    const open = deps
      .openOnes((id) => !byRequest.has(id) && isMine(id))
      .filter(({ request }) => deps.isKnown(request.managerId));
    for (const { request } of open) {
      try {
        recoverOne(request, open.length, gapFromMs);
      } catch (error) {
        deps.bug('recover', error);
      }
    }
  }

  function recoverOne(request: Request, count: number, gapFromMs: number): void {
    if (startsOf(store.events(request.id)).length === 0) return;
    if (!store.claim(request.id, clock.now())) return;
    // Who had it before may have seen its end a moment ago.
    if (!deps.fresh(request.id)?.open) {
      store.release(request.id);
      return;
    }
    const last = store.events(request.id).at(-1);
    if (last && clock.now() - last.at >= gapFromMs) {
      put(request.id, { type: 'gap', from: last.at, to: clock.now(), reason: 'closed' });
    }
    const reason = deps.beganAnew(request.managerId, request.writtenAt);
    if (reason !== null) {
      put(request.id, { type: 'stopped', reason });
      store.release(request.id);
    } else begin(request, () => delayAfterPause(count, clock.random()));
  }

  /** The way to a manager may be open again: its watches that stood still ask soon, spread. */
  function wake(managerId: ManagerId): void {
    const stood = all().filter(
      (watch) => watch.managerId === managerId && !watch.asking && watch.nextAt === null,
    );
    for (const watch of stood) plan(watch, delayAfterPause(stood.length, clock.random()));
    for (const id of new Set(stood.map((watch) => watch.requestId))) deps.retell(id);
  }

  /** The computer goes to sleep: nothing is asked until it wakes, or until it turns out that it did not sleep. */
  function suspend(): void {
    group.flush();
    suspendedAt = clock.now();
    for (const watch of all()) watch.cancel?.();
  }

  /** It woke. */
  function wakeAll(): void {
    if (suspendedAt === null) heart.look();
    else afterPause(suspendedAt, 'asleep');
  }

  /** Nobody could ask since `from`: the gap goes on record and the checks are taken up, spread. */
  function afterPause(from: Millis, reason: GapReason): void {
    suspendedAt = null;
    for (const id of byRequest.keys()) {
      recordAll(id, { type: 'gap', from, to: clock.now(), reason });
    }
    const waiting = all().filter((watch) => !watch.asking);
    for (const watch of waiting) plan(watch, delayAfterPause(waiting.length, clock.random()));
    heart.start();
  }

  return {
    follow,
    stop,
    resume,
    checkNow,
    tunnelNow: tunnel.readNow,
    timeOutNow,
    recover,
    adopt,
    wake,
    suspend,
    wakeAll,
    isHere: (id: RequestId) => byRequest.has(id),
    nextAt: (id: RequestId) => earliest(watchesOf(id)),
    close: () => {
      group.close();
      all().forEach(drop);
      heart.stop();
    },
  };
}
