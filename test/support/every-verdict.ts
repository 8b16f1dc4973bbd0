import { openDatabase } from '../../electron/adapters/database/database.ts';
import { RequestId } from '../../shared/ids.ts';
import type { Request, RequestFact } from '../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  exchange,
  notAsked,
  stateBody,
  T0,
  WATCH,
} from './request-events.ts';

type Fact = [seconds: number, fact: RequestFact];
export type Recorded = { name: string; request?: Partial<Request>; facts: Fact[] };

const LINE_DOWN = {
  kind: 'unreachable',
  address: 'nsx-ams.example',
  reason: 'refused',
  detail: '',
} as const;
const nsxError = (status: string, code: number, words: string) =>
  JSON.stringify({
    ...{ httpStatus: status, error_code: code, module_name: 'VPN', error_message: words },
  });
const GONE = nsxError('NOT_FOUND', 600, 'The object with this identifier is missing.');
const DISABLED = nsxError(
  ...(['BAD_REQUEST', 110199, 'VPN service f9cf is disabled. Can not get the status.'] as const),
);
const REFUSAL = nsxError('BAD_REQUEST', 110, 'Subnet 2.1.4..0/24 is not valid');
const CCP_SILENT = 'Unable to get response from the control plane. Please retry later.';

const SENT: Fact = [0, { type: 'sent' }];
const taken = (): Fact[] => [SENT, answered(0.42), [0.43, WATCH]];
const gap = (from: number, to: number, reason: 'asleep' | 'offline' | 'rate-limited'): Fact => [
  to,
  { type: 'gap', from: T0 + from * 1000, to: T0 + to * 1000, reason },
];
const settled = (outcome: 'applied' | 'not-applied' | 'unclear'): Fact => [
  60,
  {
    ...{ type: 'settled', outcome, evidence: 'The description is as it was before' },
    exchange: exchange(200, '{"description":"before"}', T0 + 60_000, 40),
  },
];

/** Failed on one node of four, after one that did not answer, a lost network, and a computer that slept. */
export const EVENTFUL: Recorded = {
  name: 'Eventful',
  facts: [
    ...taken(),
    checked(1.4, stateBody('in_progress', 'sppp')),
    checked(3.4, stateBody('unknown', 'suss', CCP_SILENT), { durationMs: 1900 }),
    notAsked(5, 14),
    gap(16, 46, 'asleep'),
    gap(60, 70, 'rate-limited'),
    checked(72, stateBody('in_progress', 'spss')),
    checked(76, stateBody('error', 'sfss')),
    [80, { type: 'noted', text: 'Edge 2 was **rebooted**', by: 'ops' }],
    [81, { type: 'tagged', tags: ['change 4711', 'edge'], by: 'ops' }],
    [82, { type: 'marked', mark: 'questioned', by: 'ann' }],
  ],
};

/** A request of each end that one can come to, and of each thing that may stand beside it. */
export const EVERY_VERDICT: readonly Recorded[] = [
  EVENTFUL,
  { name: 'Accepted', facts: taken() },
  { name: 'In progress', facts: [...taken(), checked(2, stateBody('in_progress', 'spp'))] },
  {
    name: 'Realized',
    facts: [
      ...taken(),
      checked(2, stateBody('in_progress', 'sp')),
      checked(4, stateBody('in_sync', 'ss')),
      [5, { type: 'clock', offsetMs: 2500 }],
      [6, { type: 'marked', mark: 'signed-off', by: 'ann' }],
    ],
  },
  {
    name: 'Unknown',
    facts: [...taken(), checked(2, stateBody('unknown', 'u', CCP_SILENT)), gap(3, 20, 'offline')],
  },
  { name: 'Partial', facts: [...taken(), checked(2, stateBody('partial_success', 'sf'))] },
  {
    name: 'Deleted',
    request: { method: 'DELETE', bodyAfter: null, changedFields: [] },
    facts: [...taken(), checked(2, GONE, { status: 404, method: 'DELETE' })],
  },
  { name: 'Missing', facts: [...taken(), checked(2, GONE, { status: 404 })] },
  { name: 'Service disabled', facts: [...taken(), checked(2, DISABLED, { status: 400 })] },
  { name: 'Refused', facts: [SENT, answered(0.42, 400, REFUSAL)] },
  { name: 'In doubt', facts: [SENT, [30, { type: 'lost', failure: LINE_DOWN }]] },
  {
    name: 'Not applied',
    facts: [SENT, [30, { type: 'lost', failure: LINE_DOWN }], settled('not-applied')],
  },
  { name: 'Not sent', facts: [[0, { type: 'not-sent', failure: LINE_DOWN }]] },
  { name: 'Not asked', facts: [...taken(), notAsked(2, 9)] },
  {
    name: 'Timed out',
    facts: [...taken(), checked(2, stateBody('in_progress', 'sp')), [1200, { type: 'timed-out' }]],
  },
  {
    name: 'Stopped and resumed',
    facts: [
      ...taken(),
      checked(2, stateBody('in_progress', 'sp')),
      [3, { type: 'stopped' }],
      [8, { type: 'resumed' }],
      checked(9, stateBody('in_progress', 'sp')),
      [12, { type: 'stopped' }],
    ],
  },
  {
    name: 'Two sessions',
    request: { kind: 'ike-profiles' },
    facts: [
      SENT,
      answered(0.42),
      ...['one', 'two'].map(
        (id): Fact => [
          0.5,
          { ...WATCH, sessionId: id, sessionName: `Session ${id}` } as RequestFact,
        ],
      ),
      ...(['one', 'two'] as const).map((sessionId): Fact => {
        const words = sessionId === 'one' ? ['in_sync', 'ss'] : ['error', 'sf'];
        const [at, fact] = checked(2, stateBody(words[0] ?? '', words[1] ?? ''));
        return [at, { ...fact, sessionId } as RequestFact];
      }),
    ],
  },
  {
    name: 'Sent elsewhere',
    request: { origin: 'elsewhere', bodyBefore: null, bodyAfter: null, changedFields: [] },
    facts: [[0, { type: 'nothing-to-ask', reason: 'No session uses this profile' }]],
  },
];

const body = (revision: number, description: string) => ({
  ...{ resource_type: 'PolicyBasedIPSecVPNSession', display_name: 'Amsterdam ↔ Osaka' },
  ...{ description, _revision: revision },
});

/** Changes of one object, and between them others that nobody here made. */
export const ONE_OBJECT: readonly Recorded[] = [
  { before: body(4, 'first'), after: body(4, 'second') },
  { before: body(7, 'by someone else'), after: body(7, 'third') },
  { before: body(9, 'by another one'), after: body(9, 'fourth') },
].map(({ before, after }, at) => ({
  name: 'Chain',
  request: {
    ...{ entityId: 'chain', bodyBefore: before, bodyAfter: after, changedFields: ['description'] },
    writtenAt: T0 - (3 - at) * 86_400_000,
  },
  facts: [...taken(), checked(2, stateBody('in_sync', 'ss'))],
}));

/** Puts such requests on record in a data folder, through the product's own store. */
export function writeRequests(dataDir: string, recorded: readonly Recorded[]): void {
  const store = openDatabase(dataDir, () => {});
  for (const [at, { name, request, facts }] of recorded.entries()) {
    const id = RequestId.parse(`request-${at}`);
    const entityId = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const put = aRequest({ id, entityName: name, entityId, ...request });
    store.addRequest(put);
    for (const [seconds, fact] of facts) {
      store.addFact(id, put.writtenAt + Math.round(seconds * 1000), fact);
    }
  }
  store.close();
}
