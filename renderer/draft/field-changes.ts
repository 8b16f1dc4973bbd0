import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject, sameJson } from '../../shared/json.ts';
import { subnetTexts } from './subnets.ts';

/** One field in three versions: as it was read, as it is typed, and as the manager has it now. */
export type FieldChange = {
  /** `policy_rules[1026].destinations` */
  label: string;
  base: Json | undefined;
  mine: Json | undefined;
  live: Json | undefined;
};

/**
 * The fields that I changed, and those that changed on the manager meanwhile (`live` null: it is as the base).
 * Lists of objects with ids are matched by id. Underscore fields are NSX's own and are left out.
 */
export function fieldChanges(
  base: JsonObject,
  mine: JsonObject,
  live: JsonObject | null,
): FieldChange[] {
  return inside('', base, mine, live ?? base);
}

/** How many fields I changed. */
export function countChanges(base: JsonObject | null, mine: JsonObject): number {
  return fieldChanges(base ?? {}, mine, null).length;
}

function inside(
  prefix: string,
  base: JsonObject,
  mine: JsonObject,
  live: JsonObject,
): FieldChange[] {
  const keys = new Set([...Object.keys(mine), ...Object.keys(base), ...Object.keys(live)]);
  return [...keys]
    .filter((key) => !key.startsWith('_'))
    .flatMap((key) =>
      field(prefix === '' ? key : `${prefix}.${key}`, base[key], mine[key], live[key]),
    );
}

type Version = Json | undefined;

function field(label: string, base: Version, mine: Version, live: Version): FieldChange[] {
  if (sameJson(base, mine) && sameJson(base, live)) return [];
  const three = [base, mine, live];
  if (three.every(isObject)) {
    return inside(label, base as JsonObject, mine as JsonObject, live as JsonObject);
  }
  if (three.every((version) => hasIds(version)) && !three.every(isEmptyList)) {
    return byId(label, base as Named[], mine as Named[], live as Named[]);
  }
  return [{ label, base: plain(base), mine: plain(mine), live: plain(live) }];
}

type Named = JsonObject & { id: string | number };

function byId(label: string, base: Named[], mine: Named[], live: Named[]): FieldChange[] {
  const ids = new Set([...base, ...mine, ...live].map((item) => item.id));
  const found = [...ids].flatMap((id) => {
    const [was, now, there] = [base, mine, live].map((list) => list.find((item) => item.id === id));
    return field(`${label}[${id}]`, was, now, there);
  });
  if (found.length > 0) return found;
  const order = (list: Named[]) => list.map((item) => item.id);
  return [{ label: `${label} (order)`, base: order(base), mine: order(mine), live: order(live) }];
}

function hasIds(value: Version): value is Named[] {
  if (!Array.isArray(value)) return false;
  const ids = value.map((item) => (isObject(item) ? item.id : undefined));
  return (
    ids.every((id) => typeof id === 'string' || typeof id === 'number') &&
    new Set(ids).size === ids.length
  );
}

function isEmptyList(value: Version): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A list of subnets as its texts: what a person compares. */
export function plain(value: Version): Version {
  const subnets =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isObject(item) && Object.keys(item).length === 1 && 'subnet' in item);
  return subnets ? subnetTexts(value) : value;
}
