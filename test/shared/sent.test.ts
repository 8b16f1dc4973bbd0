import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldChanges, sentFieldChanges } from '../../renderer/draft/field-changes.ts';
import { sentLines } from '../../renderer/send/what-is-sent.ts';
import { changedFieldNames } from '../../shared/changes.ts';
import type { Draft } from '../../shared/draft.ts';
import type { JsonObject } from '../../shared/json.ts';
import { notSentIssues, sentBody } from '../../shared/nsx/sent.ts';
import '../seed.ts';

const rule = (id: string, subnets: string[], more: JsonObject = {}): JsonObject => ({
  id,
  enabled: true,
  destinations: subnets.map((subnet) => ({ subnet })),
  ...more,
});
const base: JsonObject = {
  resource_type: 'PolicyBasedIPSecVPNSession',
  id: 's1',
  display_name: 'Osaka',
  ipsec_vpn_service_id: 'service-1',
  _revision: 1,
  policy_rules: [rule('1026', ['10.0.0.0/8', '2.1.4.0/24'], { _revision: 1 }), rule('7', [])],
};
const change = (body: JsonObject) =>
  ({ kind: 'sessions', operation: 'change', base, body }) as const;
type Changed = Pick<Draft, 'kind' | 'operation' | 'base' | 'body'>;
const labels = (draft: Changed) => sentFieldChanges(draft as Draft).map(({ label }) => label);

describe('what sending a draft changes', () => {
  it('leaves out what does not go out: NSX’s own fields, wherever they were typed', () => {
    const body = {
      ...base,
      _revision: 0,
      ipsec_vpn_service_id: 'another',
      policy_rules: [rule('1026', ['10.0.0.0/8', '2.1.4.0/24']), rule('7', [])],
    };
    expect(labels(change(body))).toEqual([]);
    expect(sentLines('change', base, sentBody(change(body)))).toEqual([]);
  });

  it('names an order only where the order differs', () => {
    const [first, second] = base.policy_rules as JsonObject[];
    const turned = { ...base, policy_rules: [second as JsonObject, first as JsonObject] };
    expect(labels(change(turned))).toEqual(['policy_rules (order)']);
    const live = { ...base, policy_rules: [{ ...first, _revision: 2 } as JsonObject, second] };
    expect(fieldChanges(base, base, live as JsonObject)).toEqual([]);
  });

  it('says that a revision of one’s own is not sent', () => {
    expect(notSentIssues(change({ ...base, _revision: 0 }))[0]?.message).toMatch(
      /^Revision: 0 is not sent; the draft is from revision 1/,
    );
    expect(notSentIssues(change(base))).toEqual([]);
  });

  it('is the same on the side card, in the confirmation and on record, whatever was typed', () => {
    const subnets = fc.shuffledSubarray(['10.0.0.0/8', '2.1.4.0/24', '2.1.5.0/24']);
    const anyRule = fc
      .tuple(fc.constantFrom('1026', '7', '8'), subnets, fc.boolean())
      .map(([id, nets, isMarked]) => rule(id, nets, isMarked ? { _revision: 9 } : {}));
    const body = fc.record({
      display_name: fc.constantFrom('Osaka', 'Lab'),
      _revision: fc.nat(3),
      ipsec_vpn_service_id: fc.constantFrom('service-1', 'other'),
      policy_rules: fc.uniqueArray(anyRule, { selector: (one) => one.id }),
    });
    fc.assert(
      fc.property(body, (typed) => {
        const draft = change({ ...base, ...typed });
        const confirmed = labels(draft).map((label) => label.replace(' (order)', ''));
        const sent = sentBody(draft);
        expect(confirmed).toEqual(changedFieldNames(base, sent));
        const top = (names: string[]) => new Set(names.map((name) => name.split(/[[.]/)[0]));
        const card = sentLines('change', base, sent)
          .filter(({ depth }) => depth === 0)
          .map(({ text }) => /^"([^"]+)"/.exec(text)?.[1] ?? text);
        expect(top(card)).toEqual(top(confirmed));
      }),
    );
  });
});
