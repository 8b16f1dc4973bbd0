import type { Entity } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { protectionOf } from '../../shared/nsx/protection.ts';

/** A manager's copy, by kind and id. */
export type Copy = Partial<Record<InventoryKind, Record<string, Entity>>>;

export function entityOf(copy: Copy, kind: InventoryKind, id: unknown): Entity | null {
  return typeof id === 'string' ? (copy[kind]?.[id] ?? null) : null;
}

const lists = new WeakMap<object, Entity[]>();

/** The objects of a kind; listed once for each copy, since a form asks at every key. */
export function entitiesOf(copy: Copy, kind: InventoryKind): readonly Entity[] {
  const byId = copy[kind];
  if (!byId) return [];
  const list = lists.get(byId) ?? Object.values(byId);
  lists.set(byId, list);
  return list;
}

/** A field of an object as text, or null where it is not text. */
export function textField(body: unknown, name: string): string | null {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The id in a `ResourceReference` (local endpoints name their service so), or in a plain string. */
export function referenceId(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return textField(value, 'target_id');
}

/** The service that a session runs on: it follows from the local endpoint (Swagger 2.5.1, read-only in the session). */
export function serviceOf(copy: Copy, session: JsonObject): Entity | null {
  const local = entityOf(copy, 'local-endpoints', session.local_endpoint_id);
  const id = local ? referenceId(local.body.ipsec_vpn_service_id) : session.ipsec_vpn_service_id;
  return entityOf(copy, 'services', id);
}

/** The gateway that a service runs on. */
export function gatewayOf(copy: Copy, service: Entity | null): Entity | null {
  return entityOf(copy, 'logical-routers', service?.body.logical_router_id);
}

/** What stands beside a local endpoint's name: address and service. */
export function describeLocal(copy: Copy, local: Entity): string {
  const service = entityOf(copy, 'services', referenceId(local.body.ipsec_vpn_service_id));
  return parts(textField(local.body, 'local_address'), service && `svc ${service.name}`);
}

/** What stands beside a peer endpoint's name: address and how the peer proves who it is. */
export function describePeer(peer: Entity): string {
  const mode = textField(peer.body, 'authentication_mode') ?? 'PSK';
  return parts(textField(peer.body, 'peer_address'), mode === 'CERTIFICATE' ? 'certificate' : mode);
}

function list(body: JsonObject, name: string): string | null {
  const value = body[name];
  return Array.isArray(value) && value.length > 0 ? value.join(', ') : null;
}

/** What stands beside a profile's name. */
export function describeProfile(kind: InventoryKind, profile: Entity): string {
  const { body } = profile;
  if (kind === 'ike-profiles') {
    return parts(
      textField(body, 'ike_version'),
      list(body, 'encryption_algorithms'),
      list(body, 'dh_groups'),
    );
  }
  if (kind === 'tunnel-profiles') {
    const pfs =
      body.enable_perfect_forward_secrecy === false
        ? 'no PFS'
        : `PFS ${list(body, 'dh_groups') ?? ''}`;
    return parts(list(body, 'encryption_algorithms'), pfs.trim());
  }
  const seconds = body.dpd_probe_interval;
  return parts(
    body.enabled === false ? 'off' : 'on',
    typeof seconds === 'number' && `every ${seconds} s`,
  );
}

function parts(...words: (string | null | false | undefined)[]): string {
  return words.filter(Boolean).join(' · ');
}

/** The sessions that a profile reaches through their peer endpoints, besides one of them. */
export function sessionsSharing(
  copy: Copy,
  field: 'ike_profile_id' | 'ipsec_tunnel_profile_id' | 'dpd_profile_id',
  profileId: string,
  besides: string | null,
): Entity[] {
  return entitiesOf(copy, 'sessions').filter((session) => {
    const peer = entityOf(copy, 'peer-endpoints', session.body.peer_endpoint_id);
    return session.id !== besides && peer?.body[field] === profileId;
  });
}

/** The sessions that use an endpoint, besides one of them. */
export function sessionsOfEndpoint(
  copy: Copy,
  field: 'local_endpoint_id' | 'peer_endpoint_id',
  endpointId: unknown,
  besides: string | null,
): Entity[] {
  return entitiesOf(copy, 'sessions').filter(
    (session) => session.id !== besides && session.body[field] === endpointId,
  );
}

export type Lock = {
  title: string;
  reason: string;
  /** Only another principal's: a person may say to override it, draft by draft. */
  canOverride: boolean;
};

/** Why an entity can't be changed from here, or null. */
export function lockOf(body: JsonObject): Lock | null {
  const protection = protectionOf(body);
  switch (protection.is) {
    case 'free':
      return null;
    case 'system':
      return {
        title: 'System-owned',
        reason: 'NSX made this object for itself; it cannot be edited or deleted.',
        canOverride: false,
      };
    case 'protected':
      return {
        title: 'Protected',
        reason: 'NSX does not let this user modify it.',
        canOverride: false,
      };
    case 'override': {
      const who = protection.owner === null ? 'Another principal' : `“${protection.owner}”`;
      return {
        title: 'Owned by another principal',
        reason: `${who} made it and owns it. NSX refuses a change from here (error 289); change it where it was made.`,
        canOverride: true,
      };
    }
  }
}
