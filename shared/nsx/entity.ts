import type { Operation } from '../draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { JsonObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { checkBySpec } from './entity/check.ts';
import { SPECS } from './entity/specs.ts';
import type { EntityKind } from './kinds.ts';
import { checkSession, emptySession } from './session.ts';
import { warnSession } from './session-warn.ts';

/** What NSX would refuse in an object of a kind; empty where nothing speaks against sending. Never throws. */
export function checkEntity(kind: EntityKind, body: JsonObject, operation: Operation): Issue[] {
  if (operation === 'delete') return [];
  if (kind === 'sessions') return checkSession(body, operation);
  return checkBySpec(SPECS[kind], body, operation === 'create');
}

/** What NSX would take, or may take, and is probably not meant. Never throws. */
export function warnEntity(kind: EntityKind, body: JsonObject): Issue[] {
  return kind === 'sessions' ? warnSession(body) : (SPECS[kind].warn?.(body) ?? []);
}

/** A new object of a kind, with what is still to be filled in left empty, and NSX's defaults left to NSX. */
export function emptyEntity(kind: EntityKind): JsonObject {
  if (kind === 'sessions') return emptySession(POLICY_BASED);
  return { resource_type: SPECS[kind].resourceType, display_name: '' };
}

/** A new object of the same kind and type as this one, in which nothing was filled in. */
export function emptyLike(kind: EntityKind, { resource_type: type }: JsonObject): JsonObject {
  return kind === 'sessions' && type === ROUTE_BASED ? emptySession(type) : emptyEntity(kind);
}
