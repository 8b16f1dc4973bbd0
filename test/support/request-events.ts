import type { NodeState, Reading } from '../../shared/realization.ts';
import { readAnswer } from '../../shared/realization.ts';
import type { Request, RequestEvent, RequestFact } from '../../shared/request.ts';
import { Request as RequestSchema } from '../../shared/request.ts';

/** When the requests of these tests are written. */
export const T0 = 1_760_000_000_000;

export const NODE_NAMES: Record<string, string> = {
  'node-a1': 'edge-ams-01',
  'node-a2': 'edge-ams-02',
  'node-f1': 'edge-fra-01',
  'node-f2': 'edge-fra-02',
};

const NODE_IDS = Object.keys(NODE_NAMES);

export function aRequest(patch: Partial<Request> = {}): Request {
  return RequestSchema.parse({
    id: 'request-1',
    managerId: 'manager-1',
    managerName: 'nsx-ams-vip',
    managerAddress: 'nsx-ams.example',
    managerEnvironment: 'production',
    managerColour: 'orange',
    user: 'admin',
    draftId: null,
    method: 'PUT',
    kind: 'sessions',
    entityId: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    entityName: 'Amsterdam ↔ Osaka',
    url: 'https://nsx-ams.example/api/v1/vpn/ipsec/sessions/8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    ereqId: 'ereq-1',
    bodyBefore: { resource_type: 'PolicyBasedIPSecVPNSession', display_name: 'Amsterdam ↔ Osaka' },
    bodyAfter: { resource_type: 'PolicyBasedIPSecVPNSession', display_name: 'Amsterdam ↔ Osaka' },
    changedFields: ['policy_rules[1026].destinations'],
    writtenAt: T0,
    ...patch,
  });
}

/** Facts at seconds after T0, numbered as they stand. */
export function life(...facts: [seconds: number, fact: RequestFact][]): RequestEvent[] {
  return facts.map(([seconds, fact], index) => ({
    requestId: aRequest().id,
    seq: index + 1,
    at: T0 + Math.round(seconds * 1000),
    fact,
  }));
}

export function exchange(status: number, body: string, startedAt: number, durationMs: number) {
  return {
    method: 'GET',
    url: 'https://nsx-ams.example/api/v1/vpn/ipsec/sessions/8dd1c386/state?request_id=e550100d',
    startedAt,
    durationMs,
    status,
    headers: { 'content-type': 'application/json' },
    body,
  };
}

export function answered(seconds: number, status = 200, body = '{}'): [number, RequestFact] {
  const durationMs = 420;
  return [
    seconds,
    {
      type: 'answered',
      exchange: exchange(status, body, T0 + seconds * 1000 - durationMs, durationMs),
      nsxRequestId: 'e550100d-f722-40cc-9de6-cf84d3da3ccb',
      entityId: null,
    },
  ];
}

export const WATCH: RequestFact = {
  type: 'watch-started',
  sessionId: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
  nsxRequestId: 'e550100d-f722-40cc-9de6-cf84d3da3ccb',
  deadlineMs: 20 * 60_000,
};

/** Node words in the order of NODE_NAMES: `s` in_sync, `p` in_progress, `u` unknown, `f` failed, `-` not named. */
const WORDS: Record<string, string> = { s: 'in_sync', p: 'in_progress', u: 'unknown', f: 'failed' };
const NODE_UNREACHED =
  'CCP Id:ab5958df-d98a-468e-a72b-d89dcdae5346, Message: Unable to get response from the node. Please retry operation after some time.';

export function stateBody(overall: string, nodes: string, message?: string): string {
  const details = [...nodes].flatMap((letter, index) => {
    const state = WORDS[letter];
    if (state === undefined) return [];
    return [
      {
        sub_system_type: 'TransportNode',
        sub_system_id: NODE_IDS[index],
        state,
        ...(letter === 'u' ? { failure_message: NODE_UNREACHED } : {}),
      },
    ];
  });
  return JSON.stringify({ details, state: overall, failure_message: message });
}

/** A check whose answer is received `seconds` after T0, as the verdict table reads it. */
export function checked(
  seconds: number,
  body: string,
  { status = 200, durationMs = 50, method = 'PUT' as Request['method'] } = {},
): [number, RequestFact] {
  const reading = readAnswer(method, status, body, null) as Reading;
  const at = T0 + seconds * 1000 - durationMs;
  return [
    seconds,
    {
      type: 'checked',
      exchange: exchange(status, body, at, durationMs),
      verdict: reading.verdict,
      rawState: reading.rawState ?? null,
      message: reading.message ?? null,
      nodes: (reading.nodes ?? []) as NodeState[],
    },
  ];
}

export function notAsked(seconds: number, nextSeconds: number | null): [number, RequestFact] {
  return [
    seconds + 5,
    {
      type: 'not-asked',
      startedAt: T0 + seconds * 1000,
      failure: { kind: 'unreachable', address: 'nsx-ams.example', reason: 'no-route', detail: '' },
      nextAt: nextSeconds === null ? null : T0 + nextSeconds * 1000,
    },
  ];
}

/** The life of the request in the design's picture: realized on 4 nodes, one of them unknown for a while. */
export function pictureLife(): RequestEvent[] {
  return life(
    [0, { type: 'sent' }],
    answered(0.42),
    [0.43, WATCH],
    checked(1.4, stateBody('in_progress', 'sppp')),
    checked(3.4, stateBody('in_progress', 'spss')),
    checked(
      5.1,
      stateBody('unknown', 'suss', 'The state realization is unknown at transport nodes'),
      { durationMs: 1900 },
    ),
    checked(8.2, stateBody('in_progress', 'spss')),
    checked(12.4, stateBody('in_sync', 'ssss')),
  );
}
