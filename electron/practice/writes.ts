import { randomUUID } from 'node:crypto';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { type Answer, type Call, created, empty, ok } from './answers.ts';
import { brokenCrossRule } from './cross-rules.ts';
import { acceptedFields, readBody } from './entities/body.ts';
import type { Entity, Fields } from './entities/entity.ts';
import { KIND_SPECS } from './entities/kind-specs.ts';
import {
  inUse,
  invalidConfiguration,
  invalidFields,
  invalidParameter,
  notFound,
  notOwner,
  referenceMissing,
  staleRevision,
  systemOwned,
} from './errors.ts';
import { planFor, type Scenario } from './scenarios.ts';
import {
  nodeIdsOf,
  referenceExists,
  referrersOf,
  sessionsTouchedBy,
  surroundingsOf,
  type World,
} from './world.ts';

/** POST: the id is the manager's to give; any in the body is ignored. */
export function createEntity(world: World, call: Call, kind: EntityKind): Answer {
  const spec = KIND_SPECS[kind];
  const read = readBody(spec, call.body, undefined);
  if ('refused' in read) return read.refused;
  const fields = spec.complete(
    acceptedFields(spec, read.fields, undefined),
    undefined,
    surroundingsOf(world),
  );
  const refused = refusedBy(world, kind, fields, undefined);
  if (refused !== undefined) return refused;
  const entity = world.store.insert(kind, randomUUID(), fields, call.user);
  realize(world, call.requestId, kind, entity.id);
  return created(withoutSecret(entity));
}

/** PUT: replaces the whole entity; needs the current `_revision`. */
export function replaceEntity(world: World, call: Call, kind: EntityKind, id: string): Answer {
  const spec = KIND_SPECS[kind];
  const existing = world.store.get(kind, id);
  if (existing === undefined) return notFound(`${spec.messageName}/${id}`);
  const read = readBody(spec, call.body, existing);
  if ('refused' in read) return read.refused;
  const protectedBy = protection(world, call, existing);
  if (protectedBy !== undefined) return protectedBy;
  if (world.scenarios.peek().sideEffect === 'changed-before') {
    world.scenarios.take();
    world.store.replace(kind, id, existing, 'another.engineer@example.net');
  }
  const current = world.store.get(kind, id)?._revision ?? existing._revision;
  if (read.fields._revision !== current)
    return staleRevision(`${spec.messageName}/${id}`, read.fields._revision, current);
  const fields = spec.complete(
    acceptedFields(spec, read.fields, existing),
    existing,
    surroundingsOf(world),
  );
  const refused = refusedBy(world, kind, fields, id);
  if (refused !== undefined) return refused;
  const entity = world.store.replace(kind, id, fields, call.user);
  realize(world, call.requestId, kind, id);
  return ok(withoutSecret(entity));
}

/** DELETE: refused while something refers to it, unless `force=true` (Swagger 2.5.1). */
export function deleteEntity(world: World, call: Call, kind: EntityKind, id: string): Answer {
  const spec = KIND_SPECS[kind];
  const force = call.query.get('force') ?? 'false';
  if (force !== 'true' && force !== 'false') return invalidParameter('force', force);
  const existing = world.store.get(kind, id);
  if (existing === undefined) return notFound(`${spec.messageName}/${id}`);
  const protectedBy = protection(world, call, existing);
  if (protectedBy !== undefined) return protectedBy;
  const referrers = referrersOf(world, kind, id);
  if (referrers.length > 0 && force !== 'true')
    return inUse(`${spec.messageName}/${id}`, referrers);
  // Before the removal: afterwards nobody knows any more which sessions used it.
  realize(world, call.requestId, kind, id);
  world.store.remove(kind, id);
  return empty();
}

/** psk is only in the list and in `show-sensitive-data`. */
export function withoutSecret(entity: Entity): Fields {
  const { psk: _psk, ...rest } = entity;
  return rest;
}

function refusedBy(
  world: World,
  kind: EntityKind,
  fields: Fields,
  id: string | undefined,
): Answer | undefined {
  const spec = KIND_SPECS[kind];
  const problems = spec.rules?.(fields) ?? [];
  if (problems.length > 0) return invalidFields(problems);
  const missing = spec.references(fields).find((reference) => !referenceExists(world, reference));
  if (missing !== undefined) return referenceMissing(`${missing.type}/${missing.id}`);
  const broken = brokenCrossRule(world, kind, fields, id);
  return broken === undefined ? undefined : invalidConfiguration(broken);
}

/** Not editable for anyone, or only for its owner unless `X-Allow-Overwrite: true` is sent. */
function protection(world: World, call: Call, existing: Entity): Answer | undefined {
  if (existing._system_owned === true)
    return systemOwned(`${existing.resource_type}/${existing.id}`);
  if (existing._protection !== 'REQUIRE_OVERRIDE' || call.allowOverwrite?.toLowerCase() === 'true')
    return undefined;
  return notOwner({
    user: call.user,
    role: world.role,
    resourceType: existing.resource_type,
    createUser: String(existing._create_user),
    allowOverwrite: call.allowOverwrite,
  });
}

/** The change goes out to the nodes of every session that it touches, the way the chosen scenario says. */
function realize(world: World, requestId: string, kind: EntityKind, id: string): void {
  const scenario = world.scenarios.take();
  const touched = sessionsTouchedBy(world, kind, id);
  for (const session of touched) {
    world.realization.track(
      requestId,
      session.id,
      planFor(scenario, nodeIdsOf(world, session), world.pace),
    );
  }
  for (const session of touched) sideEffect(world, scenario, session);
}

function sideEffect(world: World, scenario: Scenario, session: Entity): void {
  const user = 'another.engineer@example.net';
  if (scenario.sideEffect === 'vanishes') world.store.remove('sessions', session.id);
  if (
    scenario.sideEffect === 'service-disabled' &&
    typeof session.ipsec_vpn_service_id === 'string'
  ) {
    const service = world.store.get('services', session.ipsec_vpn_service_id);
    if (service !== undefined && service.enabled !== false) {
      world.store.replace('services', service.id, { ...service, enabled: false }, user);
    }
  }
}
