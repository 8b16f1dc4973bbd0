import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goFirst, usersIn } from '../../electron/domain/plan/users.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { memorySearch } from '../support/memory-search.ts';

const managerId = ManagerId.parse('m-1');
type Bodies = Partial<Record<EntityKind, Record<string, JsonObject>>>;

function copyOf(bodies: Bodies) {
  const entity =
    (kind: EntityKind) =>
    ([id, body]: [string, JsonObject]): Entity => ({
      ...{ managerId, kind, id, name: `name of ${id}`, readAt: 1 },
      body: { id, ...body },
    });
  return memorySearch((_id, kind) =>
    Object.entries(bodies[kind as EntityKind] ?? {}).map(entity(kind as EntityKind)),
  );
}

const inService = (id: string) => ({ target_id: id, target_type: 'IPSecVPNService' });

const ESTATE: Bodies = {
  sessions: {
    // NSX fills the service: that alone is no use of it.
    s0: { ipsec_vpn_service_id: inService('v1') },
    s1: { local_endpoint_id: 'l1', peer_endpoint_id: 'p1', ipsec_vpn_service_id: inService('v1') },
    s2: { local_endpoint_id: 'l2', peer_endpoint_id: 'p1', ipsec_vpn_service_id: inService('v2') },
  },
  'local-endpoints': {
    l1: { ipsec_vpn_service_id: inService('v1') },
    l2: { ipsec_vpn_service_id: inService('v2') },
  },
  'peer-endpoints': { p1: { ike_profile_id: 'i1' } },
};

describe('what has to go for an object to go', () => {
  it.each([
    ['services', 'v1', ['s1', 'l1', 'v1']],
    ['ike-profiles', 'i1', ['s1', 's2', 'p1', 'i1']],
    ['sessions', 's1', ['s1']],
    ['dpd-profiles', 'unused', ['unused']],
  ] as const)('%s %s: users first', (kind, id, ids) => {
    const order = goFirst(copyOf(ESTATE), managerId, { kind, id }, 99);
    expect(order?.map((one) => one.id)).toEqual(ids);
  });

  it('is nothing where it is more than asked for', () => {
    const of = { kind: 'ike-profiles', id: 'i1' } as const;
    expect(goFirst(copyOf(ESTATE), managerId, of, 4)).toHaveLength(4);
    expect(goFirst(copyOf(ESTATE), managerId, of, 3)).toBeNull();
  });

  it('has every user before what it uses, in any estate', () => {
    const named = fc.constantFrom('a', 'b', 'c');
    const estate = fc.record({
      sessions: fc.dictionary(
        named,
        fc.record({ local_endpoint_id: named, peer_endpoint_id: named }),
      ),
      'local-endpoints': fc.dictionary(
        named,
        named.map((id) => ({ ipsec_vpn_service_id: inService(id) })),
      ),
      'peer-endpoints': fc.dictionary(named, fc.record({ ike_profile_id: named })),
    });
    const of = fc.constantFrom<EntityKind>('services', 'ike-profiles', 'peer-endpoints');
    fc.assert(
      fc.property(estate, of, named, (bodies, kind, id) => {
        const copy = copyOf(bodies);
        const order = goFirst(copy, managerId, { kind, id }, 99) ?? [];
        expect(order.at(-1)).toEqual({ kind, id });
        for (const [at, one] of order.entries()) {
          for (const user of usersIn(copy, managerId, one, 99)) {
            const place = order.findIndex((each) => each.kind === user.kind && each.id === user.id);
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThan(at);
          }
        }
      }),
    );
  });
});

describe('those that use an object', () => {
  it('are named, the first of them, and none that NSX has only filled in', () => {
    const copy = copyOf(ESTATE);
    expect(usersIn(copy, managerId, { kind: 'services', id: 'v1' }, 9)).toEqual([
      { kind: 'local-endpoints', id: 'l1', name: 'name of l1' },
    ]);
    expect(usersIn(copy, managerId, { kind: 'peer-endpoints', id: 'p1' }, 1)).toHaveLength(1);
  });
});
