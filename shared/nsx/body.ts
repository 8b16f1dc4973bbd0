import type { Operation } from '../draft.ts';
import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject } from '../json.ts';
import { catalogueOf } from './entity/catalogue.ts';
import type { EntityKind } from './kinds.ts';

type Fields = ReturnType<typeof catalogueOf>;

/** Paths of the fields that the schema doesn't know (`policy_rules[0].ttl`): kept as they are, not editable in the form. */
export function unknownFields(kind: EntityKind, body: JsonObject): string[] {
  const fields = catalogueOf(kind);
  const found: string[] = [];
  const walk = (value: Json, pattern: string, path: string): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) walk(item, `${pattern}[]`, `${path}[${i}]`);
      return;
    }
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      const at = pattern === '' ? key : `${pattern}.${key}`;
      const here = path === '' ? key : `${path}.${key}`;
      const known = fields.get(at);
      if (!known) found.push(here);
      else if (!known.whole) walk(item, at, here);
    }
  };
  walk(body, '', '');
  return found;
}

/** `policy_rules[0].ttl` as a path. */
export function pathOfLabel(label: string): JsonPath {
  return [...label.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}

/**
 * What goes out. PUT: the whole object with every unknown field and the `_revision` of what was read, whatever was
 * typed; what only NSX may write is as it was read. POST: without id and without what NSX fills. DELETE: nothing.
 */
export function bodyToSend(
  kind: EntityKind,
  draftBody: JsonObject,
  base: JsonObject | null,
  operation: Operation,
): JsonObject | null {
  if (operation === 'delete') return null;
  const fields = catalogueOf(kind);
  if (operation === 'create') return withoutEmptyText(stripped(fields, draftBody, ''));
  if (!base) return draftBody;
  const isNsxOwn = (key: string) => key === 'id' || fields.get(key)?.readOnly === true;
  const typed = Object.entries(draftBody).filter(([key]) => !isNsxOwn(key) || key in base);
  const asRead = Object.entries(base).filter(([key]) => isNsxOwn(key));
  // NSX refuses an old revision so that nobody's change is lost: one that was only typed must not get past that.
  const revision = base._revision ?? draftBody._revision;
  const sent: JsonObject = {
    ...Object.fromEntries([...typed, ...asRead]),
    ...(revision === undefined ? {} : { _revision: revision }),
  };
  return sent.tunnel_ports === undefined ? sent : withPortId(sent, base);
}

/** NSX made the logical router port; a PUT without its id could make another (domain.md: keep it on PUT). */
function withPortId(sent: JsonObject, base: JsonObject): JsonObject {
  const was = listOf(base.tunnel_ports)[0];
  const [port, ...more] = listOf(sent.tunnel_ports);
  const id = isObject(was) ? was.tunnel_port_id : undefined;
  if (id === undefined || !isObject(port)) return sent;
  return { ...sent, tunnel_ports: [{ ...port, tunnel_port_id: id }, ...more] };
}

/** A copy without id, underscore fields and read-only fields, at any depth of what is known. */
function stripped(fields: Fields, value: JsonObject, pattern: string): JsonObject {
  const kept = Object.entries(value).filter(([key]) => {
    if (pattern === '' && key === 'id') return false;
    const field = fields.get(pattern === '' ? key : `${pattern}.${key}`);
    return !key.startsWith('_') && (field === undefined || !field.readOnly || key === 'action');
  });
  return Object.fromEntries(
    kept.map(([key, item]) => {
      const at = `${pattern === '' ? key : `${pattern}.${key}`}[]`;
      const list = Array.isArray(item);
      return [
        key,
        list ? item.map((each) => (isObject(each) ? stripped(fields, each, at) : each)) : item,
      ];
    }),
  );
}

/** An empty name or description is one that was not given. */
function withoutEmptyText(body: JsonObject): JsonObject {
  const optional = ['display_name', 'description'];
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => value !== '' || !optional.includes(key)),
  );
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
