import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Choice, FieldSpec } from '../../shared/nsx/entity/field.ts';
import { textsOf } from '../../shared/nsx/entity/field.ts';
import type { Issue } from '../../shared/result.ts';
import { LinkButton } from '../ui/button.tsx';
import { asText, useDraftField, useDraftForm } from './draft-form.ts';
import { IssueLine } from './form-field.tsx';
import { elementIdOf, issuesUnder } from './sections.ts';

type Of<T extends FieldSpec['type']> = Extract<FieldSpec, { type: T }>;

type FrameProps = {
  spec: Of<'choice'> | Of<'choices'>;
  isDefault: boolean;
  /** What it was, in the words of the choices; null where it is as it was. */
  was: string | null;
  /** More about what is chosen, after the help. */
  note?: ReactNode;
  children: ReactNode;
};

/** A group of choices with its name, what it is for, what is wrong, and the way back to NSX's default. */
function ChoiceFrame({ spec, isDefault, was, note, children }: FrameProps) {
  const { draft, issues, warnings, edit } = useDraftForm();
  const id = useId();
  const path = [spec.key];
  const wrong = issuesUnder(issues, path);
  const odd = issuesUnder(warnings, path);
  const isNew = draft.operation === 'create';
  return (
    <fieldset
      id={elementIdOf(path)}
      className="bare draft-field field spec-choices"
      data-changed={was !== null || undefined}
      data-default={isDefault || undefined}
      aria-describedby={`${id}-said ${id}-odd`}
    >
      <legend className="field-label">
        {spec.label} {isDefault && <em>NSX’s default</em>}
      </legend>
      <div id={`${id}-said`}>
        <p className="field-hint">
          {spec.help} {note}{' '}
          {!isDefault && isNew && (
            <LinkButton onClick={() => edit(path, undefined)}>Use NSX’s default</LinkButton>
          )}
        </p>
        {was !== null && <p className="field-hint">was {was}</p>}
      </div>
      {children}
      {/* Below: what comes and goes must not move a box away from under the pointer. */}
      <div id={`${id}-odd`}>
        <Remarks issues={wrong} warnings={odd} />
      </div>
    </fieldset>
  );
}

function Remarks({ issues, warnings }: { issues: readonly Issue[]; warnings: readonly Issue[] }) {
  return (
    <>
      {issues.map((issue) => (
        <p key={issue.message} className="field-error" role="alert">
          <IssueLine issue={issue} />
        </p>
      ))}
      {warnings.map((issue) => (
        <p key={issue.message} className="field-hint draft-warning">
          <IssueLine issue={issue} />
        </p>
      ))}
    </>
  );
}

const wordOf = (choices: readonly Choice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.word ?? value;

/** One of a few, each with what it means beside it. */
export function ChoiceField({ spec }: { spec: Of<'choice'> }) {
  const { value, changed, set } = useDraftField([spec.key]);
  const name = useId();
  const chosen = value === undefined ? spec.default : asText(value);
  const choices = withUnknown(spec.choices, [chosen]);
  return (
    <ChoiceFrame
      spec={spec}
      isDefault={value === undefined}
      was={changed ? wordOf(spec.choices, asText(changed.was ?? spec.default)) : null}
    >
      <div className="spec-choices-list" data-few={choices.length <= 3 || undefined}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === chosen}
              onChange={() => set(choice.value)}
            />
            <ChoiceWords choice={choice} isDefault={choice.value === spec.default} />
          </label>
        ))}
      </div>
    </ChoiceFrame>
  );
}

/** Several of a list, in the list's order: what is offered to the peer. */
export function ChoicesField({ spec }: { spec: Of<'choices'> }) {
  const { draft } = useDraftForm();
  const { value, changed, set } = useDraftField([spec.key]);
  const byDefault = spec.defaultIn?.(draft.body) ?? spec.default;
  const chosen = value === undefined ? byDefault : textsOf(draft.body, spec.key);
  const choices = withUnknown(spec.choices, chosen);
  const words = (list: readonly string[]) =>
    list.length === 0 ? 'none' : list.map((one) => wordOf(choices, one)).join(', ');
  const was = Array.isArray(changed?.was) ? changed.was.map(asText) : byDefault;

  function toggle(one: string, isOn: boolean) {
    // What was read stays in its order; what comes new follows.
    set(isOn ? [...chosen, one] : chosen.filter((other) => other !== one));
  }

  return (
    <ChoiceFrame
      spec={spec}
      isDefault={value === undefined}
      was={changed ? words(was) : null}
      note={chosen.length === 0 ? 'None is chosen.' : undefined}
    >
      <div className="spec-choices-list" data-many>
        {choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.target.checked)}
            />
            <ChoiceWords choice={choice} isDefault={spec.default.includes(choice.value)} />
          </label>
        ))}
      </div>
    </ChoiceFrame>
  );
}

function ChoiceWords({ choice, isDefault }: { choice: Choice; isDefault: boolean }) {
  return (
    <span>
      <span>
        <b>{choice.word}</b> {isDefault && <em>default</em>}
      </span>
      <small>{choice.meaning}</small>
    </span>
  );
}

/** What is chosen and not in the schema is shown as such, and kept. */
function withUnknown(choices: readonly Choice[], chosen: readonly string[]): readonly Choice[] {
  const known = new Set(choices.map((choice) => choice.value));
  const more = [...new Set(chosen)].filter((value) => !known.has(value));
  const meaning = 'Not a choice that Spanwatch knows; kept as it is.';
  return [...choices, ...more.map((value) => ({ value, word: value, meaning }))];
}
