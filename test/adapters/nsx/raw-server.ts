import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import {
  fingerprintOf,
  newCertificate,
  type PracticeCertificate,
} from '../../../electron/practice/certificate.ts';

/** One HTTP request as its bytes came; `line` is its first line. */
export type RawRequest = { line: string; head: string; body: string };
export type Reply = (socket: TLSSocket, request: RawRequest) => void;

export type RawServer = {
  address: string;
  fingerprint: string;
  pem: string;
  /** Bytes of plaintext that came over all connections. */
  received(): string;
  requests: RawRequest[];
  /** TCP connections, also those whose handshake failed. */
  connections(): number;
  /** Handshakes that the server saw to their end. */
  handshakes(): number;
  reply(next: Reply): void;
  /** Done with each new connection after its handshake. */
  onSecure(next: (socket: TLSSocket) => void): void;
  swap(certificate: PracticeCertificate): void;
  /** Every TCP connection is torn down as soon as it is there. */
  refuseHandshakes(): void;
  /** Closes every connection that is open. */
  hangUp(): void;
  close(): Promise<void>;
};

/** A TLS server that is no HTTP server: what it answers, and when it hangs up, is up to the test. */
export async function startRawServer(certificate?: PracticeCertificate): Promise<RawServer> {
  const used = certificate ?? (await newCertificate());
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let bytes = '';
  let connections = 0;
  let handshakes = 0;
  let refusing = false;
  let reply: Reply = (socket) => answer(socket, 200, '{}');
  let onSecure: (socket: TLSSocket) => void = () => {};

  const server = createServer({ ...used, minVersion: 'TLSv1.2' }, (socket) => {
    handshakes += 1;
    let buffer = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      buffer += chunk.toString('latin1');
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = buffer.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        const body = buffer.slice(end + 4, end + 4 + length);
        if (body.length < length) return;
        buffer = buffer.slice(end + 4 + length);
        const request = { line: head.split('\r\n')[0] ?? '', head, body };
        requests.push(request);
        reply(socket, request);
      }
    });
    onSecure(socket);
  });
  server.on('tlsClientError', () => {});
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    if (refusing) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    fingerprint: fingerprintOf(used.cert),
    pem: used.cert,
    received: () => bytes,
    requests,
    connections: () => connections,
    handshakes: () => handshakes,
    reply(next) {
      reply = next;
    },
    onSecure(next) {
      onSecure = next;
    },
    swap: (next) => server.setSecureContext(next),
    refuseHandshakes() {
      refusing = true;
    },
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function answer(
  socket: TLSSocket,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  const all = { 'Content-Length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} Words\r\n${lines.join('')}\r\n${body}`);
}

/** Lets session sign-ins in and answers `GET` with an empty object; writes go to `onWrite`. */
export function signingIn(onWrite: Reply): Reply {
  return (socket, request) => {
    if (request.line.startsWith('POST /api/session/create')) {
      answer(socket, 200, '', {
        'Set-Cookie': 'JSESSIONID=COOKIE-SECRET; Path=/; Secure; HttpOnly',
        'X-XSRF-TOKEN': 'XSRF-SECRET',
      });
    } else if (request.line.startsWith('GET ')) answer(socket, 200, '{}');
    else onWrite(socket, request);
  };
}
