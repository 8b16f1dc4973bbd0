import { type Answer, type Call, empty } from './answers.ts';
import { isEntityKind, KIND_SPECS } from './entities/kind-specs.ts';
import {
  invalidParameter,
  methodNotAllowed,
  noSuchPath,
  notAuthorized,
  notFound,
} from './errors.ts';
import type { RateLimit } from './limits.ts';
import { readPlatform } from './platform.ts';
import { listEntities, readEntity } from './reads.ts';
import {
  readPeerConfig,
  readState,
  readStatistics,
  readStatus,
  readSummary,
} from './session-reads.ts';
import type { World } from './world.ts';
import { createEntity, deleteEntity, replaceEntity } from './writes.ts';

const API = '/api/v1/';
const VPN = 'vpn/ipsec/';
/** The Manager API's VPN calls are labelled "Removed in 9.0" (domain.md §6.1). */
const FIRST_VERSION_WITHOUT_VPN = 9;

/** True for a call that changes an entity: the ones that scenarios and faults are chosen for. */
export function isEntityWrite({ method, path }: Pick<Call, 'method' | 'path'>): boolean {
  if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') return false;
  return path.startsWith(`${API}${VPN}`) && !path.endsWith('/statistics');
}

/** Answers a call of a signed-in user below `/api/v1`. */
export function routeApi(
  world: World,
  call: Call,
  limits: { rate: RateLimit; idleMs: number },
): Answer {
  if (!call.path.startsWith(API)) return noSuchPath(call.path);
  if (call.method !== 'GET' && world.role === 'auditor') return notAuthorized();
  const below = call.path.slice(API.length).replace(/\/$/, '');
  if (!below.startsWith(VPN)) {
    const answer = readPlatform(world, call, below.split('/'), limits);
    if (answer === undefined) return noSuchPath(call.path);
    return call.method === 'GET' ? answer : methodNotAllowed(call.method);
  }
  if (Number.parseInt(world.nsxVersion, 10) >= FIRST_VERSION_WITHOUT_VPN)
    return noSuchPath(call.path);
  return routeVpn(world, call, below.slice(VPN.length).split('/').map(decoded));
}

function routeVpn(world: World, call: Call, [kind, id, part, ...rest]: readonly string[]): Answer {
  if (!isEntityKind(kind) || rest.length > 0) return noSuchPath(call.path);
  if (id === undefined) {
    if (call.method === 'GET') return listEntities(world, call, kind);
    return call.method === 'POST' ? createEntity(world, call, kind) : methodNotAllowed(call.method);
  }
  if (part !== undefined)
    return kind === 'sessions' ? routeSessionPart(world, call, id, part) : noSuchPath(call.path);
  if (kind === 'sessions' && id === 'summary') {
    return call.method === 'GET' ? readSummary(world, call) : methodNotAllowed(call.method);
  }
  switch (call.method) {
    case 'GET':
      return readEntity(world, call, kind, id);
    case 'PUT':
      return replaceEntity(world, call, kind, id);
    case 'DELETE':
      return deleteEntity(world, call, kind, id);
    default:
      return methodNotAllowed(call.method);
  }
}

function routeSessionPart(world: World, call: Call, id: string, part: string): Answer {
  const session = world.store.get('sessions', id);
  const resets = part === 'statistics' && call.method === 'POST';
  if (!['state', 'status', 'statistics', 'peer-config'].includes(part))
    return noSuchPath(call.path);
  if (call.method !== 'GET' && !resets) return methodNotAllowed(call.method);
  if (session === undefined) return notFound(`${KIND_SPECS.sessions.messageName}/${id}`);
  if (resets) {
    const action = call.query.get('action');
    return action === 'reset' ? empty() : invalidParameter('action', action ?? '');
  }
  if (part === 'state') return readState(world, call, session);
  if (part === 'status') return readStatus(world, call, session);
  if (part === 'statistics') return readStatistics(world, call, session);
  // Its answer holds the pre-shared key: `crud` permission, not `read` (domain.md §3.2).
  return world.role === 'auditor' ? notAuthorized() : readPeerConfig(world, session);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
