import { randomUUID } from 'node:crypto';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { serviceIdOf } from './entities/endpoints.ts';
import { type Entity, fieldsList, type Reference, type Surroundings } from './entities/entity.ts';
import { KIND_SPECS, kindOfReference } from './entities/kind-specs.ts';
import { buildEstate, type Estate, nodesOf } from './estate.ts';
import { createRealization, type Realization } from './realization.ts';
import type { ScenarioChoice } from './scenarios.ts';
import { createStore, type Store } from './store.ts';

export type Role = 'enterprise_admin' | 'auditor';

/** Everything that the calls of one manager read and change. */
export type World = {
  estate: Estate;
  store: Store;
  realization: Realization;
  scenarios: ScenarioChoice;
  nsxVersion: string;
  role: Role;
  pace: number;
  now: () => number;
};

/** A manager's inside, new: the estate of `seed`, nothing changed yet. */
export function createWorld(
  options: Pick<World, 'scenarios' | 'nsxVersion' | 'role' | 'pace' | 'now'> & {
    seed: number;
    /** At least as many sessions. */
    sessions?: number;
  },
): World {
  const { seed, sessions, ...rest } = options;
  const estate = buildEstate(seed, rest.now(), sessions);
  return {
    ...rest,
    estate,
    store: createStore(estate.entities, rest.now),
    realization: createRealization(rest.now),
  };
}

export function surroundingsOf({ store, estate }: World): Surroundings {
  let nextRule: number | undefined;
  return {
    serviceOfLocalEndpoint: (id) => {
      const endpoint = store.get('local-endpoints', id);
      return endpoint === undefined ? undefined : serviceIdOf(endpoint);
    },
    serviceName: (id) => store.get('services', id)?.display_name,
    defaultProfile: (kind) => estate.idOf(`system-${kind}`),
    newRuleId: () => {
      nextRule = (nextRule ?? highestRuleId(store)) + 1;
      return String(nextRule);
    },
    newId: () => randomUUID(),
  };
}

export function serviceOf(world: World, session: Entity): Entity | undefined {
  return typeof session.ipsec_vpn_service_id === 'string'
    ? world.store.get('services', session.ipsec_vpn_service_id)
    : undefined;
}

/** The transport nodes that a session lives on: those of its service's gateway. */
export function nodeIdsOf(world: World, session: Entity): string[] {
  const gatewayId = serviceOf(world, session)?.logical_router_id;
  return typeof gatewayId === 'string'
    ? nodesOf(world.estate, gatewayId).map((node) => node.id)
    : [];
}

export function referenceExists(world: World, reference: Reference): boolean {
  if (reference.type === 'LogicalRouter')
    return world.estate.gateways.some((gateway) => gateway.id === reference.id);
  if (reference.type === 'certificate')
    return world.estate.certificates.some((certificate) => certificate.id === reference.id);
  const kind = kindOfReference(reference.type);
  return kind !== undefined && world.store.get(kind, reference.id) !== undefined;
}

/** Who refers to an entity, as `Type/id`. */
export function referrersOf(world: World, kind: EntityKind, id: string): string[] {
  const type = KIND_SPECS[kind].messageName;
  return Object.values(KIND_SPECS).flatMap((spec) =>
    world.store
      .all(spec.kind)
      .filter((entity) =>
        spec.references(entity).some((reference) => reference.type === type && reference.id === id),
      )
      .map((entity) => `${spec.messageName}/${entity.id}`),
  );
}

/** The sessions that a change to an entity touches: itself, or every one that uses it, directly or through an endpoint. */
export function sessionsTouchedBy(world: World, kind: EntityKind, id: string): Entity[] {
  const sessions = world.store.all('sessions');
  if (kind === 'sessions') return sessions.filter((session) => session.id === id);
  if (kind === 'services') return sessions.filter((session) => session.ipsec_vpn_service_id === id);
  if (kind === 'local-endpoints')
    return sessions.filter((session) => session.local_endpoint_id === id);
  if (kind === 'peer-endpoints')
    return sessions.filter((session) => session.peer_endpoint_id === id);
  const type = KIND_SPECS[kind].messageName;
  const peers = world.store
    .all('peer-endpoints')
    .filter((peer) =>
      KIND_SPECS['peer-endpoints']
        .references(peer)
        .some((reference) => reference.type === type && reference.id === id),
    )
    .map((peer) => peer.id);
  return sessions.filter((session) => peers.includes(String(session.peer_endpoint_id)));
}

/** Rule ids are numbers that go up; the guide's rule is 1026. */
function highestRuleId(store: Store): number {
  const used = [...store.all('sessions'), ...store.all('services')].flatMap((entity) =>
    [...fieldsList(entity.policy_rules), ...fieldsList(entity.bypass_rules)].map((rule) =>
      Number(rule.id),
    ),
  );
  return Math.max(1025, ...used.filter(Number.isSafeInteger));
}
