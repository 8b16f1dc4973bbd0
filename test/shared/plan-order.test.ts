import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DraftId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { referencesOf } from '../../shared/nsx/references.ts';
import { draftReference, resolve, unresolvedIn } from '../../shared/plan.ts';
import { type OrderedDraft, orderOf } from '../../shared/plan-order.ts';
import '../seed.ts';

const id = (text: string) => DraftId.parse(text);
const ref = (text: string) => draftReference(id(text));
const inService = (target: string) => ({ target_id: target, target_type: 'IPSecVPNService' });

function draft(name: string, kind: EntityKind, over: Partial<OrderedDraft> = {}): OrderedDraft {
  const entityId = over.operation && over.operation !== 'create' ? name : null;
  const body: JsonObject = { display_name: name };
  return {
    id: id(name),
    kind,
    operation: 'create',
    entityId,
    base: entityId === null ? null : body,
    body,
    createdAt: 1,
    ...over,
  };
}

const names = (drafts: readonly OrderedDraft[]) => orderOf(drafts).ordered.map((one) => one.id);
const six = [
  draft('session', 'sessions', {
    body: { local_endpoint_id: ref('local'), peer_endpoint_id: ref('peer') },
  }),
  draft('peer', 'peer-endpoints', {
    body: {
      ike_profile_id: ref('ike'),
      ipsec_tunnel_profile_id: ref('tunnel'),
      dpd_profile_id: ref('dpd'),
    },
  }),
  draft('local', 'local-endpoints', { body: { ipsec_vpn_service_id: inService(ref('service')) } }),
  draft('dpd', 'dpd-profiles'),
  draft('tunnel', 'tunnel-profiles'),
  draft('ike', 'ike-profiles'),
  draft('service', 'services'),
];

describe('the order of a plan', () => {
  it('is service, profiles, endpoints, session for a whole new VPN', () => {
    expect(names(six)).toEqual(['service', 'ike', 'tunnel', 'dpd', 'local', 'peer', 'session']);
    expect(orderOf(six).problems).toEqual([]);
  });

  it('changes an object before what is made to use it', () => {
    const session = draft('a', 'sessions', { body: { peer_endpoint_id: 'peer-1' } });
    const peer = draft('peer-1', 'peer-endpoints', { operation: 'change', createdAt: 9 });
    expect(names([session, peer])).toEqual(['peer-1', 'a']);
  });

  it('deletes users first, and what was let go after the change that lets it go', () => {
    const base = { local_endpoint_id: 'local-1', peer_endpoint_id: 'peer-1' };
    const session = draft('s-1', 'sessions', { operation: 'delete', base });
    const peer = draft('peer-1', 'peer-endpoints', { operation: 'delete' });
    const local = draft('local-1', 'local-endpoints', { operation: 'delete' });
    const other = draft('s-2', 'sessions', {
      operation: 'change',
      base,
      body: { ...base, peer_endpoint_id: 'peer-2', local_endpoint_id: 'local-2' },
    });
    expect(names([peer, local, session, other])).toEqual(['s-2', 's-1', 'peer-1', 'local-1']);
  });

  const inOne = { ipsec_vpn_service_id: inService('service-1') };
  const service = draft('service-1', 'services', { operation: 'change' });
  const goes = draft('local-1', 'local-endpoints', { operation: 'delete', base: inOne });
  const user = { local_endpoint_id: 'local-1' };

  it('deletes who uses an object before the object is put back: its realization is asked of who is left', () => {
    const session = draft('s-1', 'sessions', { operation: 'delete', base: user });
    expect(names([service, goes, session])).toEqual(['s-1', 'local-1', 'service-1']);
  });

  it('deletes who stands on an object through one that is not in the plan before the object is changed', () => {
    const session = draft('s-1', 'sessions', {
      operation: 'delete',
      base: { local_endpoint_id: 'local-9', peer_endpoint_id: 'peer-9' },
    });
    const profile = draft('tunnel-1', 'tunnel-profiles', { operation: 'change' });
    const copy: Record<string, JsonObject> = {
      'local-endpoints/local-9': inOne,
      'peer-endpoints/peer-9': { ipsec_tunnel_profile_id: 'tunnel-1' },
    };
    const look = (kind: EntityKind, of: string) => copy[`${kind}/${of}`] ?? null;
    const plan = [service, profile, session];
    for (const some of [plan, [...plan].reverse()]) {
      const ordered = orderOf(some, look).ordered.map((one) => one.id);
      expect(ordered).toEqual(['s-1', 'service-1', 'tunnel-1']);
    }
    expect(names(plan)).toEqual(['service-1', 'tunnel-1', 's-1']);
  });

  it('comes to an end where the copy goes round in circles', () => {
    const session = draft('s-1', 'sessions', { operation: 'delete', base: user });
    const round = () => ({ ...user, ipsec_vpn_service_id: inService('local-1') });
    expect(orderOf([session, service], round).ordered).toHaveLength(2);
  });

  it('changes it first all the same where what replaces the deleted needs the change', () => {
    const fresh = draft('local-2', 'local-endpoints', { body: inOne });
    const moves = draft('s-1', 'sessions', {
      operation: 'change',
      base: user,
      body: { local_endpoint_id: ref('local-2') },
    });
    const plan = [service, goes, fresh, moves];
    const order = ['service-1', 'local-2', 's-1', 'local-1'];
    for (const some of [plan, [...plan].reverse()]) expect(names(some)).toEqual(order);
    expect(orderOf(plan).problems).toEqual([]);
  });

  it.each([
    [
      'a new object that is not in the plan',
      [
        six[0],
        six[1],
        draft('ike', 'ike-profiles'),
        draft('tunnel', 'tunnel-profiles'),
        draft('dpd', 'dpd-profiles'),
      ],
      'session',
      ['local_endpoint_id'],
      /^Local endpoint: names a new object that is not in this plan/,
    ],
    [
      'a new object of another kind',
      [
        draft('s', 'sessions', { body: { local_endpoint_id: ref('p') } }),
        draft('p', 'peer-endpoints'),
      ],
      's',
      ['local_endpoint_id'],
      /“p” is a new peer endpoint, and this must be a local endpoint/,
    ],
    [
      'what the plan deletes',
      [
        draft('s', 'sessions', { body: { peer_endpoint_id: 'p' } }),
        draft('p', 'peer-endpoints', { operation: 'delete' }),
      ],
      's',
      ['peer_endpoint_id'],
      /“p” is deleted by this plan/,
    ],
    [
      'a service in its reference',
      [draft('l', 'local-endpoints', { body: { ipsec_vpn_service_id: inService(ref('none')) } })],
      'l',
      ['ipsec_vpn_service_id', 'target_id'],
      /^VPN service: names a new object/,
    ],
  ] as const)('says which field names %s', (_what, drafts, of, path, words) => {
    const { problems, ordered } = orderOf(drafts as unknown as OrderedDraft[]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ draftId: of, path });
    expect(problems[0]?.message).toMatch(words);
    expect(ordered).toHaveLength(drafts.length);
  });

  it('names every field of a circle', () => {
    const a = draft('a', 'sessions', {
      body: { display_name: 'a', local_endpoint_id: ref('b') },
    });
    const b = draft('b', 'sessions', {
      body: { display_name: 'b', peer_endpoint_id: ref('a') },
    });
    const messages = orderOf([a, b]).problems.map((one) => one.message);
    expect(messages.filter((text) => text.includes('in a circle'))).toHaveLength(2);
    expect(messages.join()).toContain('“a” (Local endpoint) → “b” (Peer endpoint)');
  });

  it('takes one object once', () => {
    const a = draft('p', 'peer-endpoints', { operation: 'change' });
    const b = { ...draft('p', 'peer-endpoints', { operation: 'delete' }), id: id('other') };
    expect(orderOf([a, b]).problems[0]?.message).toMatch(/Two steps delete or change/);
  });

  /** Any plan of new objects, each naming some of the others. */
  const anyPlan = fc
    .record({
      locals: fc.array(fc.nat(3), { maxLength: 5 }),
      peers: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 5 }),
      sessions: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 6 }),
    })
    .map(({ locals, peers, sessions }) => {
      const pick = (kind: string, of: number, n: number) =>
        n < of ? ref(`${kind}-${n}`) : `real-${kind}-${n}`;
      const KINDS = ['services', 'ike-profiles', 'dpd-profiles'] as const;
      const first = KINDS.flatMap((kind) => [0, 1].map((n) => draft(`${kind}-${n}`, kind)));
      return [
        ...first,
        ...locals.map((n, i) =>
          draft(`local-${i}`, 'local-endpoints', {
            body: { ipsec_vpn_service_id: inService(pick('services', 2, n)) },
          }),
        ),
        ...peers.map(([ike, dpd], i) =>
          draft(`peer-${i}`, 'peer-endpoints', {
            body: {
              ike_profile_id: pick('ike-profiles', 2, ike),
              dpd_profile_id: pick('dpd-profiles', 2, dpd),
            },
          }),
        ),
        ...sessions.map(([local, peer], i) =>
          draft(`session-${i}`, 'sessions', {
            body: {
              local_endpoint_id: pick('local', locals.length, local),
              peer_endpoint_id: pick('peer', peers.length, peer),
            },
          }),
        ),
      ];
    });

  it('has every draft once, each after what it names, whatever order they come in', () => {
    const both = anyPlan.chain((plan) =>
      fc.tuple(fc.constant(plan), fc.shuffledSubarray(plan, { minLength: plan.length })),
    );
    fc.assert(
      fc.property(both, ([plan, shuffled]) => {
        const { ordered, problems } = orderOf(shuffled);
        expect(problems).toEqual([]);
        expect(ordered).toHaveLength(plan.length);
        expect(ordered.map((one) => one.id)).toEqual(names(plan));
        const place = new Map(ordered.map((one, i) => [ref(one.id), i]));
        for (const [i, one] of ordered.entries()) {
          for (const { id: named } of unresolvedIn(one.kind, one.body)) {
            expect(place.get(named) ?? Number.POSITIVE_INFINITY).toBeLessThan(i);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves nothing unresolved once every id has come back, and touches nothing else', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const made = new Map(plan.map((one) => [one.id, `nsx-${one.id}`]));
        for (const { kind, body } of plan) {
          const given = { ...body, display_name: ref('not-a-reference'), note: ref('x') };
          const resolved = resolve(kind, given, made);
          expect(unresolvedIn(kind, resolved)).toEqual([]);
          expect(resolved).toMatchObject({ display_name: given.display_name, note: given.note });
          const was = referencesOf(kind, given).map((one) => one.id);
          const is = referencesOf(kind, resolved).map((one) => one.id);
          expect(is).toEqual(was.map((one) => one.replace(/^draft:/, 'nsx-')));
          expect(resolve(kind, resolved, made)).toEqual(resolved);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
