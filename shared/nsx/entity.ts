import type { Operation } from '../draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { JsonObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { pathOfLabel, unknownFields } from './body.ts';
import { checkBySpec, warnBySpec } from './entity/check.ts';
import { SPECS } from './entity/specs.ts';
import type { EntityKind } from './kinds.ts';
import { checkSession, emptySession } from './session.ts';
import { warnSession } from './session-warn.ts';
import { issueAt } from './session-words.ts';

/** What NSX would refuse in an object of a kind; empty where nothing speaks against sending. Never throws. */
export function checkEntity(kind: EntityKind, body: JsonObject, operation: Operation): Issue[] {
  if (operation === 'delete') return [];
  if (kind === 'sessions') return checkSession(body, operation);
  return checkBySpec(SPECS[kind], body, operation === 'create');
}

/** What NSX would take, or may take, and is probably not meant. Never throws. */
export function warnEntity(
  kind: EntityKind,
  body: JsonObject,
  operation: Operation = 'change',
): Issue[] {
  if (operation === 'delete') return [];
  const own = kind === 'sessions' ? warnSession(body) : warnBySpec(SPECS[kind], body);
  return [
    ...warnName(body.display_name),
    ...own,
    ...(operation === 'create' ? warnMisspelt(kind, body) : []),
  ];
}

function warnName(name: unknown): Issue[] {
  if (name !== undefined && (typeof name !== 'string' || name.trim() !== '')) return [];
  return [issueAt(['display_name'], 'Name: there is none; NSX will show the id instead')];
}

/** What nobody knows in an object that a person makes is more likely misspelt than a field of a later version. */
function warnMisspelt(kind: EntityKind, body: JsonObject): Issue[] {
  return unknownFields(kind, body).map((field) =>
    issueAt(
      pathOfLabel(field),
      `Unknown field ${field}: NSX may refuse it or pass over it; look whether it is spelt so`,
    ),
  );
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
