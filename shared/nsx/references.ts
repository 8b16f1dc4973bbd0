import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject, setAt } from '../json.ts';
import type { FieldSpec } from './entity/field.ts';
import { SPECS } from './entity/specs.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from './kinds.ts';

/** What refers to what, in one table: everything that follows references asks here. */

/** A place in a body that names another object by its id. */
export type Reference = { path: JsonPath; label: string; to: InventoryKind; id: string };
/** That an object names another one, and in which of its fields. */
export type Named = { field: string; kind: InventoryKind; id: string };
/** The bodies of a kind, by id. */
export type Bodies = (kind: EntityKind) => readonly { id: string; body: JsonObject }[];
type User = { kind: EntityKind; id: string };

type Place = {
  key: string;
  label: string;
  to: InventoryKind;
  isList: boolean;
  /** NSX fills it: it follows from another reference, and nobody types it. */
  isFilled?: boolean;
};

/** What a session names (Swagger 2.5.1): its form is its own. The service follows from the local endpoint. */
const OF_SESSIONS: readonly Place[] = [
  { key: 'local_endpoint_id', label: 'Local endpoint', to: 'local-endpoints', isList: false },
  { key: 'peer_endpoint_id', label: 'Peer endpoint', to: 'peer-endpoints', isList: false },
  {
    key: 'ipsec_vpn_service_id',
    label: 'VPN service',
    to: 'services',
    isList: false,
    isFilled: true,
  },
];

const PLACES = Object.fromEntries(
  ENTITY_KINDS.map((kind) => [
    kind,
    kind === 'sessions' ? OF_SESSIONS : SPECS[kind].fields.flatMap(placeOf),
  ]),
) as Record<EntityKind, readonly Place[]>;

function placeOf({ key, label, ...field }: FieldSpec): Place[] {
  if (field.type !== 'references' && field.type !== 'reference') return [];
  return [{ key, label, to: field.to, isList: field.type === 'references' }];
}

/** The same table the other way: by whom, and in which field, an object of a kind can be named. */
function placesNaming(kind: InventoryKind): { of: EntityKind; place: Place }[] {
  return ENTITY_KINDS.flatMap((of) =>
    PLACES[of].filter(({ to }) => to === kind).map((place) => ({ of, place })),
  );
}

/** Whether an object of a kind can name one of the other itself, in a field that people fill. */
export function mayName(kind: EntityKind, other: InventoryKind): boolean {
  return PLACES[kind].some(({ to, isFilled }) => to === other && !isFilled);
}

const isEntityKind = (kind: InventoryKind): kind is EntityKind =>
  (ENTITY_KINDS as readonly InventoryKind[]).includes(kind);

/** An id, or a `ResourceReference` that names one (so a local endpoint names its service, Swagger 2.5.1). */
export function idIn(value: Json | undefined): string | null {
  const id = isObject(value) ? value.target_id : value;
  return typeof id === 'string' ? id : null;
}

/** The ids that stand at a place; empty ones are none. */
function idsAt(body: JsonObject, { key, isList }: Place): string[] {
  const value = body[key];
  const ids = isList ? (Array.isArray(value) ? value : []) : [idIn(value)];
  return ids.filter((id) => typeof id === 'string' && id !== '') as string[];
}

function referencesAt(body: JsonObject, place: Place): Reference[] {
  const { key, label, to, isList } = place;
  const value = body[key];
  const at = (path: JsonPath, id: Json | null): Reference[] =>
    typeof id === 'string' && id !== '' ? [{ path, label, to, id }] : [];
  if (!isList) return at(isObject(value) ? [key, 'target_id'] : [key], idIn(value));
  return Array.isArray(value) ? value.flatMap((id, i) => at([key, i], id)) : [];
}

/** Every object that a body names, in the order of its form. A place that is empty names none. */
export function referencesOf(kind: EntityKind, body: JsonObject): Reference[] {
  return PLACES[kind].flatMap((place) => (place.isFilled ? [] : referencesAt(body, place)));
}

/**
 * What an object of the inventory names, in the order of its fields, each once; of a session the service too, which NSX
 * fills. Gateways, edge nodes and certificates name nothing of the VPN span.
 */
export function namedBy(kind: InventoryKind, body: JsonObject): Named[] {
  if (!isEntityKind(kind)) return [];
  return PLACES[kind].flatMap((place) =>
    [...new Set(idsAt(body, place))].map((id) => ({ field: place.key, kind: place.to, id })),
  );
}

/** Those that name one of these objects, each once, in the order of kinds and lists. */
function usersOfAny(
  kind: InventoryKind,
  ids: ReadonlySet<string>,
  bodies: Bodies,
  withFilled: boolean,
): User[] {
  const found = new Map<string, User>();
  for (const { of, place } of placesNaming(kind)) {
    if (place.isFilled && !withFilled) continue;
    for (const { id, body } of bodies(of)) {
      if (idsAt(body, place).some((named) => ids.has(named))) {
        found.set(`${of}/${id}`, { kind: of, id });
      }
    }
  }
  return [...found.values()];
}

/** The objects that name this one themselves: while there is one, NSX does not delete it (Swagger: strong references). */
export function usersOf(kind: InventoryKind, id: string, bodies: Bodies): User[] {
  return usersOfAny(kind, new Set([id]), bodies, false);
}

/**
 * The ids of the sessions that a change of this object touches: one request id is realized on each of them. They name
 * it, or something that does; of a session it is itself.
 */
export function sessionsUsing(kind: InventoryKind, id: string, bodies: Bodies): string[] {
  if (kind === 'sessions') return [id];
  const sessions = new Set<string>();
  // Kinds refer one way only (session, endpoint, service and profile), so this comes to an end.
  const visit = (of: InventoryKind, ids: ReadonlySet<string>): void => {
    const users = usersOfAny(of, ids, bodies, true);
    for (const userKind of new Set(users.map((user) => user.kind))) {
      const named = users.filter((user) => user.kind === userKind).map((user) => user.id);
      if (userKind === 'sessions') for (const one of named) sessions.add(one);
      else visit(userKind, new Set(named));
    }
  };
  visit(kind, new Set([id]));
  return [...sessions];
}

/** A copy that names other objects, where `next` gives another id; everything else stays to the letter. */
export function renamed(
  kind: EntityKind,
  body: JsonObject,
  next: (id: string) => string | undefined,
): JsonObject {
  return referencesOf(kind, body).reduce((all, { path, id }) => {
    const other = next(id);
    return other === undefined ? all : setAt(all, path, other);
  }, body);
}

/**
 * A body whose references name other objects. `idFor` says which; null: none is known, and the place is left empty, so
 * that the form asks for it.
 */
export function withReferences(
  kind: EntityKind,
  body: JsonObject,
  idFor: (reference: Reference) => string | null,
): JsonObject {
  const references = referencesOf(kind, body);
  const pointed = references.reduce<JsonObject>((next, reference) => {
    const id = idFor(reference);
    return setAt(withoutNames(next, reference.path), reference.path, id ?? '');
  }, body);
  return PLACES[kind].reduce(emptied, pointed);
}

/** The name in a `ResourceReference` is that of the old object; NSX fills it anew. */
function withoutNames(body: JsonObject, path: JsonPath): JsonObject {
  if (path.at(-1) !== 'target_id') return body;
  const named = path.slice(0, -1);
  return ['target_display_name', 'is_valid'].reduce(
    (next, name) => setAt(next, [...named, name], undefined),
    body,
  );
}

/** A list has no empty items, and what may be left out is left out. */
function emptied(body: JsonObject, { key, isList }: Place): JsonObject {
  const value = body[key];
  if (isList && Array.isArray(value)) return { ...body, [key]: value.filter((id) => id !== '') };
  if (isList || idIn(value) !== '') return body;
  const { [key]: _none, ...rest } = body;
  return rest;
}
