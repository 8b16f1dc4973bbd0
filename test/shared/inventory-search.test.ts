import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWord } from '../../shared/address-forms.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import { fold, nameKey, searchText, whyFound, wordsIn } from '../../shared/inventory-search.ts';
import type { JsonObject } from '../../shared/json.ts';
import { parseIpv4Bits, printBits } from '../../shared/nsx/address-bits.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { namedBy } from '../../shared/nsx/references.ts';

const entity = (kind: InventoryKind, id: string, name: string, body: JsonObject): Entity => ({
  managerId: ManagerId.parse('m1'),
  kind,
  id,
  name,
  body,
  readAt: 1,
});

describe('an address or a network that is looked for', () => {
  test.each([
    ['10.20.5.77', '10.20.0.0/16', true],
    ['10.20.5.77', '10.20.5.77', true],
    ['10.20.5.77', '10.20.5.77/32', true],
    ['10.20.5.77', '10.20.5.64/26', true],
    ['10.20.5.77', '110.20.0.0/16', false],
    ['10.20.5.77', '10.21.0.0/16', false],
    ['10.20.5.77', '10.20.5.0/28', false],
    ['203.0.113.0/24', '203.0.113.66', true],
    ['203.0.113.0/24', '203.0.113.0/28', true],
    ['203.0.113.0/24', '1203.0.113.66', false],
    ['203.0.113.0/24', '203.0.114.1', false],
    ['10.0.0.0/8', '10.200.0.0/16', true],
    ['10.20', '10.20.0.0/16', true],
    ['10.20.5.777', '10.20.0.0/16', false],
    ['10.20.5.0/25', '10.20.5.1', false],
  ])('%s finds an object with %s: %s', (typed, text, isFound) => {
    expect(hasWord(`a name\n${text}\nmore`, typed)).toBe(isFound);
    expect(hasWord(text, typed)).toBe(isFound);
  });

  test('finds every network that it lies in', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 4, max: 32 }), (address, prefix) => {
        const bits = parseIpv4Bits(address) ?? 0n;
        const host = BigInt(32 - prefix);
        const network = printBits((bits >> host) << host, 4);
        expect(hasWord(`${network}/${prefix}`, address)).toBe(true);
      }),
    );
  });
});

describe('what an object is found by', () => {
  const peer = entity('peer-endpoints', 'pe-1', 'pe-osaka', {
    peer_address: '198.51.100.20',
    peer_id: 'vpn.osaka.example.net',
    psk: '«redacted»',
  });
  const session = entity('sessions', 's-10', 'Ōsaka ↔ Amsterdam', {
    resource_type: 'PolicyBasedIPSecVPNSession',
    display_name: 'Ōsaka ↔ Amsterdam',
    peer_endpoint_id: 'pe-1',
    tags: [{ scope: 'site', tag: 'AMS' }],
    policy_rules: [{ id: '1026', sources: [{ subnet: '10.20.0.0/16' }], action: 'PROTECT' }],
    made_up_later: { deep: ['Unheard-of'] },
    _create_user: 'admin',
  });
  const text = searchText(session, [peer]);
  test.each([
    ['its name, without accents and case', 'OSAKA'],
    ['its id', 'S-10'],
    ['a subnet of a rule', '10.20.'],
    ['a tag', 'site:ams'],
    ['the address of an end', '198.51.100.20'],
    ['the name of an end', 'pe-osaka'],
    ['the id of an end', 'pe-1'],
    ['a field that Spanwatch does not know', 'unheard-of'],
  ])('%s', (_what, typed) => {
    expect(wordsIn(typed).every((word) => text.includes(word))).toBe(true);
  });

  test.each([
    ['its type, which every session has', 'PolicyBased'],
    ['an action, which every rule has', 'PROTECT'],
    ['who made it', 'admin'],
    ['the mark of a secret', '«redacted»'],
  ])('not by %s', (_what, typed) => {
    expect(searchText(session, [peer]) + searchText(peer, [])).not.toContain(fold(typed));
  });

  test('why it was found is said by field, and not where its name says it', () => {
    expect(whyFound(session, [peer], wordsIn('osaka amsterdam'))).toEqual([]);
    expect(whyFound(session, [peer], wordsIn('ams 10.20.'))).toEqual([
      { label: expect.stringMatching(/subnet/i), text: '10.20.0.0/16' },
    ]);
    expect(whyFound(session, [peer], wordsIn('198.51'))).toEqual([
      { label: 'Peer endpoint', text: '198.51.100.20' },
    ]);
  });

  test('whatever is part of a name finds it, and no word is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const found = searchText(entity('services', 'x', name, {}), []);
        for (const word of wordsIn(name)) expect(found).toContain(word);
      }),
    );
  });
});

test('names stand in the order in which people count', () => {
  const names = ['Session 10', 'session 9', 'Session 009 b', 'Åland', 'Zürich', 'Azores'];
  expect(names.sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual([
    'Åland',
    'Azores',
    'session 9',
    'Session 009 b',
    'Session 10',
    'Zürich',
  ]);
});

describe('what an object names', () => {
  test.each<[InventoryKind, JsonObject, string[]]>([
    [
      'sessions',
      { local_endpoint_id: 'l', peer_endpoint_id: 'p', ipsec_vpn_service_id: 's' },
      ['local-endpoints l', 'peer-endpoints p', 'services s'],
    ],
    [
      'local-endpoints',
      {
        ipsec_vpn_service_id: { target_id: 's', is_valid: true },
        certificate_id: 'c',
        trust_ca_ids: ['ca', 'ca'],
        trust_crl_ids: ['r'],
      },
      ['services s', 'certificates c', 'certificates ca', 'crls r'],
    ],
    [
      'peer-endpoints',
      { ike_profile_id: 'i', ipsec_tunnel_profile_id: 't', dpd_profile_id: 'd' },
      ['ike-profiles i', 'tunnel-profiles t', 'dpd-profiles d'],
    ],
    ['services', { logical_router_id: 'g' }, ['logical-routers g']],
    ['ike-profiles', { display_name: 'x' }, []],
    ['sessions', { local_endpoint_id: 7, peer_endpoint_id: null, ipsec_vpn_service_id: '' }, []],
    ['local-endpoints', { trust_ca_ids: [null, { target_id: 3 }, 'ca'] }, ['certificates ca']],
  ])('%s %j', (kind, body, named) => {
    expect(namedBy(kind, body).map((one) => `${one.kind} ${one.id}`)).toEqual(named);
  });
});

test('an id as it is shown, with its middle left out, is found by its beginning and its end', () => {
  expect(wordsIn('2FAE3F3C…c9b78')).toEqual(['2fae3f3c', 'c9b78']);
  expect(wordsIn('2fae3f3c...c9b78 osaka')).toEqual(['2fae3f3c', 'c9b78', 'osaka']);
});
