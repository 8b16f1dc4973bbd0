import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import type { Connection } from '../../../electron/domain/ports.ts';
import {
  newCertificate,
  type PracticeCertificate,
} from '../../../electron/practice/certificate.ts';
import { readAnswer } from '../../../shared/realization.ts';
import type { Failure } from '../../../shared/result.ts';
import {
  CALLS,
  type Call,
  FAULTS,
  type Fault,
  type FaultServer,
  REQUEST_ID,
  startFaultServer,
} from '../../support/fault-server.ts';
import { connectionTo } from './connections.ts';

/**
 * Every fault × every kind of call: where it ends. Failures are the taxonomy's words. A write is *answered* with what
 * NSX said, *lost* where bytes left and no whole answer came, or *not sent*; a check's good answer is read by the
 * verdict table. What is `reset` is put once more where it is a read over a socket that may have been idle.
 */
const MATRIX: Record<Fault, Record<Call, string>> = {
  'connect refused': {
    'sign-in': 'unreachable (refused)',
    read: 'unreachable (refused)',
    write: 'not sent: unreachable (refused)',
    check: 'unreachable (refused)',
  },
  'reset before headers': {
    'sign-in': 'unreachable (reset)',
    read: 'unreachable (reset)',
    write: 'lost: unreachable (reset)',
    check: 'unreachable (reset)',
  },
  'reset in body': {
    'sign-in': 'unreachable (reset)',
    read: 'unreachable (reset)',
    write: `lost: unreachable (reset), request id ${REQUEST_ID}`,
    check: 'unreachable (reset)',
  },
  stall: {
    'sign-in': 'unreachable (timeout)',
    read: 'unreachable (timeout)',
    write: 'lost: unreachable (timeout)',
    check: 'unreachable (timeout)',
  },
  'TLS certificate swapped': {
    'sign-in': 'untrusted',
    read: 'untrusted',
    write: 'not sent: untrusted',
    check: 'untrusted',
  },
  'HTML 503': {
    'sign-in': 'busy',
    read: 'busy',
    write: 'answered 503',
    check: 'busy',
  },
  '429 burst': {
    'sign-in': 'rate-limited (30000 ms)',
    read: 'rate-limited (30000 ms)',
    write: 'answered 429',
    check: 'rate-limited (30000 ms)',
  },
  'truncated JSON': {
    // A session is in the headers; basic sign-in is taken by its status: neither needs the body.
    'sign-in': 'fine',
    read: 'malformed',
    write: 'answered 200',
    check: 'not-asked',
  },
  '50 MB body': {
    'sign-in': 'malformed',
    read: 'malformed',
    write: `lost: malformed, request id ${REQUEST_ID}`,
    check: 'malformed',
  },
  'unknown state word': {
    'sign-in': 'fine',
    read: 'fine',
    write: 'answered 200',
    check: 'unknown: QUANTUM',
  },
  'missing fields': {
    'sign-in': 'unauthorized',
    read: 'fine',
    write: 'answered 200',
    check: 'not-asked',
  },
  redirect: {
    'sign-in': 'malformed',
    read: 'malformed',
    write: 'answered 302',
    check: 'malformed',
  },
};

/** With basic sign-in there is no session that could be missing. */
const BASIC: Partial<Record<Fault, Partial<Record<Call, string>>>> = {
  'missing fields': { 'sign-in': 'fine' },
};

function said(failure: Failure): string {
  if (failure.kind === 'unreachable') return `unreachable (${failure.reason})`;
  const pause = 'retryAfterMs' in failure ? ` (${failure.retryAfterMs} ms)` : '';
  return `${failure.kind}${pause}`;
}

const LINE_FAULTS: readonly Fault[] = ['connect refused', 'TLS certificate swapped'];

let certificate: PracticeCertificate;
let other: PracticeCertificate;
let server: FaultServer;
let nsx: ReturnType<typeof createNsx>;

beforeAll(async () => {
  certificate = await newCertificate();
  other = await newCertificate();
});
beforeEach(async () => {
  server = await startFaultServer(certificate, other);
  nsx = createNsx({
    limits: { connectMs: 500, headersMs: 60, bodyMs: 60, maxBodyBytes: 20_000 },
  });
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

const runs: Record<Call, (connection: Connection) => Promise<string>> = {
  'sign-in': (connection) => runs.read(connection),
  async read(connection) {
    const end = await nsx.read(connection, 'sessions', 's-1');
    return end.ok ? 'fine' : said(end.failure);
  },
  async write(connection) {
    const body = { display_name: 'changed' };
    const write = { method: 'PUT', kind: 'sessions', entityId: 's-1', body, ereqId: 'e' } as const;
    const end = await nsx.write(connection, write, () => {});
    if (end.end === 'not-sent') return `not sent: ${said(end.failure)}`;
    if (end.end === 'answered') return `answered ${end.answer.exchange.status}`;
    const id = end.nsxRequestId ? `, request id ${end.nsxRequestId}` : '';
    return `lost: ${said(end.failure)}${id}`;
  },
  async check(connection) {
    const end = await nsx.state(connection, 's-1', REQUEST_ID);
    if (!end.ok) return said(end.failure);
    const reading = readAnswer('PUT', end.value.status ?? 0, end.value.body, null);
    return 'rawState' in reading && reading.verdict === 'unknown'
      ? `unknown: ${reading.rawState}`
      : reading.verdict;
  },
};

const table = FAULTS.flatMap((fault) => CALLS.map((call) => [fault, call] as const));

describe.each([['session'], ['basic']] as const)('signed in by %s', (auth) => {
  test.each(table)('%s × %s', async (fault, call) => {
    const connection = connectionTo(server, { auth });
    // All but the sign-in itself meets a manager that was fine a moment ago.
    if (call !== 'sign-in') expect(await runs.read(connection)).toBe('fine');
    const before = server.count(call);
    await server.break(call, fault);
    const end = BASIC[fault]?.[call] && auth === 'basic' ? BASIC[fault][call] : MATRIX[fault][call];

    expect(await runs[call](connection)).toBe(end);

    const came = server.count(call) - before;
    const isPutOnceMore = call !== 'write' && call !== 'sign-in' && fault.startsWith('reset');
    expect(came).toBe(LINE_FAULTS.includes(fault) ? 0 : isPutOnceMore ? 2 : 1);
    // Whatever came of it, nothing tries the write again behind its back: the next call is somebody's own.
    if (fault !== 'connect refused') {
      await runs.read(connection);
      expect(server.count('write')).toBe(call === 'write' && came > 0 ? 1 : 0);
    }
    // An untrusted peer and one that a redirect names get nothing: no credential, no byte of HTTP.
    if (LINE_FAULTS.includes(fault)) expect(server.receivedSince()).toBe('');
    expect(server.strayed()).toBe(0);
  });
});

test.each([['read'], ['check']] as const)(
  'a burst of 429 ends every %s of it as rate-limited, and the next one does not go out',
  async (call) => {
    const connection = connectionTo(server);
    await runs.read(connection);
    await server.break(call, '429 burst');
    const before = server.count(call);
    const ends = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => runs[call](connection)));
    expect(ends.every((end) => end.startsWith('rate-limited'))).toBe(true);
    // Those that were out already came; nobody else.
    expect(server.count(call) - before).toBeLessThanOrEqual(6);
    const reached = server.count(call);
    expect(await runs[call](connection)).toMatch(/^rate-limited/);
    expect(server.count(call)).toBe(reached);
  },
);
