import type { Json, JsonObject, JsonPath } from './json.ts';
import { isObject, sameJson } from './json.ts';
import { type Identity, identityOf, inOrder, itemName } from './merge-lists.ts';
import type { MergeConflict, MergedField, MergeSide } from './merge-record.ts';
import { isSecretField } from './redaction.ts';

/** What was chosen, by the label of the conflict. */
export type Choices = Readonly<Record<string, MergeSide>>;

export type Merge = {
  /** As far as it is decided; a conflict that nothing was chosen for has mine. `_revision` is theirs. */
  body: JsonObject;
  /** Every change of either side that stands without a choice. */
  fields: MergedField[];
  conflicts: MergeConflict[];
};

type Version = Json | undefined;
type Place = { label: string; mine: JsonPath; theirs: JsonPath };
type Walk = { choices: Choices; fields: MergedField[]; conflicts: MergeConflict[] };

/**
 * Three versions of one object become one, field by field. What one side changed and the other did not is taken; the
 * same change on both sides is no conflict; what both changed differently, or one deleted and the other edited, is a
 * conflict, until it is chosen. Lists are merged by the identity of their items (`merge-lists.ts`); lists without one
 * are single values. Fields that begin with an underscore are NSX's own and are theirs. Secret fields are mine: what a
 * manager shows of them is never their value. Fields that nobody knows are merged like any other.
 */
export function merge(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  choices: Choices = {},
): Merge {
  const walk: Walk = { choices, fields: [], conflicts: [] };
  const body = inObject(base, mine, theirs, { label: '', mine: [], theirs: [] }, walk);
  return { body, fields: walk.fields, conflicts: walk.conflicts };
}

/** The conflicts that nothing is chosen for yet. */
export function undecided({ conflicts }: Merge, choices: Choices): MergeConflict[] {
  return conflicts.filter(({ label }) => !Object.hasOwn(choices, label));
}

/** Three versions become one, and where both sides changed a field, mine stands. For what was typed a moment ago. */
export function mergeMine(base: JsonObject, mine: JsonObject, theirs: JsonObject): JsonObject {
  return merge(base, mine, theirs).body;
}

function inObject(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  at: Place,
  walk: Walk,
): JsonObject {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine), ...Object.keys(base)]);
  const merged: [string, Json][] = [];
  for (const key of keys) {
    const value = inField(key, own(base, key), own(mine, key), own(theirs, key), at, walk);
    if (value !== undefined) merged.push([key, value]);
  }
  return Object.fromEntries(merged);
}

function inField(
  key: string,
  base: Version,
  mine: Version,
  theirs: Version,
  at: Place,
  walk: Walk,
): Version {
  if (isMeta(key)) return theirs;
  const name = step(key);
  const place: Place = {
    label: at.label === '' ? name : `${at.label}.${name}`,
    mine: [...at.mine, key],
    theirs: [...at.theirs, key],
  };
  if (!isSecretField(key)) return inValue(base, mine, theirs, place, walk);
  if (mine !== undefined && !same(base, mine)) note(walk, place, 'mine', base, mine);
  return mine;
}

function inValue(base: Version, mine: Version, theirs: Version, at: Place, walk: Walk): Version {
  if (isObject(base) && isObject(mine) && isObject(theirs)) {
    return inObject(base, mine, theirs, at, walk);
  }
  const was = base === undefined ? [] : base;
  if (Array.isArray(was) && Array.isArray(mine) && Array.isArray(theirs)) {
    const identity = identityOf([was, mine, theirs]);
    if (identity) return inList(was, mine, theirs, identity, at, walk);
  }
  if (same(mine, theirs)) {
    if (!same(base, mine)) note(walk, at, 'both', base, theirs);
    return theirs;
  }
  if (same(base, theirs)) {
    note(walk, at, 'mine', base, mine);
    return withTheirMeta(mine, theirs);
  }
  if (same(base, mine)) {
    note(walk, at, 'theirs', base, theirs);
    return theirs;
  }
  const chosen = choose(walk, at, base, mine, theirs);
  return chosen === 'theirs' ? theirs : withTheirMeta(mine, theirs);
}

/** Puts a conflict on the list; what was chosen for it. */
function choose(
  walk: Walk,
  at: Place,
  base: Version,
  mine: Version,
  theirs: Version,
): MergeSide | undefined {
  const path = mine === undefined ? at.theirs : at.mine;
  walk.conflicts.push({ label: at.label, path: [...path], ...given({ base, mine, theirs }) });
  return Object.hasOwn(walk.choices, at.label) ? walk.choices[at.label] : undefined;
}

type Items = ReadonlyMap<string, { item: Json; index: number }>;

function inList(
  base: Json[],
  mine: Json[],
  theirs: Json[],
  identity: Identity,
  at: Place,
  walk: Walk,
): Json[] {
  const [was, here, there] = [base, mine, theirs].map((list) => itemsOf(list, identity)) as [
    Items,
    Items,
    Items,
  ];
  const merged = new Map<string, Json>();
  for (const key of new Set([...there.keys(), ...here.keys(), ...was.keys()])) {
    const [before, my, their] = [was.get(key), here.get(key), there.get(key)];
    const place: Place = {
      label: `${at.label}[${itemName(key)}]`,
      mine: [...at.mine, my?.index ?? 0],
      theirs: [...at.theirs, their?.index ?? 0],
    };
    // That an item of a set came or went is told of the set, once.
    const isMembership = !identity.isNamed && !(before && my && their);
    const inner = isMembership ? { ...walk, fields: [] } : walk;
    const value = inValue(before?.item, my?.item, their?.item, place, inner);
    if (value !== undefined) merged.set(key, value);
  }
  if (!identity.isNamed) tellOfSet(was, here, there, at, walk);
  const [lead, other] = order(was, here, there, identity, at, walk);
  return inOrder(new Set(merged.keys()), lead, other).map((key) => merged.get(key) as Json);
}

/**
 * Whose order of the items leads: whoever moved one. It is asked about where both moved those that all three have, each
 * in another way.
 */
function order(
  was: Items,
  here: Items,
  there: Items,
  identity: Identity,
  at: Place,
  walk: Walk,
): [lead: string[], other: string[]] {
  const [mine, theirs] = [[...here.keys()], [...there.keys()]];
  const among = (keys: Iterable<string>, ...sides: Items[]) =>
    [...keys].filter((key) => [was, ...sides].every((side) => side.has(key)));
  const [before, my, their] = [was.keys(), mine, theirs].map((keys) => among(keys, here, there));
  const [mineLeads, theirsLead] = [!sameJson(before, my), !sameJson(before, their)];
  const place = { ...at, label: `${at.label} (order)` };
  if (identity.isOrdered && mineLeads && theirsLead && !sameJson(my, their)) {
    const chosen = choose(walk, place, before, my, their);
    return chosen === 'theirs' ? [theirs, mine] : [mine, theirs];
  }
  if (identity.isOrdered) {
    const moved = (side: Items) => [among(was.keys(), side), among(side.keys(), side)] as const;
    const [mineMoved, theirsMoved] = [moved(here), moved(there)];
    const tell = (by: MergedField['by'], [from, to]: typeof mineMoved) => {
      if (!sameJson(from, to)) note(walk, place, by, from, to);
    };
    if (sameJson(mineMoved, theirsMoved)) tell('both', mineMoved);
    else {
      tell('mine', mineMoved);
      tell('theirs', theirsMoved);
    }
  }
  return mineLeads && !theirsLead ? [mine, theirs] : [theirs, mine];
}

function tellOfSet(was: Items, here: Items, there: Items, at: Place, walk: Walk): void {
  const moved = (side: Items) => ({
    added: [...side].filter(([key]) => !was.has(key)).map(([, { item }]) => item),
    removed: [...was].filter(([key]) => !side.has(key)).map(([, { item }]) => item),
  });
  const isNothing = ({ added, removed }: ReturnType<typeof moved>) =>
    added.length === 0 && removed.length === 0;
  const [mine, theirs] = [moved(here), moved(there)];
  const before = [...was.values()].map(({ item }) => item);
  const tell = (by: MergedField['by'], side: Items, what: typeof mine) => {
    if (isNothing(what)) return;
    const after = [...side.values()].map(({ item }) => item);
    walk.fields.push({ label: at.label, by, before, after, ...what });
  };
  const keys = (side: Items) => [...side.keys()].sort();
  if (sameJson(keys(here), keys(there))) tell('both', there, theirs);
  else {
    tell('mine', here, mine);
    tell('theirs', there, theirs);
  }
}

function itemsOf(list: Json[], identity: Identity): Items {
  return new Map(list.map((item, index) => [identity.keyOf(item), { item, index }]));
}

function note(
  walk: Walk,
  { label }: Place,
  by: MergedField['by'],
  before: Version,
  after: Version,
): void {
  walk.fields.push({ label, by, ...given({ before, after }) });
}

/** Only what is there: JSON knows no undefined. */
function given<K extends string>(values: Record<K, Version>): Partial<Record<K, Json>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<Record<K, Json>>;
}

/** NSX's own: revision, times, users, links. */
const isMeta = (key: string) => key.startsWith('_');

/** The same but for what is NSX's own. */
function same(a: Version, b: Version): boolean {
  return sameJson(withoutMeta(a), withoutMeta(b));
}

function withoutMeta(value: Version): Version {
  if (Array.isArray(value)) return value.map((item) => withoutMeta(item) as Json);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isMeta(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutMeta(item) as Json]));
}

/** Mine as a whole, with what is NSX's own as the manager has it. */
function withTheirMeta(mine: Version, theirs: Version): Version {
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const identity = identityOf([mine, theirs]);
    if (!identity) return mine;
    const there = itemsOf(theirs, identity);
    return mine.map((item) => withTheirMeta(item, there.get(identity.keyOf(item))?.item) as Json);
  }
  if (!isObject(mine) || !isObject(theirs)) return mine;
  const own = Object.entries(mine).filter(([key]) => !isMeta(key));
  const meta = Object.entries(theirs).filter(([key]) => isMeta(key));
  return Object.fromEntries([
    ...own.map(([key, value]) => [key, withTheirMeta(value, theirs[key]) as Json] as const),
    ...meta,
  ]);
}

/** A key as it stands in a label; quoted where it could be read as something else. */
function step(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function own(object: JsonObject, key: string): Version {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
