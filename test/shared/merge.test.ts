import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { merge, mergeMine, undecided } from '../../shared/merge.ts';
import { REDACTED } from '../../shared/redaction.ts';

const net = (n: number) => ({ subnet: `10.0.${n}.0/24` });
const rule = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  sources: [net(1)],
  destinations: [net(2)],
  logged: false,
  _revision: 1,
  ...more,
});
const base: JsonObject = {
  display_name: 'Osaka',
  enabled: true,
  policy_rules: [rule('1'), rule('2'), rule('3')],
  tags: [{ scope: 's', tag: '1' }],
  tunnel_ports: [{ ip_subnets: [{ ip_addresses: ['1.1.1.1'], prefix_length: 30 }] }],
  encryption_algorithms: ['AES_128'],
  x_future: { a: 1, b: 2 },
  _revision: 3,
};
const rules = (...list: JsonObject[]): JsonObject => ({ policy_rules: list });
const merged = (mine: JsonObject, theirs: JsonObject) =>
  merge(base, { ...base, ...mine }, { ...base, ...theirs, _revision: 9 });

describe('changes that do not touch each other merge by themselves', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    [
      'of two fields',
      { display_name: 'Mine' },
      { enabled: false },
      { display_name: 'Mine', enabled: false },
    ],
    [
      'of two fields of one rule',
      rules(rule('1', { logged: true }), rule('2'), rule('3')),
      rules(rule('1', { destinations: [net(7)] }), rule('2'), rule('3')),
      rules(rule('1', { logged: true, destinations: [net(7)] }), rule('2'), rule('3')),
    ],
    [
      'of the subnets of one list: both added one',
      rules(rule('1', { sources: [net(1), net(5)] }), rule('2'), rule('3')),
      rules(rule('1', { sources: [net(6), net(1)] }), rule('2'), rule('3')),
      rules(rule('1', { sources: [net(6), net(1), net(5)] }), rule('2'), rule('3')),
    ],
    [
      'of rules: one added, one deleted',
      rules(rule('1'), rule('2'), rule('8'), rule('3')),
      rules(rule('1'), rule('3')),
      rules(rule('1'), rule('8'), rule('3')),
    ],
    [
      'of a rule that NSX has not seen and a rule that is new there',
      rules(rule('1'), rule('2'), rule('3'), { sources: [net(4)] }),
      rules(rule('1'), rule('2'), rule('3'), rule('4')),
      rules(rule('1'), rule('2'), rule('3'), { sources: [net(4)] }, rule('4')),
    ],
    [
      'of the order of rules and a rule',
      rules(rule('3'), rule('1'), rule('2')),
      rules(rule('1', { logged: true }), rule('2'), rule('3')),
      rules(rule('3'), rule('1', { logged: true }), rule('2')),
    ],
    [
      'of tags',
      { tags: [{ scope: 's', tag: '2' }] },
      {
        tags: [
          { scope: 's', tag: '1' },
          { scope: 't', tag: '1' },
        ],
      },
      {
        tags: [
          { scope: 's', tag: '2' },
          { scope: 't', tag: '1' },
        ],
      },
    ],
    [
      'of algorithms',
      { encryption_algorithms: ['AES_128', 'AES_256'] },
      { encryption_algorithms: ['AES_GCM_128'] },
      { encryption_algorithms: ['AES_256', 'AES_GCM_128'] },
    ],
    [
      'of fields that nobody knows',
      { x_future: { a: 5, b: 2 } },
      { x_future: { a: 1, b: 6 } },
      { x_future: { a: 5, b: 6 } },
    ],
    [
      'that are the same',
      { display_name: 'Both' },
      { display_name: 'Both' },
      { display_name: 'Both' },
    ],
    [
      'where one deleted a rule that NSX only counted on',
      rules(rule('1'), rule('2')),
      rules(rule('1'), rule('2'), rule('3', { _revision: 8 })),
      rules(rule('1'), rule('2')),
    ],
  ])('%s', (_name, mine, theirs, expected) => {
    const result = merged(mine, theirs);
    expect(result.conflicts).toEqual([]);
    expect(sorted(result.body)).toEqual(sorted({ ...base, ...expected, _revision: 9 }));
  });

  it('and are listed with who made them, and what came and went', () => {
    const mine = rules(rule('1', { sources: [net(1), net(5)] }), rule('2'), rule('3'));
    const theirs = {
      enabled: false,
      ...rules(rule('1', { sources: [] }), rule('2'), rule('3')),
    };
    expect(merged(mine, theirs).fields).toMatchObject([
      { label: 'enabled', by: 'theirs', before: true, after: false },
      { label: 'policy_rules[1].sources', by: 'mine', added: [net(5)], removed: [] },
      { label: 'policy_rules[1].sources', by: 'theirs', added: [], removed: [net(1)] },
    ]);
    expect(merged({ enabled: false }, { enabled: false }).fields).toMatchObject([
      { label: 'enabled', by: 'both' },
    ]);
  });
});

describe('a conflict', () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ['of a text', { display_name: 'Mine' }, { display_name: 'Theirs' }, 'display_name'],
    [
      'of a field of a rule',
      rules(rule('1'), rule('2', { action: 'X' }), rule('3')),
      rules(rule('1'), rule('2', { action: 'Y' }), rule('3')),
      'policy_rules[2].action',
    ],
    [
      'of a rule that mine has no more and theirs has edited',
      rules(rule('1'), rule('3')),
      rules(rule('1'), rule('2', { logged: true }), rule('3')),
      'policy_rules[2]',
    ],
    [
      'of two new rules with one id',
      rules(rule('1'), rule('2'), rule('3'), rule('4')),
      rules(rule('1'), rule('2'), rule('3'), rule('4', { logged: true })),
      'policy_rules[4]',
    ],
    [
      'of the order of rules',
      rules(rule('2'), rule('1'), rule('3')),
      rules(rule('1'), rule('3'), rule('2')),
      'policy_rules (order)',
    ],
    [
      'of the tunnel port: two addresses do not become a list',
      { tunnel_ports: [{ ip_subnets: [{ ip_addresses: ['1.1.1.5'], prefix_length: 30 }] }] },
      { tunnel_ports: [{ ip_subnets: [{ ip_addresses: ['1.1.1.9'], prefix_length: 30 }] }] },
      'tunnel_ports',
    ],
    [
      'of a list in which a text stands twice',
      { encryption_algorithms: ['A', 'A'] },
      { encryption_algorithms: ['B'] },
      'encryption_algorithms',
    ],
    [
      'of a field that one deleted',
      { x_future: { a: 1 } },
      { x_future: { a: 1, b: 7 } },
      'x_future.b',
    ],
  ])('%s is asked about once, and each answer gives that side', (_name, mine, theirs, label) => {
    const [my, their] = [
      { ...base, ...mine },
      { ...base, ...theirs, _revision: 9 },
    ];
    const open = merge(base, my, their);
    expect(open.conflicts.map((conflict) => conflict.label)).toEqual([label]);
    expect(undecided(open, {})).toHaveLength(1);
    expect(undecided(open, { [label]: 'mine' })).toEqual([]);
    expect(merge(base, my, their, { [label]: 'mine' }).body).toEqual({ ...my, _revision: 9 });
    expect(merge(base, my, their, { [label]: 'theirs' }).body).toEqual(their);
  });

  it('says where it is and what the three versions are; what is not there is left out', () => {
    const mine = { ...base, policy_rules: [rule('1'), rule('3')] };
    const theirs = { ...base, policy_rules: [rule('1'), rule('2', { logged: true }), rule('3')] };
    expect(merge(base, mine, theirs).conflicts).toEqual([
      {
        label: 'policy_rules[2]',
        path: ['policy_rules', 1],
        base: rule('2'),
        theirs: rule('2', { logged: true }),
      },
    ]);
    expect(merge(base, theirs, mine).conflicts[0]?.path).toEqual(['policy_rules', 1]);
  });

  it('has mine for as long as nothing is chosen', () => {
    const theirs = { ...base, display_name: 'Theirs', enabled: false, _revision: 4 };
    expect(mergeMine(base, { ...base, display_name: 'Mine' }, theirs)).toEqual({
      ...theirs,
      display_name: 'Mine',
    });
  });

  it('chosen as mine has what is NSX’s own as the manager has it', () => {
    const mine = { ...base, policy_rules: [rule('1', { action: 'X' }), rule('2'), rule('3')] };
    const theirs = {
      ...base,
      policy_rules: [rule('1', { action: 'Y', _revision: 5 }), rule('2'), rule('3')],
    };
    const { body } = merge(base, mine, theirs, { 'policy_rules[1].action': 'mine' });
    expect(body.policy_rules).toMatchObject([{ action: 'X', _revision: 5 }, {}, {}]);
  });
});

describe('a key', () => {
  const peer: JsonObject = { peer_id: 'x', _revision: 1 };
  it.each<[string, JsonObject, JsonObject, JsonObject, unknown]>([
    ['typed in the draft goes out', peer, { ...peer, psk: REDACTED }, peer, REDACTED],
    [
      'shown by the manager alone is none of the draft',
      peer,
      peer,
      { ...peer, psk: REDACTED },
      undefined,
    ],
    [
      'typed, and shown by the manager, is mine',
      peer,
      { ...peer, psk: REDACTED },
      { ...peer, psk: REDACTED },
      REDACTED,
    ],
    [
      'that is not typed any more is gone',
      { ...peer, psk: REDACTED },
      peer,
      { ...peer, psk: 'other' },
      undefined,
    ],
  ])('%s', (_name, was, mine, theirs, expected) => {
    const result = merge(was, mine, { ...theirs, _revision: 2 });
    expect(result.conflicts).toEqual([]);
    expect(result.body.psk).toEqual(expected);
  });
});

/** With its lists of subnets, tags and texts in one order: they are sets. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    const isRules = items.some(
      (item) => typeof item === 'object' && item !== null && 'sources' in item,
    );
    return isRules
      ? items
      : items.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}
