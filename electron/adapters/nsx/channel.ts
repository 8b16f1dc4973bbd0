import type { Socket } from 'node:net';
import type { Pool } from 'undici';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import type { Connection } from '../../domain/ports.ts';
import { failureOf, failureOfSignIn, refusedInHandshake } from './answer-failure.ts';
import type { Budget } from './budget.ts';
import { isCertificateRefused, readIdentity } from './client-identity.ts';
import type { Endpoint } from './endpoint.ts';
import { exchangeHttp, type HttpCall, type RawAnswer, wordsOf } from './http.ts';
import { BASIC_AT_ONCE, createSingleFile, type Limits } from './limits.ts';
import { FailureError, failureOfError } from './network-failure.ts';
import { type SendEnd, sendOnce } from './one-shot.ts';
import { WHO_PATH } from './paths.ts';
import { type SignedIn, secretsOf, signIn, verdictOf } from './sign-in.ts';
import { trustedOpener, type Way } from './tls.ts';
import { loadUndici } from './undici.ts';

/** Set by the first refusal of a credential, for every channel that would use the same one. */
export type Latch = {
  halted(): boolean;
  halt(): void;
  /** Another process has put on record that the credential was refused; asked before each sign-in. */
  haltedElsewhere(): boolean;
};

/** One manager, one credential: its sockets and its sign-in, within the manager's budget. */
export type Channel = {
  /**
   * A signed-in read; any HTTP answer that isn't about the sign-in is a value. One silent sign-in and one repeat
   * where the session has expired; a refused credential sets the latch and is not tried again.
   */
  read(call: HttpCall): Promise<Result<RawAnswer>>;
  /** A signed-in write, sent exactly once. */
  write(call: HttpCall, onSent: () => void): Promise<SendEnd>;
  /** What must not be shown of an answer. */
  secrets(): readonly string[];
  /** Closes every socket and forgets the sign-in; a write under way is let end, unless `now`. */
  close(now?: boolean): void;
};

export type ChannelOptions = {
  connection: Connection;
  endpoint: Endpoint;
  limits: Limits;
  budget: Budget;
  /** Sockets that may be kept open. */
  atOnce: number;
  route: Way['route'];
  now: () => number;
  latch: Latch;
};

export function createChannel(options: ChannelOptions): Channel {
  const { connection, endpoint, limits, budget, now, latch } = options;
  const alone = createSingleFile();
  const sockets = new Set<Socket>();
  const writing = new Set<Socket>();
  const way: Way = {
    endpoint,
    route: options.route,
    timeoutMs: limits.connectMs,
    opened(socket, over) {
      // A write that is let end must not lose the tunnel under it.
      if (over) sockets.delete(over);
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        writing.delete(socket);
      });
      if (closed) socket.destroy();
    },
  };
  const open = trustedOpener(way, connection.trust, () => readIdentity(connection));
  let pool: Pool | null = null;
  let signedIn: SignedIn | null = null;
  let signingIn: Promise<Result<SignedIn>> | null = null;
  let lastSecrets = secretsOf(connection);
  let goodAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  const http = { origin: endpoint.origin, limits, now };

  /** The reason not to touch the network at all. */
  function barred(): Failure | null {
    if (latch.halted()) return { kind: 'halted', managerId: connection.id };
    const { address } = endpoint;
    const detail = 'The connection was closed on this side.';
    return closed ? { kind: 'unreachable', address, reason: 'closed', detail } : null;
  }

  /** What an error of the network means; a client certificate is refused in the handshake, not by an answer. */
  function failed(error: unknown): Failure {
    const failure = failureOfError(error, endpoint.address);
    if (connection.auth !== 'certificate' || !isCertificateRefused(error)) return failure;
    latch.halt();
    return refusedInHandshake(failure);
  }

  /** Every read and every sign-in goes out here, with a token of the budget. */
  async function send(call: HttpCall): Promise<RawAnswer> {
    const askedAt = await budget.token({ urgent: !call.background, signal: call.signal });
    const bar = barred();
    if (bar) throw new FailureError(bar);
    if (call.wanted?.() === false) {
      throw new FailureError({ kind: 'stale', detail: 'Nobody wants to know any more.' });
    }
    const answer = await exchange(call);
    heed(answer, askedAt);
    return answer;
  }

  /** A manager that says "slow down" is heard for all who use it. */
  function heed(answer: RawAnswer, askedAt: number): void {
    if (answer.status !== 429 && answer.status !== 503) return;
    const failure = failureOf(answer, lastSecrets);
    if (failure.kind !== 'rate-limited' && failure.kind !== 'busy') return;
    budget.slowDown({ askedAt, retryAfterMs: failure.retryAfterMs, failure });
  }

  async function exchange(call: HttpCall): Promise<RawAnswer> {
    const undici = await loadUndici();
    pool ??= new undici.Pool(endpoint.origin, {
      connections: options.atOnce,
      pipelining: 1,
      connect: (_options, done) =>
        open((error, socket) =>
          socket ? done(null, socket) : done(error ?? new Error('closed'), null),
        ),
    });
    if (closed) void pool.destroy();
    return exchangeHttp(pool, call, http);
  }

  /** At most one sign-in is under way; who comes meanwhile gets its outcome. */
  function ensureSignedIn(): Promise<Result<SignedIn>> {
    if (signedIn) return Promise.resolve(ok(signedIn));
    signingIn ??= tryCredential().finally(() => {
      signingIn = null;
    });
    return signingIn;
  }

  async function tryCredential(): Promise<Result<SignedIn>> {
    const bar = barred();
    if (bar) return fail(bar);
    try {
      if (latch.haltedElsewhere()) return fail({ kind: 'halted', managerId: connection.id });
      const result = await signIn(connection, send);
      if (result.ok) {
        signedIn = result.value;
        lastSecrets = result.value.secrets;
        goodAt = now();
      } else if (result.failure.kind === 'unauthorized') latch.halt();
      return result;
    } catch (error) {
      return fail(failed(error));
    }
  }

  function renounce(used: SignedIn): void {
    // A later sign-in than the one that this call used may be there already.
    if (signedIn === used) signedIn = null;
  }

  /**
   * An idle socket that the manager closes just as we use it says nothing about the manager: the read, which
   * changes nothing, is put once more over a new socket, with its handshake and its look at the certificate.
   */
  async function sendRead(call: HttpCall): Promise<Result<RawAnswer>> {
    const mayBeIdle = sockets.size > 0;
    try {
      return ok(await send(call));
    } catch (error) {
      const failure = failed(error);
      const wasReset = failure.kind === 'unreachable' && failure.reason === 'reset';
      if (!wasReset || !mayBeIdle || barred()) return fail(failure);
    }
    try {
      return ok(await send(call));
    } catch (error) {
      return fail(failed(error));
    }
  }

  async function attempt(call: HttpCall, mayRenew: boolean): Promise<Result<RawAnswer> | 'renew'> {
    const bar = barred();
    if (bar) return fail(bar);
    const signed = await ensureSignedIn();
    if (!signed.ok) return signed;
    const barNow = barred();
    if (barNow) return fail(barNow);
    const carried = { ...call, headers: { ...call.headers, ...signed.value.headers } };
    const sent = await sendRead(carried);
    if (!sent.ok) return sent;
    const answer = sent.value;
    const verdict = verdictOf(answer);
    const refusal = refusedCredential(answer, signed.value);
    if (refusal) {
      renounce(signed.value);
      latch.halt();
      return fail(refusal);
    }
    if (verdict === 'fine') {
      goodAt = now();
      return ok(answer);
    }
    renounce(signed.value);
    const renewable = verdict !== 'credential-refused' && connection.auth === 'session';
    if (renewable && mayRenew) return 'renew';
    if (verdict !== 'session-expired') latch.halt();
    return fail(failureOf(answer, signed.value.secrets));
  }

  /** But for sessions, every call is a sign-in: the same words decide whether the credential was taken. */
  function refusedCredential(answer: RawAnswer, used: SignedIn): Failure | null {
    const { auth } = connection;
    const mayBe = answer.status === 403 || (auth === 'certificate' && answer.status === 500);
    if (auth === 'session' || !mayBe) return null;
    const failure = failureOfSignIn(answer.status, wordsOf(answer, used.secrets), auth);
    return failure.kind === 'unauthorized' ? failure : null;
  }

  async function readInTurn(call: HttpCall): Promise<Result<RawAnswer>> {
    const first = await attempt(call, true);
    if (first !== 'renew') return first;
    const second = await attempt(call, false);
    return second === 'renew' ? fail({ kind: 'bug', detail: 'renewed twice' }) : second;
  }

  /** Makes sure, by reads alone, that a write would not be turned away for want of a live sign-in. */
  async function freshSignIn(): Promise<Result<SignedIn>> {
    const bar = barred();
    if (bar) return fail(bar);
    if (signedIn && !isFresh()) {
      const answer = await readInTurn({ method: 'GET', path: WHO_PATH });
      if (!answer.ok) return answer;
      const { status } = answer.value;
      if (status === 429 || status >= 500) return fail(failureOf(answer.value, lastSecrets));
    }
    return ensureSignedIn();
  }

  async function writeInTurn(call: HttpCall, onSent: () => void): Promise<SendEnd> {
    const signed = await freshSignIn();
    if (!signed.ok) return { end: 'not-sent', failure: signed.failure };
    const used = signed.value;
    let askedAt: number;
    try {
      askedAt = await budget.token({ urgent: true });
    } catch (error) {
      return { end: 'not-sent', failure: failureOfError(error, endpoint.address) };
    }
    const end = await sendOnce({
      open,
      call: { ...call, headers: { ...call.headers, ...used.headers } },
      http,
      address: endpoint.address,
      barred,
      onSent(socket) {
        onSent();
        writing.add(socket);
      },
    });
    if (end.end !== 'answered') return end;
    heed(end.answer, askedAt);
    const verdict = verdictOf(end.answer);
    if (refusedCredential(end.answer, used)) {
      renounce(used);
      latch.halt();
    } else if (verdict === 'fine') goodAt = now();
    else renounce(used);
    const hopeless = verdict === 'not-authenticated' && connection.auth !== 'session';
    if (verdict === 'credential-refused' || hopeless) latch.halt();
    return end;
  }

  /**
   * Basic sign-in sends the password with every call (and a certificate proves itself anew as often). Until one was
   * answered well lately, a call goes alone and the others wait for its outcome: a password that was changed meanwhile
   * costs one failure, not one for each.
   */
  async function guarded<T>(
    call: HttpCall,
    run: () => Promise<T>,
    notRun: (failure: Failure) => T,
  ): Promise<T> {
    const isSession = connection.auth === 'session';
    async function inPlace(): Promise<T> {
      let leave: () => void;
      try {
        const atMost = connection.auth === 'basic' ? BASIC_AT_ONCE : undefined;
        leave = await budget.place({ urgent: !call.background, signal: call.signal, atMost });
      } catch (error) {
        return notRun(failureOfError(error, endpoint.address));
      }
      try {
        return await run();
      } finally {
        leave();
      }
    }
    if (isSession || isFresh()) return inPlace();
    const first = await alone(async () => (isFresh() ? null : { end: await inPlace() }));
    return first ? first.end : inPlace();
  }

  /** A clock that was set back makes the age negative: that counts as old too. */
  function isFresh(): boolean {
    const age = now() - goodAt;
    return age >= 0 && age <= limits.freshMs;
  }

  return {
    read: (call) => guarded(call, () => readInTurn(call), fail),
    write: (call, onSent) =>
      guarded<SendEnd>(
        call,
        () => writeInTurn(call, onSent),
        (failure) => ({ end: 'not-sent', failure }),
      ),
    secrets: () => lastSecrets,
    close(everything = false) {
      closed = true;
      signedIn = null;
      for (const socket of sockets) if (everything || !writing.has(socket)) socket.destroy();
      void pool?.destroy();
    },
  };
}
