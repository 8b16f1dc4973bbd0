import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../shared/changes.ts';
import { changesBetween } from '../../shared/changes.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject, sameJson } from '../../shared/json.ts';
import { type Choices, type Merge, merge } from '../../shared/merge.ts';
import { canonical } from '../../shared/merge-lists.ts';
import type { MergeSide } from '../../shared/merge-record.ts';
import { countedOn, editsOf, OBJECTS, type ObjectEdit } from './arbitrary-edits.ts';

/** 7 properties of 2,000 runs each: more than the 10,000 that are promised. */
const RUNS = { numRuns: 2_000 };
const MOST_EDITS = 6;

type Meeting = { base: JsonObject; mine: ObjectEdit[]; theirs: ObjectEdit[]; counted: number };

/** Two people edit one object, and NSX counts on what the other one sent. */
const meeting: fc.Arbitrary<Meeting> = fc.constantFrom(...OBJECTS).chain((base) => {
  const edits = fc.array(editsOf(base), { maxLength: MOST_EDITS });
  return fc.record({ base: fc.constant(base), mine: edits, theirs: edits, counted: fc.nat(4) });
});

const applied = (base: JsonObject, edits: readonly ObjectEdit[]) =>
  edits.reduce((body, edit) => edit.apply(body), base);

function versions({ base, mine, theirs, counted }: Meeting) {
  const live = applied(
    base,
    theirs.filter(({ target }) => target !== 'psk'),
  );
  return { base, mine: applied(base, mine), theirs: countedOn(live, counted) };
}

function check(property: (meeting: Meeting) => void): void {
  fc.assert(fc.property(meeting, property), RUNS);
}

/** One label is the other one, or a part of it: the change of a rule and that of its field. */
function isOver(outer: string, inner: string): boolean {
  const [bare, part] = [outer, inner].map((label) => label.replace(/ \(order\)$/, ''));
  if (bare === undefined || part === undefined) return false;
  return part === bare || part.startsWith(`${bare}.`) || part.startsWith(`${bare}[`);
}
const meets = (a: string, b: string) => isOver(a, b) || isOver(b, a);

const all = (side: MergeSide, { conflicts }: Merge): Choices =>
  Object.fromEntries(conflicts.map(({ label }) => [label, side]));

/** That a change is in a merged body: the same value, the items that came and went, or the rule that is gone. */
function isIn(change: Change, base: JsonObject, body: JsonObject): boolean {
  const its = itemsMoved(change);
  const made = changesBetween(base, body).map(itemsMoved);
  const has = (list: Json[], item: Json) => list.some((each) => sameJson(each, item));
  return made.some((one) => {
    if (one.label !== its.label) return false;
    if (!its.added || !one.added) return sameJson(bare(one.after), bare(its.after));
    return (
      its.added.every((item) => has(one.added ?? [], item)) &&
      (its.removed ?? []).every((item) => has(one.removed ?? [], item))
    );
  });
}

/** Without what is NSX's own. */
const bare = (value: Json | undefined) => withoutMeta(value ?? null);

/** A list that was not there before is all added. */
function itemsMoved(change: Change): Change {
  const isNew = change.before === undefined && Array.isArray(change.after);
  return isNew ? { ...change, added: change.after as Json[], removed: [] } : change;
}

describe('merging what two people edited', () => {
  it('never loses a change silently: it is in the result and listed, or it is asked about', () => {
    check((meeting) => {
      const { base, mine, theirs } = versions(meeting);
      const result = merge(base, mine, theirs);
      for (const [side, body] of [
        ['mine', mine],
        ['theirs', theirs],
      ] as const) {
        for (const change of changesBetween(base, body)) {
          const isAsked = result.conflicts.some(({ label }) => meets(label, change.label));
          // An empty list where none was is nothing beside the other one's items.
          const isEmptyList = change.before === undefined && sameJson(change.after, []);
          if (isAsked || isEmptyList) continue;
          const isListed = result.fields.some(
            ({ label, by }) => (by === side || by === 'both') && meets(label, change.label),
          );
          const isMoved = change.added?.length === 0 && change.removed?.length === 0;
          expect(isListed, `${side} ${change.label} is listed`).toBe(true);
          const stands = isMoved || isIn(change, base, result.body);
          expect(stands, `${side} ${change.label} is in the result`).toBe(true);
        }
      }
    });
  });

  it('makes nothing up: what it lists one side did, and what it asks both did', () => {
    check((meeting) => {
      const { base, mine, theirs } = versions(meeting);
      const result = merge(base, mine, theirs);
      const my = changesBetween(base, mine).map(({ label }) => label);
      const their = changesBetween(base, theirs).map(({ label }) => label);
      const did = (labels: string[], label: string) => labels.some((one) => meets(one, label));
      for (const { label, by } of result.fields) {
        if (by !== 'theirs') expect(did(my, label), `mine ${label}`).toBe(true);
        if (by !== 'mine') expect(did(their, label), `theirs ${label}`).toBe(true);
      }
      for (const { label } of result.conflicts) {
        expect(did(my, label) && did(their, label), `conflict ${label}`).toBe(true);
      }
      const labels = result.conflicts.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    });
  });

  it('is the one side where the other did nothing, and carries the live revision', () => {
    check((meeting) => {
      const { base, mine, theirs } = versions(meeting);
      const live = countedOn(base, meeting.counted);
      expect(withoutMeta(merge(base, mine, live).body)).toEqual(withoutMeta(mine));
      expect(merge(base, base, theirs)).toMatchObject({ body: theirs, conflicts: [] });
      expect(merge(base, mine, live).conflicts).toEqual([]);
      expect(merge(base, mine, theirs).body._revision).toBe(theirs._revision);
      expect(merge(base, base, base)).toEqual({ body: base, fields: [], conflicts: [] });
    });
  });

  it('has every change of the side that is chosen throughout', () => {
    check((meeting) => {
      const { base, mine, theirs } = versions(meeting);
      const open = merge(base, mine, theirs);
      for (const [side, body] of [
        ['mine', mine],
        ['theirs', theirs],
      ] as const) {
        const result = merge(base, mine, theirs, all(side, open));
        expect(result.conflicts).toEqual(open.conflicts);
        for (const change of changesBetween(base, body)) {
          if (change.label === 'psk' || isOrder(change)) continue;
          expect(isIn(change, base, result.body), `${side} ${change.label}`).toBe(true);
        }
      }
    });
  });

  it('is the same whoever is called mine', () => {
    check((meeting) => {
      const { base, mine, theirs } = versions({
        ...meeting,
        mine: meeting.mine.filter(({ target }) => target !== 'psk'),
      });
      const [one, other] = [merge(base, mine, theirs), merge(base, theirs, mine)];
      const labels = ({ conflicts }: Merge) => conflicts.map(({ label }) => label).sort();
      expect(labels(other)).toEqual(labels(one));
      const turned = { mine: 'theirs', theirs: 'mine', both: 'both' } as const;
      const told = (result: Merge, isTurned: boolean) =>
        result.fields.map(({ label, by }) => `${label} ${isTurned ? turned[by] : by}`).sort();
      expect(told(other, true)).toEqual(told(one, false));
      const body = merge(base, mine, theirs, all('mine', one)).body;
      const mirrored = merge(base, theirs, mine, all('theirs', one)).body;
      expect(asSets(withoutMeta(mirrored))).toEqual(asSets(withoutMeta(body)));
    });
  });

  it('does not ask about unrelated changes, and their order does not matter', () => {
    check(({ base, mine, theirs, counted }) => {
      const seen = new Set<string>();
      const unrelated = (edits: ObjectEdit[]) =>
        edits.filter(({ target }) => {
          const isNew = ![...seen].some((one) => isOver(one, target) || isOver(target, one));
          if (isNew) seen.add(target);
          return isNew && target !== 'psk';
        });
      const [my, their] = [unrelated(mine), unrelated(theirs)];
      const live = countedOn(applied(base, their), counted);
      const result = merge(base, applied(base, my), live);
      expect(result.conflicts).toEqual([]);
      const forms = [
        merge(base, applied(base, [...my].reverse()), live).body,
        // One after the other, each onto what came of the one before.
        my.reduce((body, edit) => merge(base, edit.apply(base), body).body, live),
        applied(live, my),
        applied(applied(countedOn(base, counted), my), their),
      ];
      for (const form of forms) {
        expect(asSets(withoutMeta(form))).toEqual(asSets(withoutMeta(result.body)));
      }
    });
  });

  it('keeps fields that nobody knows, wherever they are, and never touches its inputs', () => {
    const unknown = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(meeting, unknown, unknown, (meeting, one, other) => {
        const { base, mine, theirs } = versions(meeting);
        const [my, their] = [
          { ...mine, x_mine: one },
          { ...theirs, x_theirs: other, x_nested: { deep: one } },
        ];
        const before = canonical([base, my, their] as Json);
        const { body } = merge(base, my, their);
        expect(body).toMatchObject({ x_mine: one, x_theirs: other, x_nested: { deep: one } });
        expect(canonical([base, my, their] as Json)).toBe(before);
      }),
      RUNS,
    );
  });
});

const isOrder = ({ added, removed }: Change) => added?.length === 0 && removed?.length === 0;

function withoutMeta(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutMeta);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !key.startsWith('_'));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutMeta(item as Json)]));
}

/** With every list in one order: where new items stand is no change of anybody. */
function asSets(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(asSets).map((item) => [canonical(item), item] as const);
    return items.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, asSets(item as Json)]),
  );
}
