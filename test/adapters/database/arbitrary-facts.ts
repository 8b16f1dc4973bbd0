import fc from 'fast-check';
import { VERDICTS } from '../../../shared/realization.ts';
import { GapReason, type RequestFact } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/result.ts';

/** What a disk, a proxy or a clock may hand us: facts that fit the schema and nothing else. */

const T0 = 1_790_000_000_000;
const upTo = (ms: number) => fc.integer({ min: -ms, max: ms }).map((delta) => T0 + delta);
/** As far as a date goes (`Millis`). */
const LARGEST = 8.64e15;

/** Mostly times of one watch; also clocks that are far off, as far as a date goes. */
export const anyTime = fc.oneof(
  { weight: 8, arbitrary: upTo(3_600_000) },
  { weight: 1, arbitrary: upTo(10 ** 12) },
  { weight: 1, arbitrary: fc.integer({ min: -LARGEST, max: LARGEST }) },
);

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', 'a\0b', '\ud800', 'x\udc00y', '\ufeffmark', '💶 größer\r\n', '"\\'),
);

const uuid = fc.uuid();
const hex = fc.integer({ min: 1, max: 80 }).chain((length) =>
  fc.string({
    unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
    minLength: length,
    maxLength: length,
  }),
);
const httpDate = upTo(10 ** 11).map((ms) => new Date(ms).toUTCString());
const oddDate = fc.constantFrom(
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Mon, 31 Feb 2026 00:00:00 GMT',
  'Tue, 23 Nov 2026 08:15:01 GMT',
  'Mon, 23 Nov 2026 25:15:01 GMT',
  'Mon, 23 Nov 2026 08:15:01 UTC',
  'Mon, 23 Nov 2026 8:15:01 GMT',
  'Monday, 23-Nov-26 08:15:01 GMT',
  'Mon, 23 Nov 9999 08:15:01 GMT',
  '0',
);
const number = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('007', '-1', '1.0', '12345678901234567890', '1e3', ' 1', '٣'),
);
const id = fc.oneof(
  uuid,
  uuid.map((one) => one.toUpperCase()),
  hex,
  fc.tuple(hex, uuid, hex).map((three) => three.join('-')),
  fc.tuple(uuid, anyText, uuid).map((three) => three.join('')),
);
const headerValue = fc.oneof(anyText, id, httpDate, oddDate, number);

/** Not `__proto__`: undici has no such header, and the schema leaves it out. */
const headerName = fc
  .oneof(
    fc.constantFrom('date', 'x-nsx-requestid', 'content-length', 'expires', 'etag', 'set-cookie'),
    fc.constantFrom('1', '00', 'constructor', 'toString', 'hasOwnProperty', 'a/b', 'Date', ''),
    anyText,
  )
  .filter((name) => name.toLowerCase() !== '__proto__');

const HUGE = 200_000;
const STATE = '{\n  "details": [],\n  "state": "in_progress"\n}';
export const anyBody = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(STATE, '{"state":"unknown"}', '{"psk":"s3cret"}') },
  { weight: 4, arbitrary: anyText },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.constantFrom('ä'.repeat(HUGE), `{"psk":"${'x'.repeat(HUGE)}`) },
);

const duration = fc.oneof(
  fc.nat({ max: 100_000 }).map((tenths) => tenths / 10),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(0, 0.1 + 0.2, 1e300, -5),
);

const exchange = fc.record({
  method: fc.constantFrom('GET', 'PUT', ''),
  url: fc.oneof(fc.webUrl(), anyText),
  startedAt: anyTime,
  durationMs: duration,
  status: fc.option(fc.integer()),
  headers: fc.dictionary(headerName, headerValue, { noNullPrototype: true }),
  body: anyBody,
});

const error = fc.record({
  module: fc.option(anyText),
  code: fc.option(fc.integer()),
  message: anyText,
});
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({
    kind: fc.constant('unreachable' as const),
    address: anyText,
    reason: fc.constantFrom('dns', 'timeout', 'reset', 'proxy'),
    detail: anyText,
  }),
  fc.record(
    { kind: fc.constant('busy' as const), error, retryAfterMs: duration },
    { requiredKeys: ['kind', 'error'] },
  ),
  fc.record({
    kind: fc.constant('malformed' as const),
    status: fc.option(fc.integer()),
    detail: anyText,
  }),
);

const node = fc.record({
  nodeId: fc.oneof(uuid, anyText),
  state: fc.oneof(fc.constantFrom('in_sync', 'in_progress'), anyText),
  message: fc.option(anyText),
  code: fc.option(fc.integer()),
  name: fc.option(anyText),
});

export const anyCheck = fc.record(
  {
    type: fc.constant('checked' as const),
    sessionId: anyText,
    exchange,
    verdict: fc.constantFrom(...VERDICTS),
    rawState: fc.option(anyText),
    message: fc.option(anyText),
    nodes: fc.array(node, { maxLength: 4 }),
  },
  { requiredKeys: ['type', 'exchange', 'verdict', 'rawState', 'message', 'nodes'] },
);

export const anyFact: fc.Arbitrary<RequestFact> = fc.oneof(
  { weight: 6, arbitrary: anyCheck },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        type: fc.constant('not-asked' as const),
        sessionId: anyText,
        startedAt: anyTime,
        failure,
        nextAt: fc.option(anyTime),
      },
      { requiredKeys: ['type', 'startedAt', 'failure', 'nextAt'] },
    ),
  },
  fc.constant<RequestFact>({ type: 'sent' }),
  fc.record({ type: fc.constant('not-sent' as const), failure }),
  fc.record({
    type: fc.constant('answered' as const),
    exchange,
    nsxRequestId: fc.option(id),
    entityId: fc.option(anyText),
  }),
  fc.record(
    { type: fc.constant('lost' as const), failure, exchange, nsxRequestId: fc.option(id) },
    { requiredKeys: ['type', 'failure'] },
  ),
  fc.record({
    type: fc.constant('settled' as const),
    outcome: fc.constantFrom('applied' as const, 'unclear' as const),
    evidence: anyText,
    exchange: fc.option(exchange),
  }),
  fc.record({
    type: fc.constant('gap' as const),
    from: anyTime,
    to: anyTime,
    reason: fc.constantFrom(...GapReason.options),
  }),
  fc.record(
    { type: fc.constant('resumed' as const), deadlineMs: duration },
    { requiredKeys: ['type'] },
  ),
  fc.record({
    type: fc.constant('tunnel' as const),
    status: fc.record({
      session: anyText,
      ike: fc.option(anyText),
      reason: fc.option(anyText),
      total: fc.option(fc.integer()),
      negotiated: fc.option(duration),
      failed: fc.option(fc.integer()),
      readAt: anyTime,
    }),
  }),
);
