import { type Fields, fieldsList, type Surroundings } from './entity.ts';

/** What a rule may carry; `_revision` because the guide's own PUT has it inside a rule (domain.md §4). */
const RULE_FIELDS = ['display_name', 'description', '_revision'];

/**
 * Completes rules: id, `enabled`, `logged`, and the read-only `action` (PROTECT in sessions, BYPASS in services).
 * A field that we don't know survives on a rule that had it before, and is ignored on any other.
 */
export function completeRules(
  value: unknown,
  before: unknown,
  action: 'PROTECT' | 'BYPASS',
  around: Pick<Surroundings, 'newRuleId'>,
): Fields[] {
  const earlier = new Map(fieldsList(before).map((rule) => [rule.id, rule]));
  return fieldsList(value).map((rule) => {
    const known = earlier.get(rule.id);
    const kept = Object.entries(rule).filter(
      ([name]) => RULE_FIELDS.includes(name) || (known !== undefined && name in known),
    );
    return {
      ...Object.fromEntries(kept),
      id: typeof rule.id === 'string' && rule.id !== '' ? rule.id : around.newRuleId(),
      sources: subnets(rule.sources),
      destinations: subnets(rule.destinations),
      action,
      enabled: rule.enabled ?? true,
      logged: rule.logged ?? false,
    };
  });
}

function subnets(value: unknown): Fields[] {
  return fieldsList(value).map(({ subnet }) => ({ subnet }));
}
