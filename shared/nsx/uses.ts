import { isObject, type Json, type JsonObject } from '../json.ts';
import type { EntityKind } from './kinds.ts';

/** The bodies of a kind, by id. */
export type Bodies = (kind: EntityKind) => readonly { id: string; body: JsonObject }[];

/** Which field of a peer endpoint names a profile (Swagger `IPSecVPNPeerEndpoint`). */
const PROFILE_FIELD: Partial<Record<EntityKind, string>> = {
  'ike-profiles': 'ike_profile_id',
  'dpd-profiles': 'dpd_profile_id',
  'tunnel-profiles': 'ipsec_tunnel_profile_id',
};

/**
 * The ids of the sessions that a change of this object touches: one request id is realized on each of them.
 * A session names its endpoints; a peer endpoint names the profiles; a local endpoint names the service (Swagger 2.5.1).
 */
export function sessionsUsing(kind: EntityKind, id: string, bodies: Bodies): string[] {
  if (kind === 'sessions') return [id];
  const sessionsBy = (field: string, ids: ReadonlySet<string>) =>
    bodies('sessions').flatMap(({ id: sessionId, body }) => {
      const named = idIn(body[field]);
      return named !== null && ids.has(named) ? [sessionId] : [];
    });
  const named = (of: EntityKind, field: string) =>
    new Set(bodies(of).flatMap((one) => (idIn(one.body[field]) === id ? [one.id] : [])));
  switch (kind) {
    case 'local-endpoints':
      return sessionsBy('local_endpoint_id', new Set([id]));
    case 'peer-endpoints':
      return sessionsBy('peer_endpoint_id', new Set([id]));
    case 'services': {
      const through = sessionsBy(
        'local_endpoint_id',
        named('local-endpoints', 'ipsec_vpn_service_id'),
      );
      return [...new Set([...through, ...sessionsBy('ipsec_vpn_service_id', new Set([id]))])];
    }
    default: {
      const field = PROFILE_FIELD[kind];
      return field ? sessionsBy('peer_endpoint_id', named('peer-endpoints', field)) : [];
    }
  }
}

/** The kinds that may name this kind, and in which fields (Swagger 2.5.1). */
const USERS: Partial<Record<EntityKind, readonly (readonly [EntityKind, string])[]>> = {
  services: [['local-endpoints', 'ipsec_vpn_service_id']],
  'local-endpoints': [['sessions', 'local_endpoint_id']],
  'peer-endpoints': [['sessions', 'peer_endpoint_id']],
  'ike-profiles': [['peer-endpoints', 'ike_profile_id']],
  'dpd-profiles': [['peer-endpoints', 'dpd_profile_id']],
  'tunnel-profiles': [['peer-endpoints', 'ipsec_tunnel_profile_id']],
};

/** The objects that name this one themselves: while there is one, NSX does not delete it (Swagger: strong references). */
export function usersOf(
  kind: EntityKind,
  id: string,
  bodies: Bodies,
): { kind: EntityKind; id: string }[] {
  return (USERS[kind] ?? []).flatMap(([of, field]) =>
    bodies(of).flatMap((one) => (idIn(one.body[field]) === id ? [{ kind: of, id: one.id }] : [])),
  );
}

/** An id, or a `ResourceReference` that names one (so a local endpoint names its service, Swagger 2.5.1). */
export function idIn(value: Json | undefined): string | null {
  const id = isObject(value) ? value.target_id : value;
  return typeof id === 'string' ? id : null;
}
