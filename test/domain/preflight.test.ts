import { describe, expect, it, test } from 'vitest';
import { fieldLines, preflight } from '../../electron/domain/draft/preflight.ts';
import { factsAround, type PreflightFacts } from '../../electron/domain/draft/preflight-facts.ts';
import { roleSays } from '../../electron/domain/draft/role.ts';
import { splitLines } from '../../electron/domain/plan/plan-lines.ts';
import type { InventoryCounts } from '../../electron/domain/ports.ts';
import type { Draft, Operation, PreflightLine } from '../../shared/draft.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { must, withDraft } from '../support/fakes.ts';
import { memorySearch } from '../support/memory-search.ts';

const READ_AT = 7;
type Rows = Partial<Record<InventoryKind, Record<string, JsonObject>>>;

const ESTATE: Rows = {
  services: { s1: { display_name: 'vpn-ams', enabled: true, logical_router_id: 'lr' } },
  'local-endpoints': {
    l1: { local_address: '198.51.100.1', ipsec_vpn_service_id: { target_id: 's1' } },
  },
  'peer-endpoints': { p1: { tunnel: 1, ipsec_tunnel_profile_id: 't1', ike_profile_id: 'i1' } },
  'tunnel-profiles': { t1: {}, spare: {} },
  'ike-profiles': { i1: {} },
  sessions: {
    a: {
      resource_type: 'PolicyBasedIPSecVPNSession',
      local_endpoint_id: 'l1',
      peer_endpoint_id: 'p1',
    },
    b: {
      resource_type: 'RouteBasedIPSecVPNSession',
      local_endpoint_id: 'l1',
      peer_endpoint_id: 'p1',
    },
  },
};

function copyOf(managerId: Draft['managerId'], rows: Rows, asOf: number | null = READ_AT) {
  const list = (kind: InventoryKind) =>
    Object.entries(rows[kind] ?? {}).map(
      ([id, body]): Entity => ({
        managerId,
        kind,
        id,
        name: typeof body.display_name === 'string' ? body.display_name : `the ${id}`,
        body: { id, _revision: 1, ...body },
        readAt: READ_AT,
      }),
    );
  const one = (kind: InventoryKind, id: string) =>
    list(kind).find((each) => each.id === id) ?? null;
  const store = {
    ...memorySearch((_managerId, kind) => list(kind)),
    entity: (_managerId: ManagerId, kind: InventoryKind, id: string) => one(kind, id),
    inventoryCounts: () => ({ asOf, counts: {} as InventoryCounts['counts'], hidden: {} }),
  };
  const clock = {
    after(_ms: number, run: () => void) {
      run();
      return () => undefined;
    },
  };
  return { entity: one, store, clock };
}

type Case = {
  kind: Draft['kind'];
  operation: Operation;
  id?: string;
  body?: JsonObject;
  base?: JsonObject;
  rows?: Rows;
  roles?: string[];
  /** When the copy was read; null: it never was. */
  asOf?: null;
  key?: boolean | 'short' | null;
  override?: Draft['override'];
};

async function factsOf(given: Case): Promise<PreflightFacts> {
  const app = await withDraft();
  const some = app.store.draft(app.draftId);
  const [view] = must(await app.call('manager.list', null));
  if (!some || !view?.facts) throw new Error('There is no draft, or no facts of its manager.');
  const copy = copyOf(app.managerId, { ...ESTATE, ...given.rows }, given.asOf);
  const id = given.id ?? null;
  const base =
    given.base ?? (id === null ? null : (copy.entity(given.kind, id)?.body ?? { _revision: 1 }));
  const draft: Draft = {
    ...some,
    kind: given.kind,
    operation: given.operation,
    entityId: id,
    base,
    body: { ...base, ...given.body },
    ...(given.override && { override: given.override }),
  };
  return {
    draft,
    view: { ...view, facts: { ...view.facts, roles: given.roles ?? ['vpn_admin'] } },
    ...(await factsAround(draft, copy)),
    key: given.key ?? null,
    inDoubt: false,
    now: 0,
  };
}

async function lineOf(given: Case, id: string): Promise<PreflightLine | undefined> {
  return preflight(await factsOf(given)).find((line) => line.id.startsWith(id));
}

const owned = { _protection: 'REQUIRE_OVERRIDE', _create_user: 'nsx_policy', _revision: 1 };
const tunnel = { kind: 'tunnel-profiles', operation: 'change', id: 't1' } as const;
const peer = { kind: 'peer-endpoints', operation: 'create' } as const;
const session = { kind: 'sessions', operation: 'change', id: 'a' } as const;
const off: Rows = { services: { s1: { enabled: false, display_name: 'vpn-ams' } } };

const rulesOf = (local: string, remote: string): JsonObject => ({
  resource_type: 'PolicyBasedIPSecVPNSession',
  policy_rules: [{ id: '1', sources: [{ subnet: local }], destinations: [{ subnet: remote }] }],
});

test.each<[string, JsonObject]>([
  ['there are no rules', { ...rulesOf('', ''), policy_rules: [] }],
  ['a side is empty', { ...rulesOf('', ''), policy_rules: [{ sources: [], destinations: [] }] }],
  ['a subnet can’t be read', rulesOf('10.9.0.0/24', '10.8.0')],
  ['it is route-based, and has no tunnel port', { resource_type: 'RouteBasedIPSecVPNSession' }],
])('pre-flight does not say that no other session wants its subnets where %s', async (_, body) => {
  expect(await lineOf({ ...session, body }, 'siblings')).toBeUndefined();
});

describe('pre-flight says', () => {
  it.each<[string, Case, string, PreflightLine['level'], RegExp]>([
    [
      'which sessions a shared profile touches',
      tunnel,
      'affected',
      'ask',
      /^Touches 2 sessions the a, the b$/,
    ],
    ['that a profile is used by none', { ...tunnel, id: 'spare' }, 'affected', 'ok', /^No session/],
    [
      'who names what is to be deleted',
      { ...tunnel, operation: 'delete' },
      'users',
      'stop',
      /Used by 1 object .*peer endpoint “the p1”/,
    ],
    [
      'that nothing names it',
      { ...tunnel, operation: 'delete', id: 'spare' },
      'users',
      'ok',
      /^Nothing uses it/,
    ],
    [
      'that a service of a session is off',
      { ...session, rows: off },
      'service',
      'ask',
      /disabled vpn-ams/,
    ],
    [
      'that a service of the sessions of a profile is off',
      { ...tunnel, rows: off },
      'service',
      'ask',
      /disabled vpn-ams/,
    ],
    ['that a service is on', session, 'service', 'ok', /enabled vpn-ams/],
    [
      'what becomes of a service that is switched off',
      { kind: 'services', operation: 'change', id: 's1', body: { enabled: false } },
      'service',
      'ask',
      /service is off/,
    ],
    [
      'that a named profile is there',
      { ...peer, body: { ike_profile_id: 'i1' } },
      'ike_profile_id',
      'ok',
      /IKE profile exists the i1/,
    ],
    [
      'that a named profile is not in the inventory',
      { ...peer, body: { ike_profile_id: 'x' } },
      'ike_profile_id',
      'ask',
      /IKE profile is not in the inventory/,
    ],
    [
      'that a service named by reference is there',
      {
        kind: 'local-endpoints',
        operation: 'create',
        body: { ipsec_vpn_service_id: { target_id: 's1' } },
      },
      'ipsec_vpn_service_id',
      'ok',
      /VPN service exists vpn-ams/,
    ],
    ['that a new peer has no key', peer, 'key', 'stop', /No pre-shared key/],
    [
      'that the key of a mark is gone',
      { ...peer, body: { psk: REDACTED }, key: false },
      'key',
      'stop',
      /is gone/,
    ],
    [
      'that a key is ready',
      { ...peer, body: { psk: REDACTED }, key: true },
      'key',
      'ok',
      /is ready/,
    ],
    [
      'that an unchanged key is not sent',
      { ...peer, operation: 'change', id: 'p1' },
      'key',
      'ask',
      /not sent along/,
    ],
    [
      'that a peer which had a certificate has no key yet',
      {
        ...peer,
        operation: 'change',
        id: 'p1',
        base: { authentication_mode: 'CERTIFICATE' },
        body: { authentication_mode: 'PSK' },
      },
      'key',
      'stop',
      /No pre-shared key/,
    ],
    [
      'whose object it is',
      { ...tunnel, base: owned, rows: { 'tunnel-profiles': { t1: owned } } },
      'protection',
      'stop',
      /Owned by nsx_policy/,
    ],
    [
      'that its protection is overridden',
      {
        ...tunnel,
        base: owned,
        rows: { 'tunnel-profiles': { t1: owned } },
        override: { owner: 'nsx_policy', at: 3 },
      },
      'protection',
      'ask',
      /overridden .*PUT goes out with X-Allow-Overwrite/,
    ],
    [
      'that the system keeps it',
      { ...tunnel, rows: { 'tunnel-profiles': { t1: { _system_owned: true } } } },
      'protection',
      'stop',
      /system/,
    ],
    [
      'that nobody may change it',
      { ...tunnel, rows: { 'tunnel-profiles': { t1: { _protection: 'PROTECTED' } } } },
      'protection',
      'stop',
      /Protected/,
    ],
    [
      'that it is free',
      { ...tunnel, rows: { 'tunnel-profiles': { t1: { _protection: 'NOT_PROTECTED' } } } },
      'protection',
      'ok',
      /Not protected/,
    ],
    ['that the role only reads', { ...tunnel, roles: ['auditor'] }, 'role', 'stop', /only reads/],
    [
      'that the role may write',
      { ...tunnel, roles: ['auditor', 'enterprise_admin'] },
      'role',
      'ok',
      /enterprise_admin may write/,
    ],
    [
      'a rule that joins two objects, as what stops',
      { ...peer, operation: 'change', id: 'p1', body: { connection_initiation_mode: 'ON_DEMAND' } },
      'context',
      'stop',
      /“the b” is route-based/,
    ],
    [
      'that no sibling wants the subnets',
      { ...session, body: rulesOf('10.9.0.0/24', '10.8.0.0/24') },
      'siblings',
      'ok',
      /No other session/,
    ],
    [
      'that a short key can be guessed',
      { ...peer, body: { psk: REDACTED }, key: 'short' },
      'key',
      'ask',
      /^Pre-shared key is short/,
    ],
    [
      'that nobody knows whom a change touches, where the inventory was never read',
      { ...tunnel, id: 'spare', asOf: null },
      'affected',
      'ask',
      /^Not known which sessions use it/,
    ],
    [
      'that nobody knows who names what is to be deleted, where the inventory was never read',
      { ...tunnel, operation: 'delete', id: 'spare', asOf: null },
      'users',
      'ask',
      /^Not known what uses it/,
    ],
  ])('%s', async (_, given, id, level, says) => {
    const line = await lineOf(given, id);
    expect(line, id).toMatchObject({ level });
    expect(`${line?.title} ${line?.detail}`).toMatch(says);
  });

  it.each<[string, Case, string]>([
    [
      'a key where certificates are used',
      { ...peer, body: { authentication_mode: 'CERTIFICATE' } },
      'key',
    ],
    [
      'a service before a DELETE, whose end it does not change',
      { ...session, operation: 'delete', rows: off },
      'service',
    ],
    ['protection of what is not there yet', peer, 'protection'],
    [
      'siblings where the local endpoint, and so the service, is not known',
      { ...session, body: { local_endpoint_id: 'not in the copy' } },
      'siblings',
    ],
    ['siblings where the inventory was never read', { ...session, asOf: null }, 'siblings'],
  ])('nothing of %s', async (_, given, id) => {
    expect(await lineOf(given, id)).toBeUndefined();
  });

  it('what is about the manager once for all the steps of a plan', async () => {
    const { ofManager, ofStep } = splitLines(preflight(await factsOf(tunnel)));
    expect(ofManager.map(({ id }) => id)).toEqual(['reachable', 'role', 'api']);
    expect(ofStep.map(({ id }) => id)).toEqual(['revision', 'service']);
  });

  it('that a DELETE carries no revision', async () => {
    const line = await lineOf({ ...session, operation: 'delete' }, 'revision');
    expect(line?.detail).not.toMatch(/carries it/);
  });

  it('for the record what the form said of the fields', async () => {
    const body = {
      display_name: 'x',
      encryption_algorithms: ['AES_GCM_128'],
      digest_algorithms: ['SHA1'],
    };
    const odd = fieldLines(await factsOf({ ...tunnel, body }));
    expect(odd.map(({ level }) => level)).toEqual(['ask', 'ask', 'ok']);
    const wrong = fieldLines(
      await factsOf({ ...tunnel, body: { display_name: 'x', sa_life_time: 1 } }),
    );
    expect(wrong).toMatchObject([{ level: 'stop', path: ['sa_life_time'] }]);
  });
});

it.each<[string[] | null, PreflightLine['level']]>([
  [null, 'ask'],
  [[], 'ask'],
  [['auditor'], 'stop'],
  [['auditor', 'lb_auditor'], 'stop'],
  [['network_op'], 'ask'],
  [['our-own-role'], 'ask'],
  [['auditor', 'our-own-role'], 'ask'],
  [['auditor', 'network_engineer'], 'ok'],
])('of the roles %j pre-flight says %s', (roles, level) => {
  expect(roleSays(roles, 'kim').level).toBe(level);
});
