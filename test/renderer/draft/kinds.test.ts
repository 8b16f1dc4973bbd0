import { describe, expect, it } from 'vitest';
import { draftName, operationWords } from '../../../renderer/draft/draft-names.ts';
import type { Copy } from '../../../renderer/draft/lookup.ts';
import { secondsWords } from '../../../renderer/draft/number-field.tsx';
import { isLocked } from '../../../renderer/draft/protection-notice.tsx';
import { countBySection, sectionOf } from '../../../renderer/draft/sections.ts';
import { usedByWords } from '../../../renderer/draft/used-by.ts';
import type { Draft } from '../../../shared/draft.ts';
import { DraftId, ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { asNewEntity } from '../../../shared/nsx/as-new.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';

const managerId = ManagerId.parse('m');
const draftOf = (over: Partial<Draft>): Draft => ({
  id: DraftId.parse('d'),
  managerId,
  kind: 'tunnel-profiles',
  operation: 'change',
  entityId: 't',
  base: {},
  baseReadAt: 1,
  body: {},
  text: null,
  createdAt: 1,
  savedAt: 1,
  version: 1,
  ...over,
});

describe('a draft of any kind', () => {
  it.each<[Draft['kind'], Draft['operation'], string, string]>([
    ['sessions', 'create', 'New session', 'New session'],
    ['services', 'change', 'VPN service without a name', 'Change VPN service'],
    ['ike-profiles', 'create', 'New IKE profile', 'New IKE profile'],
    ['peer-endpoints', 'delete', 'Peer endpoint without a name', 'Delete peer endpoint'],
  ])('is called by its kind: %s, %s', (kind, operation, name, words) => {
    const draft = draftOf({ kind, operation, entityId: null });
    expect(draftName(draft)).toBe(name);
    expect(operationWords(draft)).toBe(words);
  });

  it.each<[EntityKind, (string | number)[], string]>([
    ['peer-endpoints', ['psk'], 'authentication'],
    ['peer-endpoints', ['ike_profile_id'], 'profiles'],
    ['ike-profiles', ['sa_life_time'], 'key-exchange'],
    ['services', ['bypass_rules', 0, 'sources', 0, 'subnet'], 'bypass-rules'],
    ['local-endpoints', ['ipsec_vpn_service_id', 'target_id'], 'place'],
    ['dpd-profiles', ['display_name'], 'what'],
    ['dpd-profiles', ['tags', 0], 'advanced'],
    ['sessions', ['policy_rules', 0], 'traffic'],
  ])('of %s has the field %j in the section %s', (kind, path, section) => {
    expect(sectionOf(path, kind)).toBe(section);
    expect(countBySection([{ path, message: '' }], kind)[section]).toBe(1);
  });
});

describe('a copy as a new one', () => {
  it('leaves out what NSX gave, at any depth, and keeps what it does not know', () => {
    const body: JsonObject = {
      id: 'x',
      display_name: 'old',
      _revision: 3,
      _system_owned: true,
      from_later: 1,
      bypass_rules: [{ id: '1', _revision: 2, sources: [] }],
    };
    expect(asNewEntity('services', body, 'new')).toEqual({
      display_name: 'new',
      from_later: 1,
      bypass_rules: [{ sources: [] }],
    });
  });

  it('keeps the service that a person chose for a local endpoint, and not that of a session', () => {
    const body: JsonObject = { ipsec_vpn_service_id: { target_id: 's' } };
    expect(asNewEntity('local-endpoints', body, 'n')).toMatchObject(body);
    expect(asNewEntity('sessions', body, 'n')).not.toHaveProperty('ipsec_vpn_service_id');
  });
});

describe('a shared object', () => {
  const entity = (kind: EntityKind, id: string, body: JsonObject) => ({
    [id]: { managerId, kind, id, name: `the ${id}`, body, readAt: 1 },
  });
  const copy = (sessions: string[]): Copy => ({
    'peer-endpoints': entity('peer-endpoints', 'p', { ipsec_tunnel_profile_id: 't' }),
    sessions: Object.assign(
      {},
      ...sessions.map((id) => entity('sessions', id, { peer_endpoint_id: 'p' })),
    ),
  });

  it.each<[string[], string]>([
    [[], 'no session in the inventory uses it'],
    [['a'], 'a change here touches the session “the a”'],
    [['a', 'b', 'c'], 'a change here touches 3 sessions'],
  ])('says whom it touches: %j', (sessions, words) => {
    expect(usedByWords(draftOf({}), copy(sessions))).toBe(words);
  });
});

it.each<[number, string | null]>([
  [60, null],
  [3600, '1 h'],
  [5400, '1 h 30 min'],
  [86_400, '1 day'],
  [172_805, '2 days 5 s'],
])('%i seconds are %s', (seconds, words) => {
  expect(secondsWords(seconds)).toBe(words);
});

describe('a draft is locked', () => {
  const owned = { _protection: 'REQUIRE_OVERRIDE' };
  it.each<[string, Partial<Draft>, boolean]>([
    ['where another principal owns its object', { base: owned }, true],
    [
      'no more once a person has overridden that',
      { base: owned, override: { owner: null, at: 1 } },
      false,
    ],
    [
      'for ever where the system owns it',
      { base: { _system_owned: true }, override: { owner: null, at: 1 } },
      true,
    ],
    ['never while its object is new', { operation: 'create', base: null, body: owned }, false],
  ])('%s', (_, over, locked) => {
    expect(isLocked(draftOf(over))).toBe(locked);
  });
});
