import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Json, JsonObject } from '../../shared/json.ts';
import { getAt } from '../../shared/json.ts';
import { pathOfLabel, unknownFields } from '../../shared/nsx/body.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { SelectInput, TextInput } from '../ui/field.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { asText, useDraftField, useDraftForm } from './draft-form.ts';
import { FormField, IssueLine, OtherIssues, TextField } from './form-field.tsx';
import { textField } from './lookup.ts';
import { elementIdOf, fieldKey, issuesUnder, sectionOf } from './sections.ts';

const DIRECTIONS = [
  ['NONE', 'None'],
  ['INBOUND_CONNECTION', 'Inbound connections'],
  ['OUTBOUND_CONNECTION', 'Outbound connections'],
  ['BOTH', 'Both'],
] as const;

const SHOWN = ['tcp_mss_clamping.direction', 'tcp_mss_clamping.max_segment_size'];

export function AdvancedFields() {
  const { draft, issues } = useDraftForm();
  const others = issues.filter(
    ({ path }) =>
      sectionOf(path, draft.kind) === 'advanced' &&
      path[0] !== 'tags' &&
      !SHOWN.includes(fieldKey(path)),
  );
  return (
    <>
      {draft.kind === 'sessions' && <MssFields />}
      <OtherIssues issues={others} />
      <TagsField />
      <MetaFields />
    </>
  );
}

/** What it was in the words of the choices; undefined where it says the same as now: NSX fills a missing one. */
export function directionWas(was: unknown, now: string): string | undefined {
  const before = was === undefined ? 'NONE' : asText(was);
  if (before === now) return undefined;
  return DIRECTIONS.find(([value]) => value === before)?.[1] ?? before;
}

function MssFields() {
  const path = ['tcp_mss_clamping', 'direction'];
  const { value, set } = useDraftField(path);
  const direction = value === undefined ? 'NONE' : asText(value);
  const known = DIRECTIONS.some(([word]) => word === direction);
  return (
    <div className="draft-grid">
      <FormField
        path={path}
        label="TCP MSS clamping"
        help="Makes TCP segments small enough for the tunnel, so that nothing is fragmented."
        was={(was) => directionWas(was, direction)}
      >
        {(control) => (
          <SelectInput {...control} value={direction} onChange={(event) => set(event.target.value)}>
            {DIRECTIONS.map(([word, label]) => (
              <option key={word} value={word}>
                {label}
              </option>
            ))}
            {!known && <option value={direction}>{direction}</option>}
          </SelectInput>
        )}
      </FormField>
      <TextField
        path={['tcp_mss_clamping', 'max_segment_size']}
        label="Largest segment"
        aside="bytes"
        mono
        numeric
        placeholder="by the uplink’s MTU"
        help="108 to 8852 by NSX 2.5.1; empty lets NSX work it out."
      />
    </div>
  );
}

function TagsField() {
  const { draft, issues, disabled, edit } = useDraftForm();
  const value = draft.body.tags;
  const tags: Json[] = Array.isArray(value) ? value : [];
  const wrong = issuesUnder(issues, ['tags']);
  return (
    <div id={elementIdOf(['tags'])} tabIndex={-1} className="field">
      <div className="field-label">
        Tags <em>{tags.length === 0 ? 'none' : ''}</em>
      </div>
      {tags.length > 0 && (
        <div className="card">
          <table className="table tags-table">
            <thead>
              <tr>
                <th>Scope</th>
                <th>Tag</th>
                <th>
                  <span className="visually-hidden">Acts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tags.map((tag, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a tag has no other name than its place
                <tr key={at}>
                  {(['scope', 'tag'] as const).map((field) => (
                    <td key={field} id={elementIdOf(['tags', at, field])}>
                      <TextInput
                        mono
                        aria-label={`${field === 'scope' ? 'Scope' : 'Value'} of tag ${at + 1}`}
                        value={asText(getAt(tag, [field]))}
                        disabled={disabled}
                        onChange={(event) => edit(['tags', at, field], event.target.value)}
                      />
                    </td>
                  ))}
                  <td className="rule-acts">
                    <IconButton
                      small
                      label={`Remove tag ${at + 1}`}
                      icon={<IconTrash size={14} />}
                      disabled={disabled}
                      onClick={() => edit(['tags', at], undefined)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {wrong.map((issue) => (
        <p key={`${issue.path.join('.')}${issue.message}`} className="field-error" role="alert">
          <IssueLine issue={issue} onMend={(mend) => edit(issue.path, mend)} />
        </p>
      ))}
      <div className="rules-foot">
        <Button
          kind="quiet"
          size="small"
          icon={<IconPlus size={14} />}
          disabled={disabled}
          onClick={() => edit(['tags'], [...tags, { scope: '', tag: '' }])}
        >
          Add tag
        </Button>
        <span className="field-hint">Names for your own searches; NSX gives them no meaning.</span>
      </div>
    </div>
  );
}

function time(body: JsonObject, field: string) {
  const at = body[field];
  return typeof at === 'number' ? <TimeText at={at} /> : null;
}

/** What NSX says of the object itself, and the fields that this form does not know. */
function MetaFields() {
  const { draft } = useDraftForm();
  const source = draft.base ?? draft.body;
  const unknown = unknownFields(draft.kind, draft.body);
  const id = textField(source, 'id');
  const facts = [
    ['Id', 'id', id && <MonoId id={id} what="id" whole />],
    ['Type', 'resource_type', textField(source, 'resource_type')],
    [
      'Revision',
      '_revision',
      typeof source._revision === 'number' ? String(source._revision) : null,
    ],
    ['Made', '_create_time', time(source, '_create_time')],
    ['Made by', '_create_user', textField(source, '_create_user')],
    ['Last modified', '_last_modified_time', time(source, '_last_modified_time')],
    ['Last modified by', '_last_modified_user', textField(source, '_last_modified_user')],
    ['Protection', '_protection', textField(source, '_protection')],
    [
      'System-owned',
      '_system_owned',
      source._system_owned === true ? 'yes' : source._system_owned === false ? 'no' : null,
    ],
  ] as const;
  const known = facts.filter(([, key, value]) => key in source && Boolean(value));
  return (
    <div className="meta-fields">
      {known.length > 0 && (
        <div className="card">
          <h3 className="meta-title">
            Filled by NSX <small>read-only</small>
          </h3>
          <dl className="pairs">
            {known.map(([label, key, value]) => [
              <dt key={`${label}-label`}>{label}</dt>,
              <dd key={label} id={`fact-${key}`}>
                {value}
              </dd>,
            ])}
          </dl>
        </div>
      )}
      {unknown.length > 0 && (
        <div className="field">
          <div className="field-label">
            Unknown fields <em>preserved, not editable here</em>
          </div>
          <ul className="unknown-fields">
            {unknown.map((field) => (
              <li key={field} className="mono">
                <b>{field}</b>{' '}
                <span className="muted">
                  {JSON.stringify(getAt(draft.body, pathOfLabel(field)))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
