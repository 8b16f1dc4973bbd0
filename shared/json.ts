import * as z from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type JsonPath = readonly (string | number)[];

export const Json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), Json);

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined where the path leads nowhere. */
export function getAt(value: unknown, path: JsonPath): unknown {
  let here: unknown = value;
  for (const step of path) {
    if (Array.isArray(here)) here = here[step as number];
    else if (isObject(here)) here = here[step as string];
    else return undefined;
  }
  return here;
}

/** A copy with the value at a path replaced; `undefined` removes the key. Objects on the way are made as needed. */
export function setAt<T extends Json>(value: T, path: JsonPath, next: Json | undefined): T {
  if (path.length === 0) return next as T;
  const [head, ...rest] = path as [string | number, ...(string | number)[]];
  if (typeof head === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    if (rest.length === 0 && next === undefined) list.splice(head, 1);
    else list[head] = setAt((list[head] ?? emptyFor(rest)) as Json, rest, next);
    return list as Json as T;
  }
  const object: JsonObject = isObject(value) ? { ...value } : {};
  if (rest.length === 0 && next === undefined) delete object[head];
  else object[head] = setAt((object[head] ?? emptyFor(rest)) as Json, rest, next);
  return object as Json as T;
}

function emptyFor(rest: JsonPath): Json {
  return typeof rest[0] === 'number' ? [] : {};
}

/** True where both say the same, whatever the order of an object's keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  return false;
}

/**
 * The same value, its parts that say the same as those of `other` being those of `other`: two versions of one object
 * lie in memory hardly twice.
 */
export function sharing<T extends Json>(value: T, other: Json): T {
  if (value === other || sameOrder(value, other)) return other as T;
  if (Array.isArray(value) && Array.isArray(other)) {
    return value.map((item, at) => sharing(item, other[at] ?? null)) as Json as T;
  }
  if (!isObject(value) || !isObject(other)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      Object.hasOwn(other, key) ? sharing(item as Json, other[key] as Json) : item,
    ]),
  ) as Json as T;
}

/** True where both are written alike, to the letter. */
const sameOrder = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);
