import { describe, expect, it, test } from 'vitest';
import { isSending, summarize } from '../../shared/history.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';
import { RequestSummary } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import {
  answered,
  aRequest,
  checked,
  exchange,
  life,
  NODE_NAMES,
  notAsked,
  pictureLife,
  stateBody,
  T0,
  WATCH,
} from '../support/request-events.ts';

const SENT: [number, { type: 'sent' }] = [0, { type: 'sent' }];
const UNREACHABLE = {
  kind: 'unreachable',
  address: 'nsx-ams.example',
  reason: 'refused',
  detail: '',
} as const;
const GONE = JSON.stringify({
  http_status: 'NOT_FOUND',
  error_code: 600,
  module_name: 'common-services',
  error_message: 'The operation failed because object identifier X is missing.',
});
const DISABLED = JSON.stringify({
  httpStatus: 'BAD_REQUEST',
  error_code: 110199,
  module_name: 'VPN',
  error_message: 'VPN service f9cf is disabled. Can not get the realization status.',
});
const REFUSAL = JSON.stringify({
  httpStatus: 'BAD_REQUEST',
  error_code: 110,
  module_name: 'VPN',
  error_message: 'Subnet 2.1.4..0/24 is not valid',
});

function settled(outcome: 'applied' | 'not-applied' | 'unclear') {
  const fact = {
    type: 'settled',
    outcome,
    evidence: 'as read',
    exchange: exchange(200, '{}', T0 + 60_000, 40),
  } as const;
  return [60, fact] as [number, typeof fact];
}

type Case = {
  name: string;
  events: RequestEvent[];
  request?: Partial<Request>;
  verdict: RequestSummary['verdict'];
  open: boolean;
  nodes?: [number, number];
  durationMs?: number | null;
  says: string;
};

const start = () => [SENT, answered(0.42), [0.43, WATCH]] as Parameters<typeof life>;

const CASES: Case[] = [
  {
    name: 'put on record, nothing sent yet',
    events: [],
    verdict: 'not-sent',
    open: true,
    says: 'About to send',
  },
  {
    name: 'sent, waiting for the answer',
    events: life(SENT),
    verdict: 'in-doubt',
    open: true,
    says: 'Sent, no answer yet',
  },
  {
    name: 'no byte left',
    events: life([0, { type: 'not-sent', failure: UNREACHABLE }]),
    verdict: 'not-sent',
    open: false,
    durationMs: null,
    says: 'Not sent: connection refused. Nothing was changed',
  },
  {
    name: 'accepted, not asked yet',
    events: life(...start()),
    verdict: 'accepted',
    open: true,
    durationMs: null,
    says: 'Accepted by NSX in 420 ms; not asked yet whether it is realized',
  },
  {
    name: 'a profile that no session is followed for',
    events: life(SENT, answered(0.42)),
    request: { kind: 'ike-profiles' },
    verdict: 'accepted',
    open: false,
    says: 'Accepted by NSX in 420 ms; no session is followed, so nobody says whether it is realized',
  },
  {
    name: 'refused with NSX’s words',
    events: life(SENT, answered(0.42, 400, REFUSAL)),
    verdict: 'refused',
    open: false,
    durationMs: null,
    says: 'Refused by NSX: VPN:110 Subnet 2.1.4..0/24 is not valid. Nothing was changed',
  },
  {
    name: 'refused because the revision is stale',
    events: life(SENT, answered(0.42, 412, '{}')),
    verdict: 'refused',
    open: false,
    says: 'Refused by NSX: someone changed the object meanwhile (HTTP 412). Nothing was changed',
  },
  {
    name: 'refused because another principal owns the object',
    events: life(SENT, answered(0.42, 400, REFUSAL.replace('110,', '289,'))),
    verdict: 'refused',
    open: false,
    says: 'Refused by NSX: the object belongs to another principal. Nothing was changed',
  },
  {
    name: 'a 5xx, which does not say that nothing was changed',
    events: life(SENT, answered(0.42, 502, '<html><h1>Bad Gateway</h1></html>')),
    verdict: 'refused',
    open: false,
    says: 'Refused by NSX: Bad Gateway. (HTTP 502)',
  },
  {
    name: 'the answer was lost',
    events: life(SENT, [30, { type: 'lost', failure: UNREACHABLE }]),
    verdict: 'in-doubt',
    open: false,
    durationMs: null,
    says: 'In doubt: sent, but no answer came',
  },
  {
    name: 'lost, read back: applied',
    events: life(SENT, [30, { type: 'lost', failure: UNREACHABLE }], settled('applied')),
    verdict: 'accepted',
    open: true,
    says: 'Applied: its answer was lost, but the object read back has the change',
  },
  {
    name: 'lost, read back: not applied',
    events: life(SENT, [30, { type: 'lost', failure: UNREACHABLE }], settled('not-applied')),
    verdict: 'not-sent',
    open: false,
    says: 'Not applied: no answer came, and the object read back does not have the change',
  },
  {
    name: 'lost, read back: unclear',
    events: life(SENT, [30, { type: 'lost', failure: UNREACHABLE }], settled('unclear')),
    verdict: 'in-doubt',
    open: false,
    says: 'In doubt: sent, but no answer came, and reading the object back did not settle it',
  },
  {
    name: 'a DELETE that was lost and is gone',
    events: life(SENT, [30, { type: 'lost', failure: UNREACHABLE }], settled('applied')),
    request: { method: 'DELETE' },
    verdict: 'deleted',
    open: false,
    durationMs: 60_000,
    says: 'Deleted: NSX answers that it is gone, 1 min after it was sent',
  },
  {
    name: 'in progress',
    events: life(...start(), checked(8, stateBody('in_progress', 'spsp'))),
    verdict: 'in-progress',
    open: true,
    nodes: [2, 4],
    durationMs: 8000,
    says: 'In progress: 2 of 4 transport nodes have it, 8.0 s after it was sent',
  },
  {
    name: 'realized',
    events: pictureLife(),
    verdict: 'realized',
    open: false,
    nodes: [4, 4],
    durationMs: 12_400,
    says: 'Realized on 4 of 4 transport nodes, 12.4 s after it was sent',
  },
  {
    name: 'realized on one node',
    events: life(...start(), checked(3, stateBody('success', 's'))),
    verdict: 'realized',
    open: false,
    nodes: [1, 1],
    says: 'Realized on 1 of 1 transport node, 3.0 s after it was sent',
  },
  {
    name: 'realized, for an id that a person gave and NSX may not know',
    events: life([0.1, WATCH], checked(3, stateBody('in_sync', 'ss'))),
    request: { origin: 'elsewhere' },
    verdict: 'realized',
    open: false,
    nodes: [2, 2],
    says: 'Realized on 2 of 2 transport nodes, as far as NSX says; it does not say whether it knows this request id',
  },
  {
    name: 'one node cannot be reached',
    events: life(...start(), checked(5, stateBody('unknown', 'suss'))),
    verdict: 'unknown',
    open: true,
    nodes: [3, 4],
    says: 'Unknown: NSX could not reach edge-ams-02; it is asked again',
  },
  {
    name: 'no control plane node answers',
    events: life(
      ...start(),
      checked(5, stateBody('unknown', '', 'Unable to get response from any CCP node.')),
    ),
    verdict: 'unknown',
    open: true,
    nodes: [0, 0],
    says: 'Unknown: NSX got no answer from its control plane; it is asked again',
  },
  {
    name: 'a word that is not in the table',
    events: life(...start(), checked(5, stateBody('MOON_PHASE', ''))),
    verdict: 'unknown',
    open: true,
    says: 'Unknown: NSX says “MOON_PHASE”, which has no known meaning here; it is asked again',
  },
  {
    name: 'partial',
    events: life(...start(), checked(5, stateBody('partial_success', 'sssf'))),
    verdict: 'partial',
    open: false,
    nodes: [3, 4],
    says: 'Partial: 3 of 4 transport nodes have it, edge-fra-02 failed',
  },
  {
    name: 'failed',
    events: life(...start(), checked(5, stateBody('failed', 'sssf', 'No tunnel could be made'))),
    verdict: 'failed',
    open: false,
    says: 'Failed on edge-fra-02: No tunnel could be made',
  },
  {
    name: 'a DELETE that NSX no longer finds',
    events: life(...start(), checked(3.1, GONE, { status: 404, method: 'DELETE' })),
    request: { method: 'DELETE' },
    verdict: 'deleted',
    open: false,
    durationMs: 3100,
    says: 'Deleted: NSX answers that it is gone, 3.1 s after it was sent',
  },
  {
    name: 'missing, though nothing was deleted',
    events: life(...start(), checked(3.1, GONE, { status: 404 })),
    verdict: 'missing',
    open: false,
    says: 'Missing: NSX answers that the IPSec VPN session is not there, though this request did not delete it',
  },
  {
    name: 'service disabled',
    events: life(...start(), checked(3.1, DISABLED, { status: 400 })),
    verdict: 'service-disabled',
    open: false,
    says: 'Service disabled: NSX has no realization status while the VPN service is off',
  },
  {
    name: 'service disabled, then resumed',
    events: life(...start(), checked(3, DISABLED, { status: 400 }), [90, { type: 'resumed' }]),
    verdict: 'service-disabled',
    open: true,
    says: 'Asked again; last seen: service disabled',
  },
  {
    name: 'a check that could not be made keeps what was seen before',
    events: life(...start(), checked(4, stateBody('in_progress', 'spss')), notAsked(8, 16)),
    verdict: 'in-progress',
    open: true,
    nodes: [3, 4],
    says: 'Last seen in progress, 3 of 4 transport nodes; NSX can’t be asked now: no network',
  },
  {
    name: 'asked in vain before any answer',
    events: life(...start(), notAsked(2, 4)),
    verdict: 'accepted',
    open: true,
    says: 'Accepted; NSX can’t be asked now: no network',
  },
  {
    name: 'timed out',
    events: life(...start(), checked(1100, stateBody('in_progress', 'sssp')), [
      1200.4,
      { type: 'timed-out' },
    ]),
    verdict: 'timed-out',
    open: false,
    nodes: [3, 4],
    durationMs: 1_200_400,
    says: 'Timed out after 20 min; last seen in progress, 3 of 4 transport nodes',
  },
  {
    name: 'stopped',
    events: life(...start(), checked(5, stateBody('in_progress', 'sppp')), [
      41,
      { type: 'stopped' },
    ]),
    verdict: 'stopped',
    open: false,
    nodes: [1, 4],
    durationMs: 41_000,
    says: 'Stopped by you 41 s after it was sent; last seen in progress, 1 of 4 transport nodes',
  },
  {
    name: 'stopped at a start because it can’t be followed any more',
    events: life(...start(), checked(5, stateBody('in_progress', 'sppp')), [
      900,
      { type: 'stopped', reason: 'it is gone' },
    ]),
    verdict: 'stopped',
    open: false,
    durationMs: 5000,
    says: 'Stopped: it is gone; last seen in progress, 1 of 4 transport nodes',
  },
  {
    name: 'stopped, looked at once more, still in progress',
    events: life(
      ...start(),
      checked(5, stateBody('in_progress', 'sppp')),
      [41, { type: 'stopped' }],
      checked(50, stateBody('in_progress', 'sspp')),
    ),
    verdict: 'stopped',
    open: false,
    nodes: [2, 4],
    says: 'Stopped by you 41 s after it was sent; last seen in progress, 2 of 4 transport nodes',
  },
  {
    name: 'stopped, resumed, realized',
    events: life(
      ...start(),
      checked(5, stateBody('in_progress', 'sppp')),
      [41, { type: 'stopped' }],
      [60, { type: 'resumed' }],
      checked(61, stateBody('in_sync', 'ssss')),
    ),
    verdict: 'realized',
    open: false,
    durationMs: 61_000,
    says: 'Realized on 4 of 4 transport nodes, 1 min 1 s after it was sent',
  },
];

describe('what the facts of a request add up to', () => {
  test.each(CASES)('$name', ({ events, request, verdict, open, nodes, durationMs, says }) => {
    const written = aRequest(request);
    const summary = summarize(written, events);
    expect(RequestSummary.parse(summary)).toEqual(summary);
    expect({ verdict: summary.verdict, open: summary.open }).toEqual({ verdict, open });
    if (nodes) expect([summary.nodesDone, summary.nodesTotal]).toEqual(nodes);
    if (durationMs !== undefined) expect(summary.durationMs).toBe(durationMs);
    expect(sentenceOf(summary, events, NODE_NAMES)).toBe(says);
  });

  it('says Sending for a write without an end, and not for one that ended in doubt', () => {
    const lost = life(SENT, [30, { type: 'lost', failure: UNREACHABLE }]);
    expect(isSending(summarize(aRequest(), life(SENT)))).toBe(true);
    expect(isSending(summarize(aRequest(), []))).toBe(true);
    expect(isSending(summarize(aRequest(), lost))).toBe(false);
  });

  it('keeps why it could not ask beside the verdict, until a check is answered', () => {
    const events = life(...start(), checked(4, stateBody('in_progress', 'spss')), notAsked(8, 16));
    const waiting = summarize(aRequest(), events);
    expect(waiting.notAsked).toMatchObject({ kind: 'unreachable' });
    expect(waiting.nextCheckAt).toBe(T0 + 16_000);
    const later = life(...start(), notAsked(8, 16), checked(17, stateBody('in_progress', 'ssss')));
    expect(summarize(aRequest(), later)).toMatchObject({ notAsked: null, nextCheckAt: null });
  });

  it('takes the id of a created session from NSX’s answer', () => {
    const [at, fact] = answered(0.4, 201);
    const named = { ...fact, entityId: 'new-id' } as typeof fact;
    const summary = summarize(
      aRequest({ method: 'POST', entityId: null }),
      life(SENT, [at, named]),
    );
    expect(summary.entityId).toBe('new-id');
  });
});
