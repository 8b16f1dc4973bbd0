import { describe, expect, test } from 'vitest';
import { fieldChanges, filledIn } from '../../../renderer/draft/field-changes.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { emptyEntity } from '../../../shared/nsx/entity.ts';
import { emptySession } from '../../../shared/nsx/session.ts';

const first = { id: '1', destinations: [{ subnet: '10.0.0.0/8' }] };
const second = { id: '2', logged: false };
const base: JsonObject = {
  display_name: 'Osaka',
  _revision: 3,
  policy_rules: [first, second],
};

describe('what changed, field by field', () => {
  test('names the field inside the rule that has it, by the rule’s id', () => {
    const mine = {
      ...base,
      policy_rules: [first, { id: '2', logged: true }],
    };
    expect(fieldChanges(base, mine, null)).toEqual([
      { label: 'policy_rules[2].logged', base: false, mine: true, live: false },
    ]);
  });

  test('shows what the manager changed meanwhile beside what I changed', () => {
    const mine = { ...base, display_name: 'Mine' };
    const live = { ...base, _revision: 4, display_name: 'Theirs', description: 'new' };
    expect(fieldChanges(base, mine, live)).toEqual([
      { label: 'display_name', base: 'Osaka', mine: 'Mine', live: 'Theirs' },
      { label: 'description', base: undefined, mine: undefined, live: 'new' },
    ]);
  });

  test('leaves out NSX’s own fields and the order of keys', () => {
    expect(fieldChanges(base, { ...base, _revision: 9 }, null)).toEqual([]);
    expect(fieldChanges({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, null)).toEqual([]);
  });

  test.each([
    ['a policy-based session', 'sessions', emptySession(POLICY_BASED)],
    ['a route-based session', 'sessions', emptySession(ROUTE_BASED)],
    ['a peer endpoint', 'peer-endpoints', emptyEntity('peer-endpoints')],
  ] as const)('of %s that is new: only what a person filled in', (_name, kind, body) => {
    expect(filledIn({ kind, body })).toEqual([]);
    expect(filledIn({ kind, body: { ...body, display_name: 'Osaka' } })).toHaveLength(1);
  });

  test('says that rules have changed places', () => {
    const mine = { ...base, policy_rules: [second, first] };
    expect(fieldChanges(base, mine, null)).toEqual([
      { label: 'policy_rules (order)', base: ['1', '2'], mine: ['2', '1'], live: ['1', '2'] },
    ]);
  });

  test('reads subnets as a person does', () => {
    const mine: JsonObject = {
      ...base,
      policy_rules: [
        { id: '1', destinations: [{ subnet: '10.0.0.0/8' }, { subnet: '2.1.5.0/24' }] },
        { id: '2', logged: false },
      ],
    };
    expect(fieldChanges(base, mine, null)[0]).toMatchObject({
      label: 'policy_rules[1].destinations',
      base: ['10.0.0.0/8'],
      mine: ['10.0.0.0/8', '2.1.5.0/24'],
    });
  });
});
