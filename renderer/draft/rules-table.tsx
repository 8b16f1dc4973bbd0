import { Switch } from '@mantine/core';
import { IconCopy, IconNotes, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Json, JsonObject } from '../../shared/json.ts';
import { getAt, isObject, sameJson } from '../../shared/json.ts';
import { newRule } from '../../shared/nsx/session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { asText, useDraftForm } from './draft-form.ts';
import { IssueLine } from './form-field.tsx';
import { elementIdOf, issuesUnder } from './sections.ts';
import { SubnetChips } from './subnet-chips.tsx';

const COLUMNS = 7;

/** What a list of rules is for: those of a session protect, those of a service let traffic pass unprotected. */
const WORDS = {
  policy_rules: {
    none: 'No rule yet: nothing would go through the tunnel.',
    action: 'PROTECT',
    actionTitle: 'Set by NSX: the rules of a session protect',
  },
  bypass_rules: {
    none: 'No bypass rule: what the sessions’ rules match is protected.',
    action: 'BYPASS',
    actionTitle: 'Set by NSX: the rules of a service bypass',
  },
} as const;
type RuleList = keyof typeof WORDS;

/** A list of rules: which local subnets talk to which peer subnets. */
export function RulesTable({ list = 'policy_rules' }: { list?: RuleList }) {
  const { draft, issues, warnings, disabled, edit } = useDraftForm();
  const value = draft.body[list];
  const rules: Json[] = Array.isArray(value) ? value : [];
  const wrong = issuesUnder(issues, [list]);
  const odd = issuesUnder(warnings, [list]);

  function add(rule: JsonObject, at: number) {
    edit([list], [...rules.slice(0, at), rule, ...rules.slice(at)]);
  }

  return (
    <div id={elementIdOf([list])} tabIndex={-1} className="rules">
      <div className="card rules-card">
        <table className="table rules-table">
          <thead>
            <tr>
              <th>On</th>
              <th>Rule</th>
              <th>Local subnets</th>
              <th>Peer subnets</th>
              <th>Logged</th>
              <th className="rule-action">Action</th>
              <th>
                <span className="visually-hidden">Acts</span>
              </th>
            </tr>
          </thead>
          {rules.map((rule, at) => (
            <Rule
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no other name while it is new
              key={at}
              list={list}
              at={at}
              rule={rule}
              onDuplicate={() => add(duplicate(rule, draft.body, list), at + 1)}
              onRemove={() => edit([list, at], undefined)}
            />
          ))}
          {rules.length === 0 && (
            <tbody>
              <tr>
                <td colSpan={COLUMNS} className="muted rules-empty">
                  {WORDS[list].none}
                </td>
              </tr>
            </tbody>
          )}
        </table>
      </div>
      {wrong.map((issue) => (
        <p key={`${issue.path.join('.')}${issue.message}`} className="field-error" role="alert">
          <IssueLine issue={issue} onMend={(mend) => edit(issue.path, mend)} />
        </p>
      ))}
      {odd.map((issue) => (
        <p key={`${issue.path.join('.')}${issue.message}`} className="field-hint draft-warning">
          <IssueLine issue={issue} onMend={(mend) => edit(issue.path, mend)} />
        </p>
      ))}
      <div className="rules-foot">
        <Button
          kind="quiet"
          size="small"
          icon={<IconPlus size={14} />}
          disabled={disabled}
          onClick={() => add(newRule(draft.body, list), rules.length)}
        >
          Add rule
        </Button>
        <span className="field-hint">
          Paste a list of subnets into a cell: commas, spaces or lines part them.
        </span>
      </div>
    </div>
  );
}

type RuleProps = {
  list: RuleList;
  at: number;
  rule: Json;
  onDuplicate: () => void;
  onRemove: () => void;
};

function Rule({ list, at, rule, onDuplicate, onRemove }: RuleProps) {
  const { draft, disabled, edit } = useDraftForm();
  const [described, setDescribed] = useState(false);
  const path = [list, at];
  const name = ruleName(rule, at);
  const description = asText(getAt(rule, ['description']));
  const base = baseRule(draft.base, rule, list);
  const changed = draft.base !== null && !sameJson(base, rule);
  const on = getAt(rule, ['enabled']) !== false;
  const logged = getAt(rule, ['logged']) === true;

  return (
    <tbody data-changed={changed || undefined} data-off={!on || undefined}>
      <tr id={elementIdOf(path)}>
        <td id={elementIdOf([...path, 'enabled'])}>
          <Switch
            aria-label={`${name} is on`}
            checked={on}
            disabled={disabled}
            onChange={(event) => edit([...path, 'enabled'], event.currentTarget.checked)}
          />
        </td>
        <td className="rule-name">
          <span className="mono" id={elementIdOf([...path, 'id'])}>
            {asText(getAt(rule, ['id'])) || <i className="muted">new</i>}
          </span>
          <TextInput
            className="rule-name-input"
            id={elementIdOf([...path, 'display_name'])}
            aria-label={`Name of ${name}`}
            placeholder="name"
            value={asText(getAt(rule, ['display_name']))}
            disabled={disabled}
            onChange={(event) => edit([...path, 'display_name'], event.target.value || undefined)}
          />
        </td>
        <td>
          <SubnetChips path={[...path, 'sources']} label={`${name}, local subnet`} />
        </td>
        <td>
          <SubnetChips path={[...path, 'destinations']} label={`${name}, peer subnet`} />
        </td>
        <td id={elementIdOf([...path, 'logged'])}>
          <Switch
            aria-label={`${name} is logged`}
            checked={logged}
            disabled={disabled}
            onChange={(event) => edit([...path, 'logged'], event.currentTarget.checked)}
          />
        </td>
        <td
          className="muted small rule-action"
          id={elementIdOf([...path, 'action'])}
          title={WORDS[list].actionTitle}
        >
          {asText(getAt(rule, ['action'])) || WORDS[list].action}
        </td>
        <td className="rule-acts">
          <IconButton
            small
            label="Describe this rule"
            icon={<IconNotes size={14} />}
            aria-expanded={described || description !== ''}
            disabled={disabled}
            onClick={() => setDescribed(!described)}
          />
          <IconButton
            small
            label="Duplicate this rule"
            icon={<IconCopy size={14} />}
            disabled={disabled}
            onClick={onDuplicate}
          />
          <IconButton
            small
            label="Remove this rule"
            icon={<IconTrash size={14} />}
            disabled={disabled}
            onClick={onRemove}
          />
        </td>
      </tr>
      {(described || description !== '') && (
        <tr className="rule-description">
          <td />
          <td colSpan={COLUMNS - 1}>
            <TextInput
              id={elementIdOf([...path, 'description'])}
              aria-label={`Description of ${name}`}
              placeholder="What this rule is for"
              value={description}
              disabled={disabled}
              onChange={(event) => edit([...path, 'description'], event.target.value || undefined)}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function ruleName(rule: Json, at: number): string {
  const id = asText(getAt(rule, ['id'])) || asText(getAt(rule, ['display_name']));
  return id === '' ? `New rule ${at + 1}` : `Rule ${id}`;
}

function baseRule(base: JsonObject | null, rule: Json, of: RuleList): Json | undefined {
  const id = getAt(rule, ['id']);
  const list = base?.[of];
  if (id === undefined || !Array.isArray(list)) return undefined;
  return list.find((other) => getAt(other, ['id']) === id);
}

/** A copy as a new rule, with an id of its own; revision and owner are NSX's to give. */
function duplicate(rule: Json, body: JsonObject, list: RuleList): JsonObject {
  const fresh = newRule(body, list);
  if (!isObject(rule)) return fresh;
  const own = Object.entries(rule).filter(([key]) => !key.startsWith('_'));
  const copy: JsonObject = { ...Object.fromEntries(own), id: fresh.id ?? null };
  const name = copy.display_name;
  return typeof name === 'string' ? { ...copy, display_name: `${name} copy` } : copy;
}
