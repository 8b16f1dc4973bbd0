import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import type { EntityKind, InventoryKind } from '../../shared/nsx/kinds.ts';
import { referencesOf } from '../../shared/nsx/references.ts';
import { type Candidate, landedBody, landingsOf, portableOf } from '../../shared/portable.ts';

const HERE: Record<string, string> = {
  le1: 'le-ams',
  pe1: 'pe-osaka',
  svc1: 'vpn-ams',
  ca1: 'root',
};
const nameOf = (_to: InventoryKind, id: string) => HERE[id] ?? null;
const SESSION: JsonObject = {
  resource_type: 'PolicyBasedIPSecVPNSession',
  id: 's1',
  _revision: 4,
  display_name: 'Amsterdam ↔ Osaka',
  local_endpoint_id: 'le1',
  peer_endpoint_id: 'pe1',
  ipsec_vpn_service_id: 'svc1',
  vendor_field: 7,
  policy_rules: [{ id: '7', sources: [{ subnet: '10.0.0.0/24' }], destinations: [] }],
};
const LOCAL: JsonObject = {
  resource_type: 'IPSecVPNLocalEndpoint',
  display_name: 'le-ams',
  local_address: '203.0.113.10',
  ipsec_vpn_service_id: {
    target_id: 'svc1',
    target_type: 'IPSecVPNService',
    target_display_name: 'vpn-ams',
    is_valid: true,
  },
  trust_ca_ids: ['ca1', 'ca2'],
};

/** What an object becomes on a manager that has these. */
function moved(
  kind: EntityKind,
  body: JsonObject,
  there: Partial<Record<InventoryKind, Candidate[]>>,
  chosen: Record<string, string> = {},
) {
  const portable = portableOf(kind, body, String(body.display_name), nameOf);
  const landings = landingsOf(portable, (to) => there[to] ?? []);
  return { landings, body: landedBody(portable, landings, chosen) };
}

describe('a copy for another manager', () => {
  it('names what is called the same there, and leaves out what NSX gave to the old one', () => {
    const { landings, body } = moved('sessions', SESSION, {
      'local-endpoints': [{ id: 'le9', name: 'le-ams' }],
      'peer-endpoints': [{ id: 'pe9', name: 'pe-osaka' }],
    });
    expect(landings.map(({ key, how }) => [key, how])).toEqual([
      ['local_endpoint_id', 'same-name'],
      ['peer_endpoint_id', 'same-name'],
    ]);
    expect(body).toEqual({
      resource_type: 'PolicyBasedIPSecVPNSession',
      display_name: 'Amsterdam ↔ Osaka',
      local_endpoint_id: 'le9',
      peer_endpoint_id: 'pe9',
      vendor_field: 7,
      policy_rules: [{ sources: [{ subnet: '10.0.0.0/24' }], destinations: [] }],
    });
  });

  it.each([
    ['nothing is called so', [{ id: 'x', name: 'other' }], 'none'],
    [
      'several are called so',
      [
        { id: 'x', name: 'pe-osaka' },
        { id: 'y', name: 'pe-osaka' },
      ],
      'several',
    ],
  ])('asks where %s, and leaves the place empty until then', (_what, peers, how) => {
    const { landings, body } = moved('sessions', SESSION, { 'peer-endpoints': peers });
    expect(landings.find((one) => one.key === 'peer_endpoint_id')).toMatchObject({
      id: null,
      how,
      was: 'pe-osaka',
    });
    expect(body).not.toHaveProperty('peer_endpoint_id');
  });

  it('takes what a person chose over what was found, also none', () => {
    const there = { 'peer-endpoints': [{ id: 'pe9', name: 'pe-osaka' }] };
    const with_ = (id: string) => moved('sessions', SESSION, there, { peer_endpoint_id: id }).body;
    expect(with_('pe8')).toMatchObject({ peer_endpoint_id: 'pe8' });
    expect(with_('')).not.toHaveProperty('peer_endpoint_id');
  });

  it('keeps the same ids on the same manager', () => {
    const { landings } = moved('sessions', SESSION, {
      'local-endpoints': [{ id: 'le1', name: 'renamed since' }],
      'peer-endpoints': [{ id: 'pe1', name: 'pe-osaka' }],
    });
    expect(landings.every(({ how }) => how === 'same-id')).toBe(true);
  });

  it('names what a local endpoint names: its service by reference, its authorities one by one', () => {
    const { landings, body } = moved('local-endpoints', LOCAL, {
      services: [{ id: 'svc9', name: 'vpn-ams' }],
      certificates: [{ id: 'ca9', name: 'root' }],
    });
    expect(landings.map(({ key }) => key)).toEqual([
      'ipsec_vpn_service_id.target_id',
      'trust_ca_ids[0]',
      'trust_ca_ids[1]',
    ]);
    expect(body.ipsec_vpn_service_id).toEqual({
      target_id: 'svc9',
      target_type: 'IPSecVPNService',
    });
    expect(body.trust_ca_ids).toEqual(['ca9']);
  });

  it('has no key in it', () => {
    const peer = { resource_type: 'IPSecVPNPeerEndpoint', display_name: 'p', psk: 'very-Secret' };
    expect(JSON.stringify(portableOf('peer-endpoints', peer, 'p', nameOf))).not.toContain('Secret');
  });

  it('never names an object that the other manager does not have, unless a person chose it', () => {
    const id = fc.constantFrom('le1', 'pe1', 'le9', 'pe9', 'x');
    const there = fc.array(fc.record({ id, name: fc.constantFrom('le-ams', 'pe-osaka', 'z') }));
    fc.assert(
      fc.property(id, id, there, there, (local, peer, locals, peers) => {
        const body = { ...SESSION, local_endpoint_id: local, peer_endpoint_id: peer };
        const copies = { 'local-endpoints': locals, 'peer-endpoints': peers };
        const named = referencesOf('sessions', moved('sessions', body, copies).body);
        for (const { to, id: now } of named) {
          expect(copies[to as keyof typeof copies].map((one) => one.id)).toContain(now);
        }
      }),
    );
  });
});
