import { timingSafeEqual, X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import type { Trust } from '../../../shared/manager.ts';
import type { Failure } from '../../../shared/result.ts';
import { fingerprintOf } from './certificate.ts';
import type { Endpoint } from './endpoint.ts';
import { FailureError } from './network-failure.ts';
import { readSystemCas } from './system-cas.ts';

/** What a handshake showed, before anything was decided about it. */
export type Presented = {
  /** DER of the leaf; null where the server showed none. */
  leaf: Buffer | null;
  /** The chain leads to one of the CAs that were given, is in its time, and names the host. */
  verified: boolean;
  /** The TLS library's word for why not. */
  problem: string | null;
  /** A resumed session shows no certificate of its own. */
  resumed: boolean;
};

/**
 * Whether this certificate is the one that was trusted: null, or why not. The only place that decides it.
 *
 * With a fingerprint, the chain, the name and the dates don't matter: a person has compared this very
 * certificate, whereas a fresh NSX manager's is self-signed and often doesn't name its own address (domain.md §2).
 */
export function judge(trust: Trust, address: string, presented: Presented): Failure | null {
  const sha256 = presented.leaf ? fingerprintOf(presented.leaf) : null;
  const refuse = (detail: string): Failure => ({
    kind: 'untrusted',
    address,
    expected: trust.kind === 'fingerprint' ? trust.sha256 : null,
    presented: sha256,
    detail,
  });
  if (sha256 === null) return refuse('The manager presented no certificate.');
  // We never offer a session to resume, so this cannot happen; if it did, the certificate would be the old session's.
  if (presented.resumed)
    return refuse('The TLS session was resumed, so no certificate was presented.');
  if (trust.kind === 'fingerprint') {
    const same = timingSafeEqual(Buffer.from(sha256, 'hex'), Buffer.from(trust.sha256, 'hex'));
    return same ? null : refuse('The certificate is not the one that was trusted.');
  }
  return presented.verified
    ? null
    : refuse(presented.problem ?? 'The certificate could not be verified.');
}

/** The CAs to verify against. For a fingerprint none: nothing but the pin may speak for the certificate. */
export function contextFor(trust: Trust): tls.SecureContext {
  return tls.createSecureContext({ ca: casOf(trust), minVersion: 'TLSv1.2' });
}

/** Always a list, be it empty: without `ca` Node would fall back on its own roots. */
function casOf(trust: Trust): string[] {
  if (trust.kind === 'fingerprint') return [];
  if (trust.kind === 'system') return readSystemCas();
  // Throws where the text holds no certificate, which `createSecureContext` would pass over in silence.
  new X509Certificate(trust.pem);
  return [trust.pem];
}

/**
 * Connects and shakes hands, sends nothing else. The handler gets a socket that must be judged before it is used.
 *
 * `rejectUnauthorized: false` stands here and nowhere else, so that the certificate that is refused can be shown.
 * It lets nothing through: `openTrusted` gives a socket away only after `judge`, `lookAt` never gives one away.
 * No `session` is ever passed, so no TLS session is resumed and every handshake shows its certificate.
 */
function shakeHands(
  endpoint: Endpoint,
  context: tls.SecureContext,
  timeoutMs: number,
  done: (error: Error | null, socket: tls.TLSSocket, presented: Presented) => void,
): tls.TLSSocket {
  const isName = !/^[\d.]+$|:/.test(endpoint.host);
  const socket = tls.connect({
    host: endpoint.host,
    port: endpoint.port,
    // SNI is for names only (RFC 6066); an IP address is checked against the certificate all the same.
    ...(isName ? { servername: endpoint.host } : {}),
    secureContext: context,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  let settled = false;
  const settle = (error: Error | null): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    const presented = error ? NOTHING_PRESENTED : look(socket);
    if (error) socket.destroy();
    done(error, socket, presented);
  };
  const timer = setTimeout(() => {
    settle(Object.assign(new Error(`no connection after ${timeoutMs} ms`), { code: 'ETIMEDOUT' }));
  }, timeoutMs);
  // Stays for the socket's life: an error between two owners of the socket must not end the process.
  socket.on('error', (error) => settle(error));
  socket.once('close', () => {
    settle(Object.assign(new Error('closed during the TLS handshake'), { code: 'ECONNRESET' }));
  });
  socket.once('secureConnect', () => settle(null));
  socket.setNoDelay(true);
  return socket;
}

const NOTHING_PRESENTED: Presented = { leaf: null, verified: false, problem: null, resumed: false };

function look(socket: tls.TLSSocket): Presented {
  // Typed as Error, but a string code at run time (Node's documentation of `authorizationError` says neither).
  const problem: unknown = socket.authorizationError;
  return {
    leaf: socket.getPeerX509Certificate()?.raw ?? null,
    verified: socket.authorized === true,
    problem: problem ? String(problem) : null,
    resumed: socket.isSessionReused(),
  };
}

export type OpenTrusted = (
  done: (error: Error | null, socket: tls.TLSSocket | null) => void,
) => void;

/**
 * THE way to a socket of a manager: every call takes this one, reads and writes alike, so none can miss the
 * trust settings. Yields a socket over which nothing was sent, to a server that passed `judge`, or a `FailureError`
 * (`untrusted`) or the network's error. `opened` sees every socket, for closing them all at once.
 */
export function trustedOpener(
  endpoint: Endpoint,
  trust: Trust,
  timeoutMs: number,
  opened: (socket: tls.TLSSocket) => void,
): OpenTrusted {
  let context: tls.SecureContext | null = null;
  return (done) => {
    try {
      context ??= contextFor(trust);
    } catch (error) {
      // The PEM of a CA file that is none.
      const detail = `The CA file can't be used: ${error instanceof Error ? error.message : String(error)}`;
      const { address } = endpoint;
      done(
        new FailureError({ kind: 'untrusted', address, expected: null, presented: null, detail }),
        null,
      );
      return;
    }
    const socket = shakeHands(endpoint, context, timeoutMs, (error, open, presented) => {
      if (error) return done(error, null);
      const failure = judge(trust, endpoint.address, presented);
      if (failure === null) return done(null, open);
      open.destroy();
      done(new FailureError(failure), null);
    });
    opened(socket);
  };
}

/** Shakes hands only to see the certificate; verified against the system's CAs. The socket is closed at once. */
export function lookAt(endpoint: Endpoint, timeoutMs: number): Promise<Presented> {
  return new Promise((resolve, reject) => {
    shakeHands(endpoint, contextFor({ kind: 'system' }), timeoutMs, (error, socket, presented) => {
      socket.destroy();
      if (error) reject(error);
      else resolve(presented);
    });
  });
}
