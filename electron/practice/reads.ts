import type { EntityKind } from '../../shared/nsx/kinds.ts';
import { type Answer, type Call, ok } from './answers.ts';
import { serviceIdOf } from './entities/endpoints.ts';
import type { Entity, Fields } from './entities/entity.ts';
import { KIND_SPECS } from './entities/kind-specs.ts';
import { invalidParameter, notFound } from './errors.ts';
import { page } from './paging.ts';
import type { World } from './world.ts';
import { withoutSecret } from './writes.ts';

/**
 * The list of a kind. Peer endpoints carry their `psk` in clear, as the documented example of this call does
 * (domain.md §3.3): a client must redact it.
 */
export function listEntities(world: World, call: Call, kind: EntityKind): Answer {
  const filters = filtersOf(world, call.query, kind);
  if ('status' in filters) return filters;
  const rows = [...world.store.rows(kind)].filter((entity) =>
    filters.every((filter) => filter(entity)),
  );
  return page(call.query, rows, (entity) => withTruth(world, entity));
}

export function readEntity(world: World, call: Call, kind: EntityKind, id: string): Answer {
  const entity = world.store.get(kind, id);
  if (entity === undefined) return notFound(`${KIND_SPECS[kind].messageName}/${id}`);
  const action = call.query.get('action');
  if (action !== null && (kind !== 'peer-endpoints' || action !== 'show-sensitive-data'))
    return invalidParameter('action', action);
  const shown = withTruth(world, entity);
  return ok(action === null ? withoutSecret(shown) : shown);
}

type Filter = (entity: Entity) => boolean;

function filtersOf(world: World, query: URLSearchParams, kind: EntityKind): Filter[] | Answer {
  const serviceId = query.get('ipsec_vpn_service_id');
  const routerId = query.get('logical_router_id');
  const sessionType = query.get('session_type');
  const serviceOfEntity = (entity: Entity): string | undefined =>
    kind === 'sessions' ? String(entity.ipsec_vpn_service_id) : serviceIdOf(entity);
  const filters: Filter[] = [];
  if (kind !== 'sessions' && kind !== 'local-endpoints') return filters;
  if (serviceId !== null) filters.push((entity) => serviceOfEntity(entity) === serviceId);
  if (routerId !== null) {
    filters.push(
      (entity) =>
        world.store.get('services', serviceOfEntity(entity) ?? '')?.logical_router_id === routerId,
    );
  }
  if (kind === 'sessions' && sessionType !== null) {
    if (!KIND_SPECS.sessions.resourceTypes.includes(sessionType))
      return invalidParameter('session_type', sessionType);
    filters.push((entity) => entity.resource_type === sessionType);
  }
  return filters;
}

/** A local endpoint's reference says by itself whether its service is still there (`ResourceReference.is_valid`). */
function withTruth(world: World, entity: Entity): Entity {
  const serviceId = serviceIdOf(entity);
  if (serviceId === undefined) return entity;
  const service = world.store.get('services', serviceId);
  const reference: Fields = {
    target_id: serviceId,
    target_type: 'IPSecVPNService',
    target_display_name: service?.display_name ?? serviceId,
    is_valid: service !== undefined,
  };
  return { ...entity, ipsec_vpn_service_id: reference };
}
