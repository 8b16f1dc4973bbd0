import type { DraftId } from '../../../shared/ids.ts';
import { POLICY_BASED } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import { emptyEntity } from '../../../shared/nsx/entity.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { emptySession } from '../../../shared/nsx/session.ts';
import { draftReference } from '../../../shared/plan.ts';
import type { NewSessionParts } from '../../../shared/plan-contract.ts';
import type { Issue } from '../../../shared/result.ts';

/** One draft of the flow, before it has an id. */
export type Part = {
  kind: EntityKind;
  operation: 'create' | 'change';
  entityId: string | null;
  body: JsonObject;
};

type Make = (part: Part) => DraftId;
type Look = (kind: EntityKind, id: string) => JsonObject | null;

/** What is wrong with the choices, at the part it is about; empty where drafts can be made of them. */
export function checkParts(parts: NewSessionParts, look: Look): Issue[] {
  const issues: Issue[] = [];
  const at = (part: keyof NewSessionParts, message: string) =>
    issues.push({ path: ['parts', part], message });
  const known = (part: keyof NewSessionParts, kind: EntityKind) => {
    const chosen = parts[part];
    if (chosen.use === 'existing' && !look(kind, chosen.id)) {
      at(part, `This ${KIND_NAME[kind]} is not in the copy of the inventory; choose another`);
    }
  };
  known('service', 'services');
  known('ikeProfile', 'ike-profiles');
  known('tunnelProfile', 'tunnel-profiles');
  known('dpdProfile', 'dpd-profiles');
  known('localEndpoint', 'local-endpoints');
  known('peerEndpoint', 'peer-endpoints');
  known('session', 'sessions');
  const { service, localEndpoint } = parts;
  if (localEndpoint.use === 'new' && service.use === 'as-is') {
    at('service', 'A new local endpoint needs a service; choose one, or have one made');
  }
  if (localEndpoint.use === 'existing' && service.use !== 'as-is') {
    at(
      'service',
      'An existing local endpoint stays with its service; make a new one to use another',
    );
  }
  return issues;
}

/**
 * The drafts that a new VPN session needs, referenced ones first, so that each can name the ones before it. What is
 * there already is named by its id; it is changed only where it has to name something else than it does.
 */
export function makeParts(parts: NewSessionParts, look: Look, make: Make): DraftId[] {
  const made: DraftId[] = [];
  const add = (part: Part): string => {
    const id = make(part);
    made.push(id);
    return draftReference(id);
  };
  const created = (kind: EntityKind, fields: JsonObject) =>
    add({ kind, operation: 'create', entityId: null, body: { ...emptyEntity(kind), ...fields } });
  /** An object that is there, naming what was chosen. */
  const kept = (kind: EntityKind, entityId: string, fields: JsonObject): string => {
    const body = look(kind, entityId) ?? {};
    const isAsIs = Object.entries(fields).every(([key, value]) => sameJson(body[key], value));
    if (!isAsIs) add({ kind, operation: 'change', entityId, body: { ...body, ...fields } });
    return entityId;
  };
  type Plain = { use: 'as-is' } | { use: 'existing'; id: string } | { use: 'new'; name: string };
  const profile = (kind: EntityKind, field: string, chosen: Plain): JsonObject => {
    if (chosen.use === 'as-is') return {};
    if (chosen.use === 'existing') return { [field]: chosen.id };
    return { [field]: created(kind, { display_name: chosen.name }) };
  };
  const { service, localEndpoint, peerEndpoint, session } = parts;

  const serviceId =
    service.use === 'new'
      ? created('services', {
          display_name: service.name,
          logical_router_id: service.gatewayId,
          enabled: true,
        })
      : service.use === 'existing'
        ? service.id
        : null;
  const profiles = {
    ...profile('ike-profiles', 'ike_profile_id', parts.ikeProfile),
    ...profile('tunnel-profiles', 'ipsec_tunnel_profile_id', parts.tunnelProfile),
    ...profile('dpd-profiles', 'dpd_profile_id', parts.dpdProfile),
  };
  const local =
    localEndpoint.use === 'existing'
      ? localEndpoint.id
      : created('local-endpoints', {
          display_name: localEndpoint.name,
          local_address: localEndpoint.address,
          ipsec_vpn_service_id: { target_id: serviceId ?? '', target_type: 'IPSecVPNService' },
        });
  const peer =
    peerEndpoint.use === 'existing'
      ? kept('peer-endpoints', peerEndpoint.id, profiles)
      : created('peer-endpoints', {
          display_name: peerEndpoint.name,
          peer_address: peerEndpoint.address,
          peer_id: peerEndpoint.peerId || peerEndpoint.address,
          authentication_mode: 'PSK',
          ...profiles,
        });
  const ends = { local_endpoint_id: local, peer_endpoint_id: peer };
  if (session.use === 'existing') kept('sessions', session.id, ends);
  else {
    const body = { ...emptySession(session.type ?? POLICY_BASED), display_name: session.name };
    add({ kind: 'sessions', operation: 'create', entityId: null, body: { ...body, ...ends } });
  }
  return made;
}
