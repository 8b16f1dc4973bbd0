import type { TLSSocket } from 'node:tls';
import type { Failure } from '../../../shared/result.ts';
import {
  type AnswerHead,
  exchangeHttp,
  type HttpCall,
  type HttpOptions,
  type RawAnswer,
} from './http.ts';
import { failureOfError } from './network-failure.ts';
import type { OpenTrusted } from './tls.ts';
import { loadUndici } from './undici.ts';

export type SendEnd =
  | { end: 'answered'; answer: RawAnswer }
  | { end: 'not-sent'; failure: Failure }
  | { end: 'lost'; failure: Failure; head: AnswerHead | null };

export type SendOnce = {
  open: OpenTrusted;
  call: HttpCall;
  http: HttpOptions;
  address: string;
  /** Asked a last time when the socket is there. */
  barred: () => Failure | null;
  onSent: (socket: TLSSocket) => void;
};

/**
 * Sends one write over a socket of its own, and closes it. A second sending is impossible rather than avoided:
 * the HTTP client is given this one socket, and any wish for another is an error.
 *
 * Everything that can fail before a byte leaves (name, route, TLS, trust) does so while the socket is opened, so
 * it is `not-sent`; from `onSent` on, whatever is not a whole answer is `lost`. A socket of its own is also never
 * an idle one that the manager closes just as we write.
 */
export async function sendOnce(once: SendOnce): Promise<SendEnd> {
  const undici = await loadUndici();
  let socket: TLSSocket;
  try {
    socket = await opened(once.open);
  } catch (error) {
    return { end: 'not-sent', failure: failureOfError(error, once.address) };
  }
  const obstacle = once.barred() ?? goneFailure(socket, once.address);
  if (obstacle) {
    socket.destroy();
    return { end: 'not-sent', failure: obstacle };
  }
  let given = false;
  const client = new undici.Client(once.http.origin, {
    pipelining: 1,
    connect(_options, done) {
      if (given) return done(resetError('the one socket of this write is gone'), null);
      given = true;
      // undici waits for ever if it is given a socket while it is still asking for one.
      queueMicrotask(() => done(null, socket));
    },
  });
  // undici would ask for a new socket if this one went before the request was written; there is none.
  socket.once('close', () => void client.destroy(resetError('the manager closed the connection')));
  if (socket.destroyed) void client.destroy(resetError('the manager closed the connection'));
  try {
    // Synchronous from here to the dispatch: no turn of the event loop between the record and the bytes.
    once.onSent(socket);
  } catch (error) {
    socket.destroy();
    void client.destroy();
    throw error;
  }
  let head: AnswerHead | null = null;
  const onHead = (came: AnswerHead) => {
    head = came;
  };
  try {
    const answer = await exchangeHttp(client, once.call, { ...once.http, oneShot: true, onHead });
    return { end: 'answered', answer };
  } catch (error) {
    return { end: 'lost', failure: failureOfError(error, once.address), head };
  } finally {
    void client.destroy();
    socket.destroy();
  }
}

function opened(open: OpenTrusted): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    open((error, socket) => (socket ? resolve(socket) : reject(error ?? new Error('no socket'))));
  });
}

function goneFailure(socket: TLSSocket, address: string): Failure | null {
  if (!socket.destroyed && socket.writable && !socket.readableEnded) return null;
  const detail = 'The manager closed the connection before anything was sent.';
  return { kind: 'unreachable', address, reason: 'reset', detail };
}

function resetError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}
