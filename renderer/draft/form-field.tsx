import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import type { JsonPath } from '../../shared/json.ts';
import type { Issue } from '../../shared/result.ts';
import { LinkButton } from '../ui/button.tsx';
import type { ControlProps } from '../ui/field.tsx';
import { Field, TextArea, TextInput } from '../ui/field.tsx';
import { asText, typedNumber, useDraftField, useDraftForm, wasText } from './draft-form.ts';
import { elementIdOf } from './sections.ts';

type FormFieldProps = {
  path: JsonPath;
  label: string;
  aside?: ReactNode;
  help?: ReactNode;
  /** "was …" in other words than the value's own. */
  was?: (was: unknown) => ReactNode;
  children: (control: ControlProps) => ReactNode;
};

/** A labelled control at a path of the body: help, what is wrong with a mend, and what it was. */
export function FormField({ path, label, aside, help, was, children }: FormFieldProps) {
  const { issues, warnings, changed, set } = useDraftField(path);
  const warning = warnings[0];
  return (
    <div id={elementIdOf(path)} className="draft-field">
      <Field
        label={label}
        aside={aside}
        help={warning ? <span className="draft-warning">{warning.message}</span> : help}
        error={
          issues.length > 0
            ? issues.map((issue) => <IssueLine key={issue.message} issue={issue} onMend={set} />)
            : undefined
        }
        was={changed ? (was ?? wasText)(changed.was) : undefined}
      >
        {children}
      </Field>
    </div>
  );
}

/** What was read, what is wrong, and the mend at one click: the button asks what the sentence would. */
export function IssueLine({ issue, onMend }: { issue: Issue; onMend?: (value: string) => void }) {
  const { suggestion } = issue;
  return (
    <span className="draft-issue">
      {suggestion !== undefined && onMend
        ? issue.message.replace(`. Did you mean ${suggestion}?`, '.')
        : issue.message}
      {suggestion !== undefined && onMend && (
        <>
          {' '}
          <LinkButton onClick={() => onMend(suggestion)}>Use {suggestion}</LinkButton>
        </>
      )}
    </span>
  );
}

type TextFieldProps = {
  path: JsonPath;
  label: string;
  help?: ReactNode;
  aside?: ReactNode;
  placeholder?: string;
  mono?: boolean;
  /** Digits become a number in the body. */
  numeric?: boolean;
  /** An emptied field leaves the body, instead of staying as "". */
  removeEmpty?: boolean;
};

/** A line of text at a path of the body. What is typed goes there as it is. */
export function TextField({
  path,
  numeric,
  removeEmpty,
  mono,
  placeholder,
  ...words
}: TextFieldProps) {
  const { value, set } = useDraftField(path);
  return (
    <FormField path={path} {...words}>
      {(control) => (
        <TextInput
          {...control}
          mono={mono ?? false}
          inputMode={numeric ? 'numeric' : undefined}
          placeholder={placeholder}
          value={asText(value)}
          onChange={(event) => {
            const typed = event.target.value;
            set(numeric ? typedNumber(typed) : typed === '' && removeEmpty ? undefined : typed);
          }}
        />
      )}
    </FormField>
  );
}

export function TextAreaField({
  path,
  ...words
}: {
  path: JsonPath;
  label: string;
  help?: ReactNode;
}) {
  const { value, set } = useDraftField(path);
  return (
    <FormField path={path} {...words}>
      {(control) => (
        <TextArea
          {...control}
          rows={2}
          value={asText(value)}
          onChange={(event) => set(event.target.value === '' ? undefined : event.target.value)}
        />
      )}
    </FormField>
  );
}

/** A switch at a path; `byDefault` is what NSX takes where the field is missing. */
export function SwitchField({
  path,
  label,
  on,
  off,
  byDefault,
  help,
}: {
  path: JsonPath;
  label: string;
  on: string;
  off: string;
  byDefault: boolean;
  help?: ReactNode;
}) {
  const { value, set, issues, changed } = useDraftField(path);
  const checked = value === undefined ? byDefault : value === true;
  const id = useId();
  return (
    <div
      id={elementIdOf(path)}
      className="draft-field field"
      data-changed={changed ? true : undefined}
    >
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="draft-switch">
        <Switch id={id} checked={checked} onChange={(event) => set(event.currentTarget.checked)} />
        <span className={checked ? undefined : 'muted'}>{checked ? on : off}</span>
      </div>
      {help && <p className="field-hint">{help}</p>}
      {changed && <p className="field-hint">was {wasText(changed.was ?? byDefault)}</p>}
      {issues.map((issue) => (
        <p key={issue.message} className="field-error" role="alert">
          <IssueLine issue={issue} />
        </p>
      ))}
    </div>
  );
}

/** A fact in a field's frame that can't be typed over. */
export function ReadOnlyField({
  label,
  value,
  detail,
  help,
}: {
  label: string;
  value: ReactNode;
  detail?: ReactNode;
  help?: ReactNode;
}) {
  return (
    <div className="field">
      <div className="field-label">{label}</div>
      <div className="draft-fact">
        <span className="truncate">{value}</span>
        {detail && <span className="mono muted">{detail}</span>}
      </div>
      {help && <p className="field-hint">{help}</p>}
    </div>
  );
}

/** True where the form stands still. */
export function useFormDisabled(): boolean {
  return useDraftForm().disabled;
}

/** Issues of a part of the body that none of its controls shows: said at its end, so that none is only in the side panel. */
export function OtherIssues({ issues }: { issues: readonly Issue[] }) {
  return issues.map((issue) => (
    <p key={`${issue.path.join('.')}${issue.message}`} className="field-error" role="alert">
      <IssueLine issue={issue} />
    </p>
  ));
}
