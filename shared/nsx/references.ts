import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject, setAt } from '../json.ts';
import type { FieldSpec } from './entity/field.ts';
import { SPECS } from './entity/specs.ts';
import type { EntityKind, InventoryKind } from './kinds.ts';

/** A place in a body that names another object by its id. */
export type Reference = { path: JsonPath; label: string; to: InventoryKind; id: string };

type Place = { key: string; label: string; to: InventoryKind; form: 'id' | 'named' | 'list' };

/** What a session names (Swagger 2.5.1); its service follows from the local endpoint. */
const OF_SESSIONS: readonly Place[] = [
  { key: 'local_endpoint_id', label: 'Local endpoint', to: 'local-endpoints', form: 'id' },
  { key: 'peer_endpoint_id', label: 'Peer endpoint', to: 'peer-endpoints', form: 'id' },
];

function placesOf(kind: EntityKind): readonly Place[] {
  return kind === 'sessions' ? OF_SESSIONS : SPECS[kind].fields.flatMap(placeOf);
}

function placeOf(field: FieldSpec): Place[] {
  const { key, label } = field;
  if (field.type === 'references') return [{ key, label, to: field.to, form: 'list' }];
  if (field.type !== 'reference') return [];
  return [{ key, label, to: field.to, form: field.named === undefined ? 'id' : 'named' }];
}

/** Every object that a body names, in the order of its form. A place that is empty names none. */
export function referencesOf(kind: EntityKind, body: JsonObject): Reference[] {
  return placesOf(kind).flatMap(({ key, label, to, form }) => {
    const at = (path: JsonPath, id: Json | undefined): Reference[] =>
      typeof id === 'string' && id !== '' ? [{ path, label, to, id }] : [];
    const value = body[key];
    if (form === 'id') return at([key], value);
    if (form === 'named') return isObject(value) ? at([key, 'target_id'], value.target_id) : [];
    return Array.isArray(value) ? value.flatMap((id, i) => at([key, i], id)) : [];
  });
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
  return placesOf(kind).reduce((next, place) => emptied(next, place), pointed);
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
function emptied(body: JsonObject, { key, form }: Place): JsonObject {
  const value = body[key];
  if (form === 'list' && Array.isArray(value)) {
    return { ...body, [key]: value.filter((id) => id !== '') };
  }
  const isNone =
    form === 'named' ? isObject(value) && value.target_id === '' : form === 'id' && value === '';
  if (!isNone) return body;
  const { [key]: _none, ...rest } = body;
  return rest;
}
