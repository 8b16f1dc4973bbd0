import type { TLSSocket } from 'node:tls';
import type { PracticeCertificate } from '../../electron/practice/certificate.ts';
import {
  answer,
  type RawRequest,
  type RawServer,
  startRawServer,
} from '../adapters/nsx/raw-server.ts';

/** What can go wrong on the way to a manager and back. */
export const FAULTS = [
  'connect refused',
  'reset before headers',
  'reset in body',
  'stall',
  'TLS certificate swapped',
  'HTML 503',
  '429 burst',
  'truncated JSON',
  '50 MB body',
  'unknown state word',
  'missing fields',
  'redirect',
] as const;
export type Fault = (typeof FAULTS)[number];

export const CALLS = ['sign-in', 'read', 'write', 'check'] as const;
export type Call = (typeof CALLS)[number];

/** A manager that fails as it is told, and counts what reached it. */
export type FaultServer = Pick<RawServer, 'address' | 'fingerprint'> & {
  /** From now on calls of this kind meet this fault; those of the line itself, whatever is called. */
  break(call: Call, fault: Fault): Promise<void>;
  /** Whole requests of a kind that came. */
  count(call: Call): number;
  /** Plain text that came since the fault began. */
  receivedSince(): string;
  /** Connections that another server got, which a redirect names. */
  strayed(): number;
  close(): Promise<void>;
};

export const REQUEST_ID = 'c0ffee00-0000-4000-8000-000000000001';
const SIGNED_IN = { 'Set-Cookie': 'JSESSIONID=COOKIE; Path=/', 'X-XSRF-TOKEN': 'XSRF' };
const GOOD = '{"id":"s-1","state":"in_sync","details":[]}';
const TOO_MANY =
  '{"module_name":"common-services","error_code":102,"error_message":"exceeded request rate"}';
const HUGE_BYTES = 50_000_000;
const PART = 'x'.repeat(64 * 1024);

/** Which kind a request is of; every one that isn't a sign-in, a check or a write is a read. */
function callOf({ line }: RawRequest): Call {
  if (/^POST \/api\/session\/create|\/aaa\/user-info/.test(line)) return 'sign-in';
  if (!line.startsWith('GET ')) return 'write';
  return /\/state[? ]/.test(line) ? 'check' : 'read';
}

export async function startFaultServer(
  certificate: PracticeCertificate,
  other: PracticeCertificate,
): Promise<FaultServer> {
  const server = await startRawServer(certificate);
  const elsewhere = await startRawServer(other);
  let broken: { call: Call; fault: Fault } | null = null;
  let before = 0;
  let isClosed = false;

  const id = { 'X-NSX-RequestId': REQUEST_ID };
  const withSession = (call: Call) => ({ ...id, ...(call === 'sign-in' ? SIGNED_IN : {}) });
  const good = (socket: TLSSocket, call: Call) => answer(socket, 200, GOOD, withSession(call));

  server.reply((socket, request) => {
    const call = callOf(request);
    const fail = broken?.call === call ? FAILING[broken.fault] : good;
    fail(socket, call);
  });

  const FAILING: Record<Fault, (socket: TLSSocket, call: Call) => void> = {
    // These two are of the line: whoever gets as far as this meets a manager that is fine.
    'connect refused': good,
    'TLS certificate swapped': good,
    'reset before headers': (socket) => socket.destroy(),
    'reset in body': (socket) => socket.end(head(GOOD.length), () => socket.destroy()),
    stall: () => {},
    'HTML 503': (socket) => answer(socket, 503, '<html><h1>Service Unavailable</h1></html>'),
    '429 burst': (socket) => answer(socket, 429, TOO_MANY, { 'Retry-After': '30' }),
    'truncated JSON': (socket, call) => answer(socket, 200, GOOD.slice(0, 20), withSession(call)),
    '50 MB body': pour,
    'unknown state word': (socket, call) =>
      answer(socket, 200, '{"id":"s-1","state":"QUANTUM"}', withSession(call)),
    'missing fields': (socket) => answer(socket, 200, '{}', id),
    redirect: (socket) =>
      answer(socket, 302, '', { Location: `https://${elsewhere.address}/api/v1/x` }),
  };

  function head(length: number): string {
    return `HTTP/1.1 200 OK\r\nX-NSX-RequestId: ${REQUEST_ID}\r\nContent-Length: ${length}\r\n\r\n{"id`;
  }

  /** Sends as long as somebody reads. */
  function pour(socket: TLSSocket): void {
    socket.write(head(HUGE_BYTES));
    let left = HUGE_BYTES;
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= PART.length;
        if (!socket.write(PART)) return;
      }
    };
    socket.on('drain', more);
    more();
  }

  return {
    address: server.address,
    fingerprint: server.fingerprint,
    async break(call, fault) {
      broken = { call, fault };
      if (fault === 'connect refused') {
        isClosed = true;
        await server.close();
      }
      if (fault === 'TLS certificate swapped') {
        server.swap(other);
        server.hangUp();
      }
      before = server.received().length;
    },
    count: (call) => server.requests.filter((request) => callOf(request) === call).length,
    receivedSince: () => server.received().slice(before),
    strayed: () => elsewhere.connections(),
    async close() {
      if (!isClosed) await server.close();
      await elsewhere.close();
    },
  };
}
