import type { Change } from '../../shared/changes.ts';
import { changesBetween } from '../../shared/changes.ts';
import type { Draft } from '../../shared/draft.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject, sameJson } from '../../shared/json.ts';
import { emptyLike } from '../../shared/nsx/entity.ts';
import { sentChanges } from '../../shared/nsx/sent.ts';
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
  return live ? inside('', base, mine, live) : changesBetween(base, mine).map(mineOnly);
}

/** What of a draft goes out differs from what was read: what a person confirms, and what the request has on record. */
export function sentFieldChanges(draft: Draft): FieldChange[] {
  return sentChanges(draft).map(mineOnly);
}

/** What of a new object a person filled in: what stands in every new one is no change. */
export function filledIn({ kind, body }: Pick<Draft, 'kind' | 'body'>): FieldChange[] {
  return fieldChanges(emptyLike(kind, body), body, null);
}

/** How many fields sending the draft changes; of a new object, how many are filled in. */
export function countChanges(draft: Draft): number {
  if (draft.operation === 'create') return filledIn(draft).length;
  return new Set(sentChanges(draft).map(({ label }) => label)).size;
}

function mineOnly({ label, before, after, added, removed }: Change): FieldChange {
  const isOrder = added?.length === 0 && removed?.length === 0;
  if (!isOrder) return { label, base: plain(before), mine: plain(after), live: plain(before) };
  const [was, is] = [before, after].map((list) => (hasIds(list) ? list.map(({ id }) => id) : list));
  return { label: `${label} (order)`, base: was, mine: is, live: was };
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
  if (isSame(base, mine) && isSame(base, live)) return [];
  const three = [base, mine, live];
  if (three.every(isObject)) {
    return inside(label, base as JsonObject, mine as JsonObject, live as JsonObject);
  }
  if (three.every((version) => hasIds(version)) && !three.every(isEmptyList)) {
    return byId(label, base as Named[], mine as Named[], live as Named[]);
  }
  return [{ label, base: plain(base), mine: plain(mine), live: plain(live) }];
}

/** By the same rules as what goes on record: the order of subnets and NSX's own fields make no difference. */
function isSame(one: Version, other: Version): boolean {
  const field = (value: Version): JsonObject => (value === undefined ? {} : { field: value });
  return changesBetween(field(one), field(other)).length === 0;
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
  if (sameJson(order(base), order(mine)) && sameJson(order(base), order(live))) return [];
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
