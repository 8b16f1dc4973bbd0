import { ROUTE_BASED } from '../inventory.ts';
import type { JsonObject } from '../json.ts';
import type { Issue } from '../result.ts';
import type { EntityKind } from './kinds.ts';
import { idIn } from './references.ts';
import { issueAt } from './session-words.ts';
import { warnSiblings } from './siblings.ts';

/** An object of the copy. */
export type Known = { id: string; name: string; body: JsonObject };
/** The objects of a kind, as the copy has them. */
export type KnownOf = (kind: EntityKind) => readonly Known[];

/** What the objects around a body say about it. `issues`: NSX would refuse it; `warnings`: probably not meant. */
export type InContext = { issues: Issue[]; warnings: Issue[] };

const NOTHING: InContext = { issues: [], warnings: [] };

/**
 * The rules that join objects of several kinds, by the copy: what begins a tunnel, who shows a certificate, whose
 * traffic it is. What the copy does not know is never held against a draft. `id`: of the object itself, null for a
 * new one. Never throws.
 */
export function checkInContext(
  kind: EntityKind,
  body: JsonObject,
  id: string | null,
  known: KnownOf,
): InContext {
  switch (kind) {
    case 'sessions':
      return session(body, id, known);
    case 'peer-endpoints':
      return peerEndpoint(body, id, known);
    case 'local-endpoints':
      return localEndpoint(body, id, known);
    case 'services':
      return service(body, id, known);
    default:
      return NOTHING;
  }
}

const byIds = new WeakMap<readonly Known[], ReadonlyMap<string, Known>>();

/** By a map made once for each list: thousands are looked for among thousands. */
function find(list: readonly Known[], id: unknown): Known | null {
  const known = byIds.get(list);
  const byId = known ?? new Map(list.map((one) => [one.id, one]));
  if (!known) byIds.set(list, byId);
  return typeof id === 'string' ? (byId.get(id) ?? null) : null;
}

const isOnDemand = (peer: JsonObject): boolean => peer.connection_initiation_mode === 'ON_DEMAND';
const wantsCertificate = (peer: JsonObject): boolean => peer.authentication_mode === 'CERTIFICATE';
const hasCertificate = (local: JsonObject): boolean =>
  typeof local.certificate_id === 'string' && local.certificate_id !== '';

/** “a”, “b” and 3 more */
function named(list: readonly Known[]): string {
  const words = list.slice(0, 2).map(({ name }) => `“${name}”`);
  const more = list.length - words.length;
  return more > 0 ? `${words.join(', ')} and ${more} more` : words.join(' and ');
}

function session(body: JsonObject, id: string | null, known: KnownOf): InContext {
  const issues: Issue[] = [];
  const locals = known('local-endpoints');
  const local = find(locals, body.local_endpoint_id);
  const peer = find(known('peer-endpoints'), body.peer_endpoint_id);
  // ON_DEMAND is not for route-based sessions (domain.md §3.1, TD-RB).
  if (peer && body.resource_type === ROUTE_BASED && isOnDemand(peer.body)) {
    const message = `Peer endpoint: “${peer.name}” begins with the first packet (ON_DEMAND), which a route-based session can’t; choose another`;
    issues.push(issueAt(['peer_endpoint_id'], message));
  }
  if (peer && local && wantsCertificate(peer.body) && !hasCertificate(local.body)) {
    const message = `Local endpoint: “${local.name}” has no certificate, and the peer “${peer.name}” wants one; choose another, or give it one`;
    issues.push(issueAt(['local_endpoint_id'], message));
  }
  const serviceId = local ? idIn(local.body.ipsec_vpn_service_id) : null;
  if (serviceId === null) return { issues, warnings: [] };
  const ofService = new Set(
    locals.filter((one) => idIn(one.body.ipsec_vpn_service_id) === serviceId).map((one) => one.id),
  );
  const siblings = known('sessions').filter(
    (one) => one.id !== id && ofService.has(String(one.body.local_endpoint_id)),
  );
  return { issues, warnings: warnSiblings(body, siblings) };
}

function peerEndpoint(body: JsonObject, id: string | null, known: KnownOf): InContext {
  if (id === null) return NOTHING;
  const issues: Issue[] = [];
  const users = known('sessions').filter((one) => one.body.peer_endpoint_id === id);
  const routeBased = users.filter((one) => one.body.resource_type === ROUTE_BASED);
  if (isOnDemand(body) && routeBased.length > 0) {
    const message = `Who begins: ${named(routeBased)} ${routeBased.length === 1 ? 'is' : 'are'} route-based, which can’t begin with the first packet; choose another way`;
    issues.push(issueAt(['connection_initiation_mode'], message));
  }
  if (wantsCertificate(body)) {
    const locals = known('local-endpoints');
    const bare = users.filter((one) => {
      const local = find(locals, one.body.local_endpoint_id);
      return local !== null && !hasCertificate(local.body);
    });
    if (bare.length > 0) {
      const message = `Authentication: the local endpoint of ${named(bare)} has no certificate; give it one first`;
      issues.push(issueAt(['authentication_mode'], message));
    }
  }
  return { issues, warnings: [] };
}

function localEndpoint(body: JsonObject, id: string | null, known: KnownOf): InContext {
  const issues: Issue[] = [];
  // NSX permits one endpoint per local address (domain.md §3.1, NEU).
  const holder = known('local-endpoints').find(
    (one) =>
      one.id !== id && one.body.local_address === body.local_address && body.local_address !== '',
  );
  if (holder && body.local_address !== undefined) {
    const message = `Local address: “${holder.name}” has it already; NSX lets one endpoint use an address`;
    issues.push(issueAt(['local_address'], message));
  }
  if (id !== null && !hasCertificate(body)) {
    const peers = known('peer-endpoints');
    const wanting = known('sessions').filter((one) => {
      const peer =
        one.body.local_endpoint_id === id ? find(peers, one.body.peer_endpoint_id) : null;
      return peer !== null && wantsCertificate(peer.body);
    });
    if (wanting.length > 0) {
      const message = `Certificate: the peer of ${named(wanting)} wants one; choose it`;
      issues.push(issueAt(['certificate_id'], message));
    }
  }
  return { issues, warnings: [] };
}

function service(body: JsonObject, id: string | null, known: KnownOf): InContext {
  const gateway = body.logical_router_id;
  const other = known('services').find(
    (one) => one.id !== id && gateway !== '' && one.body.logical_router_id === gateway,
  );
  if (!other || typeof gateway !== 'string') return NOTHING;
  const message = `Gateway: “${other.name}” runs on it already; NSX may refuse a second service`;
  return { issues: [], warnings: [issueAt(['logical_router_id'], message)] };
}
