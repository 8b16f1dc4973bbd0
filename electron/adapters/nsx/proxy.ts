import { BlockList, connect, isIPv4, isIPv6, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { DEFAULT_PROXY, type ProxyChoice } from '../../../shared/proxy.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Endpoint } from './endpoint.ts';
import { FailureError } from './network-failure.ts';
import { readSystemCas } from './system-cas.ts';

/** A proxy to go through. `authorization` is only there where the environment gave it; it is never stored. */
export type ProxyServer = {
  secure: boolean;
  host: string;
  port: number;
  authorization: string | null;
};

/** The system's own finding for a URL, in the words of a PAC file: `PROXY host:port; DIRECT`. */
export type ResolveProxy = (url: string) => Promise<string>;

export type ProxyOptions = {
  /** Electron knows the system's settings; without it the environment's variables are read. */
  resolveProxy?: ResolveProxy | undefined;
  env?: NodeJS.ProcessEnv | undefined;
};

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
/** An answer to CONNECT has no more headers than this. */
const MAX_HEAD_BYTES = 16 * 1024;
const MAX_WORDS = 100;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** This computer itself: the practice manager, which no proxy can reach. */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return loopback.check(host, 'ipv4');
  if (isIPv6(host)) return loopback.check(host, 'ipv6');
  return /(^|\.)localhost\.?$/i.test(host);
}

/** The proxy that leads to a manager; null: straight there. Throws a `FailureError` where the choice can't be used. */
export async function proxyFor(
  endpoint: Endpoint,
  choice: ProxyChoice = DEFAULT_PROXY,
  { resolveProxy, env = process.env }: ProxyOptions = {},
): Promise<ProxyServer | null> {
  if (choice.kind === 'none' || isLoopback(endpoint.host)) return null;
  if (choice.kind === 'manual') return serverOf(choice.url, endpoint);
  if (resolveProxy) return fromPac(await resolveProxy(endpoint.origin), endpoint);
  const named = env.HTTPS_PROXY || env.https_proxy || env.ALL_PROXY || env.all_proxy;
  if (!named || isExcepted(endpoint, env.NO_PROXY || env.no_proxy || '')) return null;
  return serverOf(named.includes('://') ? named : `http://${named}`, endpoint);
}

/** `NO_PROXY`: `*`, or names with all that is below them, addresses, each with or without a port. */
export function isExcepted({ host, port }: Endpoint, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(
        isIPv6(entry) ? `[${entry}]` : entry.toLowerCase(),
      ) ?? [undefined, entry];
      if (only !== undefined && Number(only) !== port) return false;
      const bare = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
      return host === bare || (!isIPv4(host) && host.endsWith(`.${bare}`));
    });
}

function serverOf(text: string, endpoint: Endpoint): ProxyServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw noWay(endpoint, 'The proxy that this computer names is not an HTTP proxy.');
  }
  const secure = url.protocol === 'https:';
  const user = decodeURIComponent(url.username);
  const secret = `${user}:${decodeURIComponent(url.password)}`;
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? HTTPS_PORT : HTTP_PORT),
    authorization: user === '' ? null : `Basic ${Buffer.from(secret, 'utf8').toString('base64')}`,
  };
}

/** The first way that we can go; a SOCKS proxy is none. */
function fromPac(words: string, endpoint: Endpoint): ProxyServer | null {
  const ways = words.split(';').map((way) => way.trim().split(/\s+/));
  for (const [kind = '', where = ''] of ways) {
    if (kind === 'DIRECT') return null;
    if (kind === 'PROXY' || kind === 'HTTP') return serverOf(`http://${where}`, endpoint);
    if (kind === 'HTTPS') return serverOf(`https://${where}`, endpoint);
  }
  throw noWay(endpoint, `This computer names a proxy of a kind that can’t be used: ${words}`);
}

/** How a proxy is named to a person. */
function nameOf({ host, port }: ProxyServer): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function noWay({ address }: Endpoint, detail: string): FailureError {
  const failure: Failure = { kind: 'unreachable', address, reason: 'proxy', detail };
  return new FailureError(failure);
}

/**
 * A tunnel to the manager through a proxy (HTTP CONNECT): a socket on which the manager's own TLS begins, so that
 * the proxy sees neither certificate nor request. Rejects with a failure that names the proxy.
 */
export async function openTunnel(
  proxy: ProxyServer,
  endpoint: Endpoint,
  overdue: AbortSignal,
  opened: (socket: Socket) => void,
): Promise<Socket> {
  const name = nameOf(proxy);
  const socket = dial(proxy);
  socket.on('error', () => {});
  opened(socket);
  try {
    await until(socket, proxy.secure ? 'secureConnect' : 'connect', overdue);
    const target = `${isIPv6(endpoint.host) ? `[${endpoint.host}]` : endpoint.host}:${endpoint.port}`;
    const proof = proxy.authorization ? `Proxy-Authorization: ${proxy.authorization}\r\n` : '';
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${proof}\r\n`);
    const head = await readHead(socket, overdue);
    const [, status, words = ''] = /^HTTP\/1\.[01] (\d{3})[ ]?([^\r\n]*)/.exec(head) ?? [];
    if (status === undefined) throw noWay(endpoint, `What answers at ${name} is not a proxy.`);
    if (status === '407') {
      const detail = `The proxy ${name} asks for a sign-in of its own (407), which is not given.`;
      throw noWay(endpoint, detail);
    }
    if (!status.startsWith('2')) {
      const said = printable(`${status} ${words}`);
      throw noWay(endpoint, `The proxy ${name} does not connect to ${target}: ${said}.`);
    }
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof FailureError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw noWay(endpoint, `The proxy ${name} can’t be used: ${why}.`);
  }
}

function dial({ secure, host, port }: ProxyServer): Socket {
  if (!secure) return connect({ host, port, noDelay: true });
  const servername = isIPv4(host) || isIPv6(host) ? '' : host;
  // Its certificate is the system's to judge: nobody has compared a fingerprint of a proxy.
  return tls.connect({ host, port, servername, ca: readSystemCas(), ALPNProtocols: ['http/1.1'] });
}

/** Text from outside, for one line: no control characters, no novel. */
function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e\u00a0-\uffff]/g, '')
    .trim()
    .slice(0, MAX_WORDS);
}

function readHead(socket: Socket, overdue: AbortSignal): Promise<string> {
  let head = Buffer.alloc(0);
  let stop = () => {};
  const whole = new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length <= MAX_HEAD_BYTES) return;
      if (end < 0) return reject(new Error('its answer has no end'));
      stop();
      socket.pause();
      const rest = head.subarray(end + 4);
      if (rest.length > 0) socket.unshift(rest);
      resolve(head.subarray(0, end).toString('latin1'));
    };
    stop = () => socket.off('data', onData);
    socket.on('data', onData);
  });
  return Promise.race([whole, broken(socket, overdue)]).finally(stop);
}

/** Waits for an event of a socket. */
export function until(socket: Socket, event: string, overdue: AbortSignal): Promise<void> {
  const came = new Promise<void>((resolve) => socket.once(event, () => resolve()));
  return Promise.race([came, broken(socket, overdue)]);
}

/** Rejects when a socket fails or closes, or when the time is over. */
function broken(socket: Socket, overdue: AbortSignal): Promise<never> {
  const gone = new Promise<never>((_resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () =>
      reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })),
    );
    if (overdue.aborted) reject(overdue.reason);
    overdue.addEventListener('abort', () => reject(overdue.reason), { once: true });
  });
  // It may reject long after the race was won.
  gone.catch(() => {});
  return gone;
}
