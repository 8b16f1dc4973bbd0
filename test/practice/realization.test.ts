import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import {
  type Clock,
  call,
  change,
  GUIDE_NODES,
  GUIDE_SERVICE,
  GUIDE_SESSION,
  type Json,
  type Reply,
  rows,
  stillClock,
  VPN,
} from './client.ts';

const CCP = 'CCP Id:ab5958df-d98a-468e-a72b-d89dcdae5346';
const BUSY = {
  state: 'in_progress',
  failure_message: `${CCP}, Message:State realization is in progress at the node.`,
};
const node = (id: string | undefined, rest: object): object => ({
  sub_system_type: 'TransportNode',
  sub_system_id: id,
  ...rest,
});
const [FIRST, SECOND] = GUIDE_NODES;

let clock: Clock;
let manager: PracticeManager;

beforeEach(async () => {
  clock = stillClock();
  manager = await startPracticeManager({ now: clock.now });
});
afterEach(() => manager.close());

const sessionPath = `${VPN}/sessions/${GUIDE_SESSION}`;
const state = (requestId?: string, session = GUIDE_SESSION): Promise<Reply> =>
  call(
    manager,
    'GET',
    `${VPN}/sessions/${session}/state${requestId === undefined ? '' : `?request_id=${requestId}`}`,
  );

async function send(scenario: string): Promise<string> {
  manager.control.scenario(scenario);
  const reply = await change(manager, sessionPath, { display_name: `after ${scenario}` });
  expect(reply.status).toBe(200);
  return reply.headers['x-nsx-requestid'] ?? '';
}

/** The overall state after each of the given numbers of seconds. */
async function words(requestId: string, seconds: number[]): Promise<string[]> {
  const seen: string[] = [];
  let at = 0;
  for (const second of seconds) {
    clock.forward(second - at);
    at = second;
    const { json } = await state(requestId);
    seen.push(
      `${second}: ${String(json.state)} ${rows(json.details)
        .map((detail) => String(detail.state))
        .join(',')}`.trim(),
    );
  }
  return seen;
}

describe('the answers of the guide, literally', () => {
  test('in_progress: one node has it, the other not yet', async () => {
    const id = await send('normal');
    clock.forward(3);
    const { status, json, text } = await state(id);
    expect(status).toBe(200);
    expect(json).toEqual({
      details: [node(FIRST, { state: 'in_sync' }), node(SECOND, BUSY)],
      state: 'in_progress',
      failure_message: 'The state realization is in progress at transport nodes.',
    });
    expect(Object.keys(JSON.parse(text))).toEqual(['details', 'state', 'failure_message']);
  });

  test('in_sync: on every node, with no message', async () => {
    const id = await send('normal');
    clock.forward(60);
    expect((await state(id)).json).toEqual({
      details: [node(FIRST, { state: 'in_sync' }), node(SECOND, { state: 'in_sync' })],
      state: 'in_sync',
    });
  });

  test('unknown without details: no CCP node answers', async () => {
    const id = await send('no-ccp');
    expect((await state(id)).json).toEqual({
      state: 'unknown',
      failure_message:
        'Unable to get response from any CCP node. Please retry operation after some time.',
    });
  });

  test('unknown with details: one silent node hides that the other has it', async () => {
    const id = await send('node-unknown');
    clock.forward(6);
    expect((await state(id)).json).toEqual({
      details: [
        node(FIRST, {
          state: 'unknown',
          failure_message: `${CCP}, Message: Unable to get response from the node. Please retry operation after some time.`,
        }),
        node(SECOND, { state: 'in_sync' }),
      ],
      state: 'unknown',
      failure_message: 'The state realization is unknown at transport nodes',
    });
  });

  test('NOT_FOUND after a DELETE, spelled http_status', async () => {
    const gone = await call(manager, 'DELETE', sessionPath);
    expect([gone.status, gone.text]).toEqual([200, '']);
    const reply = await state(gone.headers['x-nsx-requestid']);
    expect(reply.status).toBe(404);
    expect(reply.json).toEqual({
      http_status: 'NOT_FOUND',
      error_code: 600,
      module_name: 'common-services',
      error_message: `The operation failed because object identifier IPSecVPNSession/${GUIDE_SESSION} is missing: Object identifiers are case sensitive..`,
    });
  });

  test('BAD_REQUEST while the service is disabled, spelled httpStatus; the state is back when it is enabled again', async () => {
    const id = await send('service-disabled');
    const reply = await state(id);
    expect(reply.status).toBe(400);
    expect(reply.json).toEqual({
      httpStatus: 'BAD_REQUEST',
      error_code: 110199,
      module_name: 'VPN',
      error_message: `VPN service ${GUIDE_SERVICE} associated with the session ${GUIDE_SESSION} is disabled. Can not get the realization status.`,
    });
    manager.control.setServiceEnabled(GUIDE_SERVICE, true);
    clock.forward(60);
    expect((await state(id)).json.state).toBe('in_sync');
  });
});

describe('each scenario over time', () => {
  test('normal: the nodes one after the other', async () => {
    expect(await words(await send('normal'), [0, 2.4, 2.5, 4.6, 4.7])).toEqual([
      '0: in_progress in_progress,in_progress',
      '2.4: in_progress in_progress,in_progress',
      '2.5: in_progress in_sync,in_progress',
      '4.6: in_progress in_sync,in_progress',
      '4.7: in_sync in_sync,in_sync',
    ]);
  });

  test('slow node', async () => {
    expect(await words(await send('slow-node'), [3, 29, 30])).toEqual([
      '3: in_progress in_sync,in_progress',
      '29: in_progress in_sync,in_progress',
      '30: in_sync in_sync,in_sync',
    ]);
  });

  test('node unknown for a while, then realized', async () => {
    expect(await words(await send('node-unknown'), [1, 11, 12, 15])).toEqual([
      '1: unknown unknown,in_progress',
      '11: unknown unknown,in_sync',
      '12: in_progress in_progress,in_sync',
      '15: in_sync in_sync,in_sync',
    ]);
  });

  test('no control plane for a while, then realized', async () => {
    expect(await words(await send('no-ccp'), [1, 9, 10, 13, 15])).toEqual([
      '1: unknown',
      '9: unknown',
      '10: in_progress in_progress,in_progress',
      '13: in_progress in_sync,in_progress',
      '15: in_sync in_sync,in_sync',
    ]);
  });

  test('a node that fails makes the whole an error, with code and message', async () => {
    const id = await send('node-fails');
    expect(await words(id, [4, 5, 600])).toEqual([
      '4: in_progress in_sync,in_progress',
      '5: error in_sync,error',
      '600: error in_sync,error',
    ]);
    const { json } = await state(id);
    expect(json).toMatchObject({
      failure_code: expect.any(Number),
      failure_message: expect.stringContaining('failed'),
    });
    expect(rows(json.details)[1]).toMatchObject({
      failure_code: expect.any(Number),
      failure_message: expect.stringContaining(CCP),
    });
  });

  test('partial success', async () => {
    expect(await words(await send('partial'), [1, 6, 600])).toEqual([
      '1: in_progress in_progress,in_progress',
      '6: partial_success in_sync,failed',
      '600: partial_success in_sync,failed',
    ]);
  });

  test('never ends', async () => {
    expect(await words(await send('never-ends'), [60, 86_400])).toEqual([
      '60: in_progress in_sync,in_progress',
      '86400: in_progress in_sync,in_progress',
    ]);
  });

  test('session disappears: NOT_FOUND for something that was not a DELETE', async () => {
    const id = await send('vanishes');
    const reply = await state(id);
    expect([reply.status, reply.json.error_code]).toEqual([404, 600]);
  });
});

describe('a request id', () => {
  test('keeps its own course while a later change takes another', async () => {
    const first = await send('never-ends');
    const second = await send('normal');
    clock.forward(30);
    expect((await state(first)).json.state).toBe('in_progress');
    expect((await state(second)).json.state).toBe('in_sync');
    expect((await state()).json.state).toBe('in_sync');
  });

  test('that nobody knows gets the current overall state', async () => {
    expect((await state('e550100d-f722-40cc-9de6-cf84d3da3ccb')).json.state).toBe('in_sync');
    await send('normal');
    expect((await state('e550100d-f722-40cc-9de6-cf84d3da3ccb')).json.state).toBe('in_progress');
  });

  test('of a change to a shared profile is followed on every session that uses it, over each one’s own nodes', async () => {
    const profile = manager.control
      .entities('ike-profiles')
      .find((entity) => entity.display_name === 'ikev2-strong');
    manager.control.scenario('never-ends');
    const reply = await change(manager, `${VPN}/ike-profiles/${profile?.id}`, {
      sa_life_time: 43_200,
    });
    const id = reply.headers['x-nsx-requestid'];
    const peers = manager.control
      .entities('peer-endpoints')
      .filter((peer) => peer.ike_profile_id === profile?.id);
    const users = manager.control
      .entities('sessions')
      .filter((session) => peers.some((peer) => peer.id === session.peer_endpoint_id));
    expect(users.length).toBeGreaterThan(4);
    const counts = new Set<number>();
    for (const session of users) {
      const { json } = await state(id, session.id);
      expect(json.state).toBe('in_progress');
      counts.add(rows(json.details).length);
    }
    expect([...counts].sort()).toEqual([2, 3]);
    expect((await state(id)).json.state).toBe('in_sync');
  });

  test('of a change to a service or an endpoint is followed on its sessions', async () => {
    const session = manager.control
      .entities('sessions')
      .find((entity) => entity.id === GUIDE_SESSION);
    for (const path of [
      `services/${GUIDE_SERVICE}`,
      `local-endpoints/${String(session?.local_endpoint_id)}`,
      `peer-endpoints/${String(session?.peer_endpoint_id)}`,
    ]) {
      const reply = await change(manager, `${VPN}/${path}`, { description: 'changed' });
      expect([path, reply.status]).toEqual([path, 200]);
      expect((await state(reply.headers['x-nsx-requestid'])).json.state).toBe('in_progress');
      clock.forward(60);
    }
  });
});

test('the chosen scenario is for one accepted change; a refused one does not use it up', async () => {
  manager.control.scenario('never-ends');
  expect((await call(manager, 'PUT', sessionPath, { body: {} })).status).toBe(400);
  expect(manager.control.nextScenario()).toBe('never-ends');
  const first = await change(manager, sessionPath, {});
  expect(manager.control.nextScenario()).toBeNull();
  const second = await change(manager, sessionPath, {});
  clock.forward(60);
  expect((await state(first.headers['x-nsx-requestid'])).json.state).toBe('in_progress');
  expect((await state(second.headers['x-nsx-requestid'])).json.state).toBe('in_sync');
});

test('the tunnel’s own status is apart from realization and tells of a failed one', async () => {
  const status = async (): Promise<Json> =>
    (await call(manager, 'GET', `${sessionPath}/status?source=realtime`)).json;
  expect(await status()).toMatchObject({
    session_status: 'UP',
    total_tunnels: 1,
    negotiated_tunnels: 1,
    failed_tunnels: 0,
  });
  await send('node-fails');
  clock.forward(10);
  expect(await status()).toMatchObject({
    session_status: 'DOWN',
    ike_status: { ike_session_state: 'DOWN', fail_reason: 'Configuration failed' },
    negotiated_tunnels: 0,
  });
  manager.control.setServiceEnabled(GUIDE_SERVICE, false);
  expect(await status()).toMatchObject({
    ike_status: { fail_reason: 'IPsec service not enabled' },
  });
});
