import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { Fields } from './entities/entity.ts';
import { ROUTE_BASED } from './entities/sessions.ts';
import type { World } from './world.ts';

/** A rule that spans entities and that `fields` would break, in a sentence; undefined when none. */
export function brokenCrossRule(
  world: World,
  kind: EntityKind,
  fields: Fields,
  id: string | undefined,
): string | undefined {
  if (kind === 'local-endpoints') return addressTaken(world, fields, id);
  if (kind === 'sessions') {
    const peer = world.store.get('peer-endpoints', String(fields.peer_endpoint_id));
    return fields.resource_type === ROUTE_BASED && peer?.connection_initiation_mode === 'ON_DEMAND'
      ? onDemandSentence(peer.id)
      : undefined;
  }
  if (kind !== 'peer-endpoints' || fields.connection_initiation_mode !== 'ON_DEMAND')
    return undefined;
  const routeBased = world.store
    .all('sessions')
    .some((session) => session.resource_type === ROUTE_BASED && session.peer_endpoint_id === id);
  return routeBased ? onDemandSentence(String(id)) : undefined;
}

/** NSX permits one local endpoint per local address (NEU, domain.md §3.1). */
function addressTaken(world: World, fields: Fields, id: string | undefined): string | undefined {
  const holder = world.store
    .all('local-endpoints')
    .find((endpoint) => endpoint.id !== id && endpoint.local_address === fields.local_address);
  return holder === undefined
    ? undefined
    : `The local address ${String(fields.local_address)} is already used by the local endpoint ${holder.id}.`;
}

/** ON_DEMAND is not for route-based sessions (TD-RB, domain.md §3.1). */
function onDemandSentence(peerId: string): string {
  return `The peer endpoint ${peerId} with connection initiation mode ON_DEMAND can not be used by a route based session.`;
}
