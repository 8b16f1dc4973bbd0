import { changesBetween } from '../../shared/changes.ts';
import type { Operation } from '../../shared/draft.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject, sameJson } from '../../shared/json.ts';

/** One line of "What will be sent": added, taken away, or there for orientation. */
export type SentLine = { kind: 'add' | 'remove' | 'same' | 'note'; depth: number; text: string };

type Fields = { [key: string]: Json };

/** What a PUT changes, what a POST says, line by line; a DELETE has no body. */
export function sentLines(
  operation: Operation,
  base: JsonObject | null,
  body: JsonObject,
): SentLine[] {
  if (operation === 'delete') return [];
  if (operation === 'create' || base === null) {
    return Object.entries(body).flatMap(([key, value]) => whole('add', key, value, 0));
  }
  return changedFields(base, body, 0);
}

function changedFields(before: Fields, after: Fields, depth: number): SentLine[] {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys.flatMap((key) => changed(key, before[key], after[key], depth));
}

function changed(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  depth: number,
): SentLine[] {
  if (isSame(key, before, after)) return [];
  if (before === undefined) return whole('add', key, after as Json, depth);
  if (after === undefined) return whole('remove', key, before, depth);
  if (isObject(before) && isObject(after)) {
    return [line('same', depth, `"${key}"`), ...changedFields(before, after, depth + 1)];
  }
  if (Array.isArray(before) && Array.isArray(after)) return changedList(key, before, after, depth);
  return [...whole('remove', key, before, depth), ...whole('add', key, after, depth)];
}

function changedList(key: string, before: Json[], after: Json[], depth: number): SentLine[] {
  if (!hasIds(before) || !hasIds(after)) {
    const gone = before.filter((item) => !after.some((other) => sameJson(item, other)));
    const came = after.filter((item) => !before.some((other) => sameJson(item, other)));
    if (gone.length === 0 && came.length === 0)
      return [line('same', depth, `"${key}": in another order`)];
    return [
      ...gone.map((item) => line('remove', depth, `"${key}": ${brief(item)}`)),
      ...came.map((item) => line('add', depth, `"${key}": ${brief(item)}`)),
    ];
  }
  const lines: SentLine[] = [];
  for (const old of before) {
    if (!after.some((item) => item.id === old.id))
      lines.push(...whole('remove', `${key}[${old.id}]`, old, depth));
  }
  for (const item of after) {
    const old = before.find((other) => other.id === item.id);
    if (!old) {
      const { id, ...rest } = item;
      lines.push(line('add', depth, `"${key}": [${String(id)}]`));
      lines.push(
        ...Object.entries(rest).flatMap(([name, value]) => whole('add', name, value, depth + 1)),
      );
    } else if (!isSame(key, old, item)) {
      lines.push(line('same', depth, `"${key}": [${String(item.id)}]`));
      lines.push(...changedFields(old, item, depth + 1));
    }
  }
  const order = (list: JsonObject[]) => list.map((item) => item.id);
  if (lines.length > 0 || sameJson(order(before), order(after))) return lines;
  return [line('same', depth, `"${key}": in another order`)];
}

/** By the rules of the record: NSX's own fields, and the order of what is a set to NSX, make no difference. */
function isSame(key: string, before: Json | undefined, after: Json | undefined): boolean {
  const field = (value: Json | undefined): JsonObject =>
    value === undefined ? {} : { [key]: value };
  return changesBetween(field(before), field(after)).length === 0;
}

function whole(kind: 'add' | 'remove', key: string, value: Json, depth: number): SentLine[] {
  if (kind === 'remove' && isObject(value) && value.id !== undefined) {
    return [line(kind, depth, `"${key.replace(/\[.*$/, '')}": [${String(value.id)}]`)];
  }
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) =>
      isObject(item) && Object.keys(item).length > 1
        ? [
            line(kind, depth, `"${key}"`),
            ...Object.entries(item).flatMap(([name, part]) => whole(kind, name, part, depth + 1)),
          ]
        : [line(kind, depth, `"${key}": ${brief(item)}`)],
    );
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return [
      line(kind, depth, `"${key}"`),
      ...Object.entries(value).flatMap(([name, part]) => whole(kind, name, part, depth + 1)),
    ];
  }
  return [line(kind, depth, `"${key}": ${JSON.stringify(value)}`)];
}

/** `{ "subnet": "10.0.0.0/8" }` is said as `"10.0.0.0/8"`: the one field says nothing more. */
function brief(value: Json): string {
  if (isObject(value)) {
    const parts = Object.values(value);
    if (parts.length === 1) return JSON.stringify(parts[0]);
  }
  return JSON.stringify(value);
}

function line(kind: SentLine['kind'], depth: number, text: string): SentLine {
  return { kind, depth, text };
}

function hasIds(list: Json[]): list is (JsonObject & { id: string | number })[] {
  const ids = list.map((item) => (isObject(item) ? item.id : undefined));
  return (
    list.length > 0 &&
    ids.every((id) => typeof id === 'string' || typeof id === 'number') &&
    new Set(ids).size === ids.length
  );
}
