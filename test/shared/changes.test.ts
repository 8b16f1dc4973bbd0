import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFieldNames, changesBetween } from '../../shared/changes.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { sameJson, setAt } from '../../shared/json.ts';

const a = { subnet: '10.0.0.0/24' };
const b = { subnet: '10.0.1.0/24' };
const c = { subnet: '10.0.2.0/24' };
const before: JsonObject = {
  display_name: 'Test RZ',
  _revision: 3,
  tags: [
    { scope: 's', tag: '1' },
    { scope: 's', tag: '2' },
  ],
  policy_rules: [
    { id: '1026', sources: [a], destinations: [a, b], _revision: 1 },
    { id: '1027', sources: [c], destinations: [c] },
  ],
  tunnel_ports: [{ ip_subnets: [{ ip_addresses: ['1.1.1.1'], prefix_length: 30 }] }],
};
const names = (after: JsonObject) => changedFieldNames(before, after);

describe('the changes between two versions', () => {
  it('name a rule by its id and say which subnets came and went', () => {
    const path = ['policy_rules', 0, 'destinations'];
    expect(changesBetween(before, setAt(before, path, [c, a]))).toEqual([
      {
        path,
        label: 'policy_rules[1026].destinations',
        kind: 'changed',
        before: [a, b],
        after: [c, a],
        added: [c],
        removed: [b],
      },
    ]);
  });

  it('leave out the order of subnets and tags, and what NSX counts itself', () => {
    const rule = (before.policy_rules as JsonObject[])[0] as JsonObject;
    const turned = setAt(
      { ...before, _revision: 4, tags: [...(before.tags as Json[])].reverse() },
      ['policy_rules', 0],
      { ...rule, destinations: [b, a], _revision: 2 },
    );
    expect(names(turned)).toEqual([]);
    const labels = changesBetween(before, turned, { meta: true }).map((change) => change.label);
    expect(labels.sort()).toEqual(['_revision', 'policy_rules[1026]._revision']);
  });

  it('count a subnet that stands there twice', () => {
    const twice = changesBetween(before, setAt(before, ['policy_rules', 1, 'sources'], [c, c]));
    expect(twice).toMatchObject([{ added: [c], removed: [] }]);
  });

  it('tell an added, a removed and a moved rule apart', () => {
    const [one, two] = before.policy_rules as [JsonObject, JsonObject];
    const three = { id: '3', sources: [], destinations: [] };
    const rules = (list: JsonObject[]) => changesBetween(before, { ...before, policy_rules: list });
    expect(rules([one, two, three])).toMatchObject([
      { kind: 'added', label: 'policy_rules[3]', path: ['policy_rules', 2], after: three },
    ]);
    expect(rules([two])).toMatchObject([
      { kind: 'removed', label: 'policy_rules[1026]', before: one },
    ]);
    expect(rules([two, one])).toMatchObject([{ label: 'policy_rules', added: [], removed: [] }]);
  });

  it('go into the tunnel port by its place', () => {
    const other = setAt(before, ['tunnel_ports', 0, 'ip_subnets', 0, 'prefix_length'], 29);
    expect(names(other)).toEqual(['tunnel_ports[0].ip_subnets[0].prefix_length']);
  });

  it('of a create are its fields, of a deletion no field at all', () => {
    expect(changedFieldNames(null, { display_name: 'x', enabled: true })).toEqual([
      'display_name',
      'enabled',
    ]);
    expect(changedFieldNames(before, null)).toEqual([]);
    expect(changesBetween(before, null).every((change) => change.kind === 'removed')).toBe(true);
  });

  const object = fc.dictionary(
    fc.string(),
    fc.jsonValue({ maxDepth: 3 }),
  ) as fc.Arbitrary<JsonObject>;

  it('are none between a version and its copy, and some wherever the JSON differs', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const all = { meta: true };
        expect(changesBetween(one, structuredClone(one), all)).toEqual([]);
        expect(changesBetween(one, other, all).length > 0).toBe(!sameJson(one, other));
      }),
    );
  });

  it('turned round are the same changes the other way', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const there = changesBetween(one, other, { meta: true });
        const back = changesBetween(other, one, { meta: true });
        const labels = (list: typeof there) => list.map((change) => change.label).sort();
        expect(labels(back)).toEqual(labels(there));
      }),
    );
  });
});
