import type { Payload } from '../../shared/contract.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import '../../renderer/bridge.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

/** Stands in for main where only the window is looked at; not shipped. */

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SHA = 'b3a1f0c49e2d7788a05c6d1f3e9b4a7260d8c5e1f2a39b4c8d7e6f50a1b2c3d4';
const OTHER_SHA = '04d1e7f2903b5a6c8d7e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e';

const untrusted: Failure = {
  kind: 'untrusted',
  address: 'nsx-fra-02.example.net',
  expected: SHA,
  presented: OTHER_SHA,
  detail: 'The connection was closed before anything was sent.',
};

function manager(
  over: Partial<Omit<ManagerView['manager'], 'id'>> & { id: string },
  rest: Partial<ManagerView>,
  now: number,
): ManagerView {
  return {
    manager: {
      name: over.id,
      address: `${over.id}.example.net`,
      environment: 'production',
      colour: 'orange',
      readOnly: false,
      trust: { kind: 'fingerprint', sha256: SHA },
      user: 'vpn-desk',
      auth: 'session',
      practice: false,
      createdAt: now - 60 * HOUR,
      ...over,
    } as ManagerView['manager'],
    credential: 'keychain',
    link: { state: 'reachable', since: now - 3 * HOUR, lastAnswerAt: now - 9000, failure: null },
    facts: {
      readAt: now - 4 * MINUTE,
      version: '4.2.1.0.0.24105824',
      hostname: over.id,
      cluster: 'STABLE',
      controlCluster: 'STABLE',
      roles: ['enterprise_admin'],
      clockOffsetMs: 210,
    },
    ...rest,
  };
}

function fakeManagers(now: number): ManagerView[] {
  return [
    manager({ id: 'nsx-ams-vip' }, {}, now),
    manager(
      { id: 'nsx-lab', environment: 'lab', colour: 'teal', createdAt: now - 50 * HOUR },
      {
        credential: 'session-only',
        link: {
          state: 'unreachable',
          since: now - 12 * MINUTE,
          lastAnswerAt: now - 12 * MINUTE,
          failure: {
            kind: 'unreachable',
            address: 'nsx-lab.example.net',
            reason: 'no-route',
            detail: 'Is the VPN of the lab up?',
          },
        },
      },
      now,
    ),
    manager(
      { id: 'nsx-fra-02', colour: 'violet', readOnly: true, createdAt: now - 40 * HOUR },
      {
        link: {
          state: 'untrusted',
          since: now - HOUR,
          lastAnswerAt: now - HOUR,
          failure: untrusted,
        },
      },
      now,
    ),
    manager(
      {
        id: 'practice',
        name: 'Practice manager',
        address: '127.0.0.1:44321',
        environment: 'practice',
        colour: 'green',
        practice: true,
        createdAt: now - 30 * HOUR,
      },
      {},
      now,
    ),
  ];
}

function request(
  index: number,
  entityName: string,
  over: Partial<RequestSummary>,
  now: number,
): RequestSummary {
  const writtenAt = now - (index * 11 + 1) * MINUTE;
  return {
    request: {
      id: `request-${index}`,
      managerId: 'nsx-ams-vip',
      managerName: 'nsx-ams-vip',
      managerAddress: 'nsx-ams-vip.example.net',
      managerEnvironment: 'production',
      managerColour: 'orange',
      user: 'vpn-desk',
      draftId: null,
      method: 'PUT',
      kind: 'sessions',
      entityId: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
      entityName,
      url: 'https://nsx-ams-vip.example.net/api/v1/vpn/ipsec/sessions/8dd1c386',
      ereqId: 'e0d2d1d2',
      bodyBefore: null,
      bodyAfter: null,
      changedFields: ['policy_rules[1026].destinations'],
      writtenAt,
    },
    verdict: 'realized',
    open: false,
    nsxRequestId: 'e550100d-f722-40cc-9de6-cf84d3da3ccb',
    entityId: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    nodesDone: 4,
    nodesTotal: 4,
    durationMs: 12_400,
    checks: 5,
    lastCheckAt: writtenAt + 12_400,
    nextCheckAt: null,
    notAsked: null,
    ...over,
  } as RequestSummary;
}

function fakeRequests(now: number): RequestSummary[] {
  return [
    request(
      0,
      'tunnel profile gold-gcm256',
      { verdict: 'in-progress', open: true, nodesDone: 3 },
      now,
    ),
    request(1, 'Amsterdam ↔ Osaka', {}, now),
    request(
      2,
      'Frankfurt ↔ Leeds',
      { verdict: 'unknown', open: true, nodesDone: 3, checks: 9 },
      now,
    ),
    request(
      3,
      'Lyon ↔ Turin',
      { verdict: 'in-doubt', nodesDone: 0, nodesTotal: 0, checks: 0 },
      now,
    ),
    request(4, 'Lyon ↔ Genoa', { verdict: 'refused', nodesTotal: 0, checks: 0 }, now),
    request(5, 'Paris ↔ Madrid', { verdict: 'service-disabled', nodesTotal: 0 }, now),
    request(
      6,
      'Osaka ↔ Perth',
      { verdict: 'timed-out', nodesDone: 3, durationMs: 20 * MINUTE },
      now,
    ),
  ];
}

function fakeDraft(now: number) {
  return {
    id: 'draft-1',
    managerId: 'nsx-ams-vip',
    kind: 'sessions',
    operation: 'change',
    entityId: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    base: { display_name: 'Test RZ_UPDATED', _revision: 3 },
    baseReadAt: now - HOUR,
    body: { display_name: 'Amsterdam ↔ Osaka', _revision: 3 },
    text: null,
    createdAt: now - HOUR,
    savedAt: now - 2 * MINUTE,
    version: 4,
  };
}

const SCENARIOS = [
  ['normal', 'Normal', 'Each transport node in turn, a few seconds in all.'],
  ['slow-node', 'One slow node', 'All nodes but one are quick; the last takes 30 seconds.'],
  [
    'node-unknown',
    'A node does not answer for a while',
    'NSX cannot say for 12 seconds, then can.',
  ],
  ['no-ccp', 'No control plane answers', 'Unknown without details at first.'],
  ['node-fails', 'A node fails', 'One transport node reports an error.'],
  ['partial', 'Partial', 'Some nodes have it, some failed.'],
];

type Answer = (input: never) => unknown;

/** Puts a bridge with believable data on `window`; `empty` is a first run. */
export function installFakeBridge({ empty = false, theme = 'system', keychain = true } = {}): void {
  const now = Date.now();
  let settings = { ...DEFAULT_SETTINGS, theme, currentManagerId: 'nsx-ams-vip' };
  const managers = empty ? [] : fakeManagers(now);
  const listeners = new Set<(message: { name: string; payload: unknown }) => void>();
  const tell = (name: string, payload: unknown) => {
    for (const listener of listeners) listener({ name, payload });
  };
  const failing = (failure: Failure) => ({ failure });
  const of = (id: string) => managers.find((view) => view.manager.id === id);

  const answers: Record<string, Answer> = {
    'app.info': () => ({
      version: '0.1.0',
      electron: '45.4.1',
      dataFolder: '/home/ada/.config/Spanwatch',
      dataBytes: 18_432_000,
      platform: 'linux x64',
      keychain: {
        available: keychain,
        name: 'Secret Service',
        detail: keychain ? null : 'org.freedesktop.secrets has no owner.',
      },
      keychainService: 'spanwatch',
    }),
    'settings.get': () => settings,
    'settings.set': (change: Partial<Payload<'settings.changed'>>) => {
      settings = { ...settings, ...change } as typeof settings;
      return settings;
    },
    'manager.list': () => managers,
    'manager.probe': ({ address }: { address: string }) =>
      address.startsWith('nowhere')
        ? failing({ kind: 'unreachable', address, reason: 'dns', detail: '' })
        : {
            address,
            certificate: {
              sha256: OTHER_SHA,
              subject: `CN=${address}, O=Example`,
              issuer: `CN=${address}, O=Example`,
              names: [address],
              validFrom: now - 200 * 24 * HOUR,
              validTo: now + 25 * 24 * HOUR,
              selfSigned: true,
              systemTrusted: false,
            },
          },
    'manager.add': () =>
      failing({
        kind: 'unauthorized',
        error: { module: 'common-services', code: 403, message: 'The credentials were incorrect.' },
      }),
    'manager.check': ({ managerId }: { managerId: string }) => of(managerId),
    'practice.open': () => of('practice'),
    'practice.scenarios': () => ({
      running: true,
      next: 'normal',
      scenarios: SCENARIOS.map(([id, title, description]) => ({ id, title, description })),
      servicesOff: 0,
    }),
    'practice.enable-services': () => null,
    'practice.choose': () => null,
    'inventory.state': ({ managerId }: { managerId: string }) => ({
      managerId,
      asOf: now - 13 * MINUTE,
      reading: false,
      failure: null,
      counts: { sessions: 12 },
    }),
    'inventory.list': ({ managerId, kind }: { managerId: string; kind: string }) => ({
      managerId,
      kind,
      asOf: now - 13 * MINUTE,
      entities:
        kind === 'sessions'
          ? ['Amsterdam ↔ Osaka', 'Frankfurt ↔ Leeds', 'Lyon ↔ Turin'].map((name, index) => ({
              managerId,
              kind,
              id: `8dd1c386-9b2c-4448-85b8-51ff649fae${index}f`,
              name,
              body: { display_name: name },
              readAt: now - 13 * MINUTE,
            }))
          : [],
    }),
    'inventory.look': ({ managerId }: { managerId: string }) => ({
      managerId,
      asOf: now - 13 * MINUTE,
      reading: false,
      failure: null,
      counts: { sessions: 12 },
    }),
    'draft.list': () => (empty ? [] : [fakeDraft(now)]),
    'history.list': () => (empty ? [] : fakeRequests(now)),
  };

  window.spanwatch = {
    async call(name, input) {
      const answer = answers[name]?.(input as never);
      if (answer === undefined) {
        return { ok: false, failure: { kind: 'not-found', what: name } };
      }
      if (answer && typeof answer === 'object' && 'failure' in answer && !('asOf' in answer)) {
        return { ok: false, failure: answer.failure };
      }
      if (name === 'settings.set') tell('settings.changed', answer);
      return { ok: true, value: answer };
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
