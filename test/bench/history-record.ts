import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { openDatabase } from '../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { createLedger } from '../../electron/domain/history/ledger.ts';
import { RequestId } from '../../shared/ids.ts';
import { ENTITY_KINDS } from '../../shared/nsx/kinds.ts';
import { type Reading, readAnswer } from '../../shared/realization.ts';
import { Request, type RequestFact } from '../../shared/request.ts';

/**
 * A record of years, put down by the product's own ledger and database: as many requests as are wanted, in batches that
 * are followed at the same time, a check of each in one transaction as a group of watches stores them. What is grouped
 * beyond that (a batch is opened, and answered, in one transaction) saves waits for the disk, and no other work.
 */
const BATCH = 100;
const MANAGERS = 20;
const OBJECTS = 3000;
const NODES = 40;
const USERS = ['admin', 'ada', 'netops', 'terraform', 'zoe'];
const CITIES = [
  'Amsterdam',
  'Ōsaka',
  'Leeds',
  'Turin',
  'Porto',
  'Lyon',
  'Kyiv',
  'Oslo',
  'São Paulo',
];
const MINUTE = 60_000;
/** The last of them is a month old: on no desk. */
const END = Date.now() - 30 * 24 * 60 * MINUTE;
const NODE_UNREACHED =
  'Unable to get response from the node. Please retry operation after some time.';

const uuid = (kind: number, no: number) => {
  const mixed = Math.imul(no + 1, 2654435761) >>> 0;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(mixed, 8)}-${hex(kind, 4)}-4${hex(no & 0xfff, 3)}-8${hex((no >> 12) & 0xfff, 3)}-${hex(no, 12)}`;
};

function requestNo(no: number, writtenAt: number): Request {
  const object = (no * 7919) % OBJECTS;
  const manager = object % MANAGERS;
  const kind = ENTITY_KINDS[object % 10 < 7 ? 0 : object % ENTITY_KINDS.length] ?? 'sessions';
  const name = `${CITIES[object % CITIES.length]} ↔ branch ${object}`;
  const body = (revision: number) => ({
    resource_type: 'PolicyBasedIPSecVPNSession',
    id: uuid(1, object),
    display_name: name,
    description: `change ${revision}`,
    peer_endpoint_id: uuid(2, object),
    local_endpoint_id: uuid(3, object % 50),
    enabled: true,
    policy_rules: [
      {
        id: String(1000 + object),
        sources: [{ subnet: `10.${object % 250}.0.0/16` }],
        destinations: [{ subnet: `172.${16 + (object % 16)}.${revision % 250}.0/24` }],
        action: 'PROTECT',
        enabled: true,
      },
    ],
    _revision: revision,
  });
  return Request.parse({
    id: uuid(4, no),
    managerId: `manager-${manager}`,
    managerName: `nsx-${manager}`,
    managerAddress: `nsx-${manager}.example`,
    managerEnvironment: manager % 3 === 0 ? 'production' : 'lab',
    managerColour: 'orange',
    user: USERS[no % USERS.length],
    draftId: null,
    method: no % 11 === 0 ? 'POST' : no % 29 === 0 ? 'DELETE' : 'PUT',
    kind,
    entityId: uuid(1, object),
    entityName: name,
    url: `https://nsx-${manager}.example/api/v1/vpn/ipsec/sessions/${uuid(1, object)}`,
    ereqId: uuid(5, no),
    bodyBefore: body(no),
    bodyAfter: body(no + 1),
    changedFields: [`policy_rules[${1000 + object}].destinations`],
    writtenAt,
  });
}

function exchangeAt(url: string, at: number, body: string, status = 200) {
  const headers = { 'content-type': 'application/json', 'x-nsx-requestid': uuid(6, at % 100_000) };
  return { method: 'GET', url, startedAt: at - 80, durationMs: 80, status, headers, body };
}

/** What a check of the request says, in the middle and at the end of its life. */
function checkOf(request: Request, no: number, at: number, state: string): RequestFact {
  const details = [0, 1, 2].map((place) => ({
    sub_system_type: 'TransportNode',
    sub_system_id: uuid(7, (no * 3 + place) % NODES),
    state: place === 2 ? state : 'in_sync',
    ...(state === 'unknown' && place === 2 && { failure_message: NODE_UNREACHED }),
  }));
  const body = JSON.stringify({ details, state });
  const reading = readAnswer('PUT', 200, body, null) as Reading;
  return {
    type: 'checked',
    exchange: exchangeAt(`${request.url}/state?request_id=${uuid(8, no)}`, at, body),
    verdict: reading.verdict,
    rawState: reading.rawState,
    message: reading.message,
    nodes: reading.nodes,
  };
}

export type Made = {
  checks: number;
  /** What the file grew by with the checks of all but the longest. */
  bytesOfChecks: number;
  /** And with each of the longest, whose answer stays the same. */
  bytesOfUnchanged: number;
  longest: RequestId;
};

/** `longest`: one request has so many checks. */
export function makeRecord(
  folder: string,
  size: { requests: number; checks: number; longest: number },
): Made {
  const store = openDatabase(folder);
  const looking = new LibsqlDatabase(join(folder, DATABASE_FILE));
  const bytes = () =>
    Number((looking.prepare('PRAGMA page_count').get() as { page_count: number }).page_count) *
    4096;
  let now = END - (size.requests / BATCH) * 60 * MINUTE;
  const clock = { now: () => now, after: () => () => {}, random: () => 0 };
  const ledger = createLedger({ store, clock, notify: () => {} }, () => null);
  const rounds = Math.max(2, Math.round((size.checks - size.longest) / size.requests));
  let checks = 0;
  let bytesOfChecks = 0;
  const checked = (facts: { id: RequestId; at: number; fact: RequestFact }[]) => {
    ledger.recordTogether(facts);
    checks += facts.length;
  };

  for (let first = 0; first < size.requests; first += BATCH) {
    now += 60 * MINUTE;
    const batch = Array.from({ length: Math.min(BATCH, size.requests - first) }, (_none, at) => ({
      no: first + at,
      request: requestNo(first + at, now + at * 100),
    }));
    store.together(() => {
      for (const { no, request } of batch) {
        ledger.open(request);
        ledger.record(request.id, { type: 'sent' });
        const body = JSON.stringify({ ...request.bodyAfter, _create_user: request.user });
        ledger.record(request.id, {
          type: 'answered',
          exchange: exchangeAt(request.url, now, body, no % 97 === 0 ? 400 : 200),
          nsxRequestId: uuid(8, no),
          entityId: request.entityId,
        });
        if (no % 97 === 0) continue;
        ledger.record(request.id, {
          type: 'watch-started',
          sessionId: request.entityId ?? '',
          nsxRequestId: uuid(8, no),
          deadlineMs: 20 * MINUTE,
        });
      }
    });
    const before = bytes();
    const followed = batch.filter(({ no }) => no % 97 !== 0);
    for (let round = 0; round < rounds; round += 1) {
      now += 10_000;
      const isLast = round === rounds - 1;
      checked(
        followed.map(({ no, request }) => {
          const state = isLast
            ? no % 31 === 0
              ? 'failed'
              : 'in_sync'
            : no % 13
              ? 'in_progress'
              : 'unknown';
          const at = now + (no % BATCH) * 7;
          return { id: request.id, at, fact: checkOf(request, no, at, state) };
        }),
      );
    }
    bytesOfChecks += bytes() - before;
    if (first % 5000 === 0) console.log(`made ${first + batch.length} requests, ${checks} checks`);
  }

  now += 60 * MINUTE;
  const long = requestNo(size.requests, now);
  const longest = RequestId.parse(long.id);
  ledger.open(long);
  ledger.record(longest, { type: 'sent' });
  const before = bytes();
  for (let at = 0; at < size.longest; at += BATCH) {
    now += MINUTE;
    const state = at + BATCH >= size.longest ? 'in_sync' : 'in_progress';
    checked(
      Array.from({ length: Math.min(BATCH, size.longest - at) }, (_none, no) => ({
        id: longest,
        at: now + no * 500,
        fact: checkOf(long, 1, now + no * 500, state),
      })),
    );
  }
  const bytesOfUnchanged = (bytes() - before) / size.longest;
  ledger.record(longest, { type: 'stopped' });
  while (store.indexWords(1000));
  looking.close();
  store.close();
  return { checks, bytesOfChecks, bytesOfUnchanged, longest };
}
