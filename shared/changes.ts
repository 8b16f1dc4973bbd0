import type { Json, JsonObject, JsonPath } from './json.ts';
import { isObject, sameJson } from './json.ts';

/** One field that differs. An absent value is undefined. */
export type Change = {
  /** Where it is in `after`; for what was removed, where it was in `before`. */
  path: JsonPath;
  /** The path with the items of lists called by their id: `policy_rules[1026].destinations`. */
  label: string;
  kind: 'added' | 'removed' | 'changed';
  before: Json | undefined;
  after: Json | undefined;
  /** For lists: the items that came and went. Both empty where only the order differs. */
  added?: Json[];
  removed?: Json[];
};

export type ChangeOptions = {
  /** True: fields that begin with an underscore (revision, times, users: NSX's own) are compared as well. */
  meta?: boolean;
};

type Place = { path: JsonPath; label: string };
type Walk = { meta: boolean };

/**
 * What differs, field by field. Items of a list with ids are compared by id, wherever they stand; subnets and tags are
 * sets, so their order means nothing. Nothing before (a create): every field is added; nothing after: every one removed.
 */
export function changesBetween(
  before: JsonObject | null,
  after: JsonObject | null,
  options: ChangeOptions = {},
): Change[] {
  const walk = { meta: options.meta ?? false };
  return inObject(before ?? {}, after ?? {}, { path: [], label: '' }, walk);
}

/** The labels of what differs, each once. Empty for a DELETE (`after` null): it changes no field, it removes the object. */
export function changedFieldNames(before: JsonObject | null, after: JsonObject | null): string[] {
  if (after === null) return [];
  return [...new Set(changesBetween(before, after).map((change) => change.label))];
}

function inObject(before: JsonObject, after: JsonObject, at: Place, walk: Walk): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => walk.meta || !key.startsWith('_'))
    .flatMap((key) => {
      const label = at.label === '' ? key : `${at.label}.${key}`;
      return inValue(own(before, key), own(after, key), { path: [...at.path, key], label }, walk);
    });
}

function inValue(
  before: Json | undefined,
  after: Json | undefined,
  at: Place,
  walk: Walk,
): Change[] {
  if (sameJson(before, after)) return [];
  if (isObject(before) && isObject(after)) return inObject(before, after, at, walk);
  if (Array.isArray(before) && Array.isArray(after)) return inList(before, after, at, walk);
  return [change(before, after, at)];
}

function inList(before: Json[], after: Json[], at: Place, walk: Walk): Change[] {
  if (haveIds(before) && haveIds(after)) return byId(before, after, at, walk);
  if (isSet(before) && isSet(after)) {
    const differs = listChange(before, after, at);
    return differs.added?.length || differs.removed?.length ? [differs] : [];
  }
  const nested = [...before, ...after].every((item) => isObject(item));
  if (!nested || before.length !== after.length) return [listChange(before, after, at)];
  return before.flatMap((item, i) => inValue(item, after[i], step(at, i, String(i)), walk));
}

function byId(before: JsonObject[], after: JsonObject[], at: Place, walk: Walk): Change[] {
  const was = new Map(before.map((item, i) => [item.id as string, { item, i }]));
  const is = new Set(after.map((item) => item.id as string));
  const changes: Change[] = [];
  for (const [i, item] of after.entries()) {
    const id = item.id as string;
    const there = step(at, i, id);
    changes.push(...inValue(was.get(id)?.item, item, there, walk));
  }
  for (const [id, { item, i }] of was) {
    if (!is.has(id)) changes.push(change(item, undefined, step(at, i, id)));
  }
  const kept = before.map((item) => item.id).filter((id) => is.has(id as string));
  const order = after.map((item) => item.id).filter((id) => was.has(id as string));
  if (sameJson(kept, order)) return changes;
  return [...changes, { ...change(before, after, at), added: [], removed: [] }];
}

function listChange(before: Json[], after: Json[], at: Place): Change {
  return {
    ...change(before, after, at),
    added: without(after, before),
    removed: without(before, after),
  };
}

function change(before: Json | undefined, after: Json | undefined, at: Place): Change {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return { path: at.path, label: at.label, kind, before, after };
}

function step(at: Place, index: number, name: string): Place {
  return { path: [...at.path, index], label: `${at.label}[${name}]` };
}

/** The items of one list that the other has not, doubles counted. */
function without(list: Json[], other: Json[]): Json[] {
  const left = new Map<string, number>();
  for (const item of other) left.set(keyOf(item), (left.get(keyOf(item)) ?? 0) + 1);
  return list.filter((item) => {
    const count = left.get(keyOf(item)) ?? 0;
    left.set(keyOf(item), count - 1);
    return count <= 0;
  });
}

/** The same text for the same JSON, whatever the order of an object's keys. */
function keyOf(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${keyOf(value[key] as Json)}`).join()}}`;
}

/** Every item is an object with an id of its own. */
export function haveIds(list: Json[]): list is JsonObject[] {
  const ids = list.map((item) => (isObject(item) ? own(item, 'id') : undefined));
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

/** Subnets and tags: what NSX keeps as a set. */
function isSet(list: Json[]): boolean {
  return list.every(
    (item) => isObject(item) && ['subnet', 'scope', 'tag'].some((key) => Object.hasOwn(item, key)),
  );
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
