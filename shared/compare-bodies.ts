import type { Change } from './changes.ts';
import { changesBetween, haveIds } from './changes.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject, sameJson } from './json.ts';
import { canonical } from './merge-lists.ts';
import { REDACTED } from './redaction.ts';

/** `hidden`: both are replaced on record, as secrets are, so nobody can say whether they were the same. */
export type RowState = 'changed' | 'only-first' | 'only-second' | 'hidden' | 'same';

/** One field of two things that stand side by side. An absent value is undefined. */
export type CompareRow = {
  /** As in a list of changes: `policy_rules[1026].destinations`. */
  label: string;
  state: RowState;
  first: Json | undefined;
  second: Json | undefined;
  /** For lists: the items that only the first has, and only the second. Both empty where only the order differs. */
  onlyFirst?: Json[];
  onlySecond?: Json[];
  /** For lengths of time, ms: how much longer the second took. */
  longerMs?: number;
  /** Such lengths differ by less than what lies between two checks: that is no difference. */
  isWithin?: true;
};

/**
 * Two bodies field by field: what `changesBetween` calls different, and beside it what is the same.
 * `sameObject`: items of lists are told apart by their id. Two objects have ids of their own: there items with the same
 * content are a pair, and what is left pairs as it stands; the ids themselves are no difference.
 */
export function compareBodies(
  first: JsonObject | null,
  second: JsonObject | null,
  sameObject: boolean,
): CompareRow[] {
  return inObject(first ?? {}, second ?? {}, '', { sameObject, isRoot: true });
}

type Walk = { sameObject: boolean; isRoot?: boolean };

function inObject(
  first: JsonObject,
  second: JsonObject,
  label: string,
  { sameObject, isRoot = false }: Walk,
): CompareRow[] {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys]
    .filter((key) => !key.startsWith('_') && (sameObject || !isRoot || key !== 'id'))
    .flatMap((key) =>
      inValue(own(first, key), own(second, key), label === '' ? key : `${label}.${key}`, {
        sameObject,
      }),
    );
}

function inValue(
  first: Json | undefined,
  second: Json | undefined,
  label: string,
  walk: Walk,
): CompareRow[] {
  const changes = changesBetween(asField(label, first), asField(label, second));
  const isSame = changes.length === 0;
  if (isSame && !hides(first)) return [{ label, state: 'same', first, second }];
  if (first === REDACTED && second === REDACTED) return [{ label, state: 'hidden', first, second }];
  if (isObject(first) && isObject(second)) return inObject(first, second, label, walk);
  if (Array.isArray(first) && Array.isArray(second)) {
    return inList(first, second, { label, changes }, walk);
  }
  return [rowOf(changes[0], label, first, second)];
}

function inList(
  first: Json[],
  second: Json[],
  { label, changes }: { label: string; changes: readonly Change[] },
  walk: Walk,
): CompareRow[] {
  const whole = changes.find((change) => change.label === label);
  if (haveIds(first) && haveIds(second)) {
    if (!walk.sameObject) return ofTwoObjects(first, second, label, walk);
    const order = whole ? [rowOf(whole, label, first, second)] : [];
    return [...byId(first, second, label, walk), ...order];
  }
  if (whole || first.length !== second.length) return [rowOf(whole, label, first, second)];
  return first.flatMap((item, i) => inValue(item, second[i], `${label}[${i}]`, walk));
}

function byId(first: JsonObject[], second: JsonObject[], label: string, walk: Walk): CompareRow[] {
  const of = (list: JsonObject[]) => new Map(list.map((item) => [item.id as string, item]));
  const [was, is] = [of(first), of(second)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) =>
    inValue(was.get(id), is.get(id), `${label}[${id}]`, walk),
  );
}

function ofTwoObjects(
  first: JsonObject[],
  second: JsonObject[],
  label: string,
  walk: Walk,
): CompareRow[] {
  return pairsOf(first, second).flatMap(([one, other]) => {
    const ids = [...new Set([one?.id, other?.id].filter((id) => id !== undefined))];
    const at = `${label}[${ids.join(' ↔ ')}]`;
    if (!one || !other) return inValue(one, other, at, walk);
    const [mine, theirs] = [withoutId(one), withoutId(other)];
    if (canonical(content(one)) === canonical(content(other)) && !hides(one)) {
      return [{ label: at, state: 'same', first: mine, second: theirs }];
    }
    return inObject(mine, theirs, at, walk);
  });
}

type Pair = [JsonObject | undefined, JsonObject | undefined];

/** First those with the same content, then the rest in the order in which they stand; in the order of the first. */
function pairsOf(first: readonly JsonObject[], second: readonly JsonObject[]): Pair[] {
  const free = [...second];
  const take = (fits: (item: JsonObject) => boolean): JsonObject | undefined => {
    const at = free.findIndex(fits);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  const alike = first.map((item): Pair => {
    const key = canonical(content(item));
    return [item, take((other) => canonical(content(other)) === key)];
  });
  const pairs = alike.map(([item, other]): Pair => [item, other ?? take(() => true)]);
  return [...pairs, ...free.map((item): Pair => [undefined, item])];
}

function withoutId({ id: _id, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** What a person has put in: without the id and what NSX counts itself. */
function content(item: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => key !== 'id' && !key.startsWith('_')),
  );
}

function rowOf(
  change: Change | undefined,
  label: string,
  first: Json | undefined,
  second: Json | undefined,
): CompareRow {
  return {
    label,
    state: stateOf(first, second),
    first,
    second,
    ...(change?.removed && { onlyFirst: change.removed }),
    ...(change?.added && { onlySecond: change.added }),
  };
}

/** How two values stand to each other. */
export function stateOf(first: Json | undefined, second: Json | undefined): RowState {
  if (first === undefined && second !== undefined) return 'only-second';
  if (second === undefined && first !== undefined) return 'only-first';
  return sameJson(first, second) ? 'same' : 'changed';
}

/** So that the labels of what differs below begin with the whole label. */
function asField(label: string, value: Json | undefined): JsonObject {
  return value === undefined ? {} : { [label]: value };
}

/** True where a secret was replaced in it. */
function hides(value: Json | undefined): boolean {
  if (value === REDACTED) return true;
  if (Array.isArray(value)) return value.some(hides);
  return isObject(value) && Object.values(value).some(hides);
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
