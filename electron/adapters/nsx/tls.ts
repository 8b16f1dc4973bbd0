import { timingSafeEqual, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Trust } from '../../../shared/manager.ts';
import type { Failure } from '../../../shared/result.ts';
import { fingerprintOf } from './certificate.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { Endpoint } from './endpoint.ts';
import { FailureError } from './network-failure.ts';
import { openTunnel, type ProxyServer, until } from './proxy.ts';
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

/** The CAs to verify against (for a fingerprint none: nothing but the pin may speak for the certificate), and who we are. */
export function contextFor(
  trust: Trust,
  identity: ClientIdentity | null = null,
): tls.SecureContext {
  return tls.createSecureContext({ ...identity, ca: casOf(trust), minVersion: 'TLSv1.2' });
}

/** Always a list, be it empty: without `ca` Node would fall back on its own roots. */
function casOf(trust: Trust): string[] {
  if (trust.kind === 'fingerprint') return [];
  if (trust.kind === 'system') return readSystemCas();
  // Throws where the text holds no certificate, which `createSecureContext` would pass over in silence.
  new X509Certificate(trust.pem);
  return [trust.pem];
}

/** The way to a manager: where it is, how to get there, how long that may take. */
export type Way = {
  endpoint: Endpoint;
  /** The proxy to go through, or null; asked anew for each connection, as a laptop changes its network. */
  route: () => Promise<ProxyServer | null>;
  timeoutMs: number;
  /** Sees every socket as soon as it is there; `over`: the proxy's, which this one closes with itself. */
  opened: (socket: Socket, over: Socket | null) => void;
};

/**
 * Connects, by a proxy if need be, and shakes hands; sends nothing else to the manager. Yields a socket that must
 * be judged before it is used.
 *
 * `rejectUnauthorized: false` stands in this one client and in no other, so that the certificate that is refused can be shown.
 * It lets nothing through: `openTrusted` gives a socket away only after `judge`, `lookAt` never gives one away.
 * No `session` is ever passed, so no TLS session is resumed and every handshake shows its certificate.
 */
async function shakeHands(
  { endpoint, route, timeoutMs, opened }: Way,
  secureContext: tls.SecureContext,
): Promise<{ socket: tls.TLSSocket; presented: Presented }> {
  const overdue = new AbortController();
  const timer = setTimeout(() => {
    const error = new Error(`no connection after ${timeoutMs} ms`);
    overdue.abort(Object.assign(error, { code: 'ETIMEDOUT' }));
  }, timeoutMs);
  try {
    const proxy = await inTime(route(), overdue.signal);
    const tunnel = proxy
      ? await openTunnel(proxy, endpoint, overdue.signal, (s) => opened(s, null))
      : null;
    const isName = !/^[\d.]+$|:/.test(endpoint.host);
    const socket = tls.connect({
      host: endpoint.host,
      port: endpoint.port,
      ...(tunnel ? { socket: tunnel } : {}),
      // SNI is for names only (RFC 6066); an IP address is checked against the certificate all the same.
      ...(isName ? { servername: endpoint.host } : {}),
      secureContext,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    // Stays for the socket's life: an error between two owners of the socket must not end the process.
    socket.on('error', () => {});
    opened(socket, tunnel);
    try {
      await until(socket, 'secureConnect', overdue.signal);
    } catch (error) {
      socket.destroy();
      tunnel?.destroy();
      throw error;
    }
    socket.setNoDelay(true);
    return { socket, presented: look(socket) };
  } finally {
    clearTimeout(timer);
  }
}

function inTime<T>(promise: Promise<T>, overdue: AbortSignal): Promise<T> {
  const over = new Promise<never>((_resolve, reject) => {
    overdue.addEventListener('abort', () => reject(overdue.reason), { once: true });
  });
  return Promise.race([promise, over]);
}

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
 * THE way to a socket of a manager: every call takes this one, reads and writes alike, so none can miss the trust
 * settings, the proxy or the client certificate. Yields a socket over which nothing was sent, to a server that passed
 * `judge`, or a `FailureError` (`untrusted`) or the network's error.
 */
export function trustedOpener(
  way: Way,
  trust: Trust,
  identity: () => ClientIdentity | null,
): OpenTrusted {
  let context: tls.SecureContext | null = null;

  /** The CAs are read once; a client certificate at each connection, as it is renewed in its file. */
  function contextNow(): tls.SecureContext {
    const who = identity();
    if (who) return trustedContext(way.endpoint, trust, who);
    context ??= trustedContext(way.endpoint, trust, null);
    return context;
  }

  async function open(): Promise<tls.TLSSocket> {
    const { socket, presented } = await shakeHands(way, contextNow());
    const failure = judge(trust, way.endpoint.address, presented);
    if (failure === null) return socket;
    socket.destroy();
    throw new FailureError(failure);
  }

  return (done) => {
    open().then(
      (socket) => done(null, socket),
      (error: Error) => done(error, null),
    );
  };
}

function trustedContext(
  { address }: Endpoint,
  trust: Trust,
  identity: ClientIdentity | null,
): tls.SecureContext {
  try {
    return contextFor(trust, identity);
  } catch (error) {
    // The PEM of a CA file that is none; the identity was tried when it was read.
    const detail = `The CA file can't be used: ${error instanceof Error ? error.message : String(error)}`;
    throw new FailureError({
      kind: 'untrusted',
      address,
      expected: null,
      presented: null,
      detail,
    });
  }
}

/** Shakes hands only to see the certificate; verified against the system's CAs. The socket is closed at once. */
export async function lookAt(way: Omit<Way, 'opened'>): Promise<Presented> {
  const looking = { ...way, opened: () => {} };
  const { socket, presented } = await shakeHands(looking, contextFor({ kind: 'system' }));
  socket.destroy();
  return presented;
}
