import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** What tells the items of a list apart, so that two people's edits of it can be told from each other. */
export type Identity = {
  keyOf(item: Json): string;
  /** True where the order is part of the value: rules, plain texts. Subnets and tags are sets (`shared/changes.ts`). */
  isOrdered: boolean;
  /** True where an item is an object with fields of its own, told as one in a list of changes. */
  isNamed: boolean;
};

/**
 * How the items of these versions of one list are told apart: rules by id, subnets by their value, tags by scope and
 * tag, plain texts by value. Null where some item has no such name, or two have the same: then the list is one value.
 * The first of the versions is the base.
 */
export function identityOf(versions: readonly Json[][]): Identity | null {
  const identity = IDENTITIES.find(({ fits }) => fits(versions));
  if (!identity || versions.every((items) => items.length === 0)) return null;
  const isUnique = versions.every(
    (items) => new Set(items.map(identity.keyOf)).size === items.length,
  );
  return isUnique ? identity : null;
}

/** What stands before the name of an item that has no id: no id of NSX begins so. */
const NEW = '\u0000';

const IDENTITIES: readonly (Identity & { fits(versions: readonly Json[][]): boolean })[] = [
  {
    fits: byId,
    // A rule that NSX has not seen yet may have no id: it is what is in it.
    keyOf: (item) => (isText(item, 'id') ? text(item, 'id') : `${NEW}${canonical(item)}`),
    isOrdered: true,
    isNamed: true,
  },
  {
    fits: (versions) => versions.flat().every((item) => typeof item === 'string'),
    keyOf: (item) => item as string,
    isOrdered: true,
    isNamed: false,
  },
  {
    fits: (versions) => versions.flat().every((item) => isText(item, 'subnet')),
    keyOf: (item) => text(item, 'subnet'),
    isOrdered: false,
    isNamed: false,
  },
  {
    fits: (versions) => versions.flat().every(isTag),
    keyOf: (item) => `${text(item, 'scope')}|${text(item, 'tag')}`,
    isOrdered: false,
    isNamed: false,
  },
];

/** Every item of the base has an id; what was added since may have none. */
function byId([base = [], ...sides]: readonly Json[][]): boolean {
  const added = sides.flat();
  const hasId = (item: Json) => isText(item, 'id');
  const mayBeNew = (item: Json) => isObject(item) && !Object.hasOwn(item, 'id');
  return (
    base.every(hasId) &&
    added.every((item) => hasId(item) || mayBeNew(item)) &&
    [...base, ...added].some(hasId)
  );
}

/** What an item is called in a label. */
export function itemName(key: string): string {
  if (key.startsWith(NEW)) return 'new';
  return /["[\]]/.test(key) ? JSON.stringify(key) : key;
}

function isTag(item: Json): boolean {
  if (!isObject(item)) return false;
  const keys = Object.keys(item);
  return (
    keys.length > 0 && keys.every((key) => (key === 'scope' || key === 'tag') && isText(item, key))
  );
}

function isText(item: Json, key: string): boolean {
  return isObject(item) && Object.hasOwn(item, key) && typeof item[key] === 'string';
}

function text(item: Json, key: string): string {
  return isText(item, key) ? String((item as JsonObject)[key]) : '';
}

/** The same text for the same JSON, whatever the order of an object's keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`).join()}}`;
}

/**
 * The keys that stay, in the order of `lead`; those that only `other` has come behind what stood before them there.
 */
export function inOrder(
  stays: ReadonlySet<string>,
  lead: readonly string[],
  other: readonly string[],
): string[] {
  const order = lead.filter((key) => stays.has(key));
  const placed = new Set(order);
  let before: string | null = null;
  for (const key of other) {
    if (!stays.has(key)) continue;
    if (!placed.has(key)) {
      order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, key);
      placed.add(key);
    }
    before = key;
  }
  return order;
}
