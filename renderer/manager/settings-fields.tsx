import type { ManagerSettings } from '../../shared/manager.ts';
import { MANAGER_COLOURS, ManagerSettings as SettingsSchema } from '../../shared/manager.ts';
import { CheckBox, Field, FieldGrid, TextInput } from '../ui/field.tsx';

/** What is wrong with each field of the settings, in words; empty while all is well. */
export type SettingsErrors = Partial<Record<keyof ManagerSettings, string>>;

/** The errors of the settings as typed, by field; null if there are none. */
export function settingsErrors(value: ManagerSettings): SettingsErrors | null {
  const parsed = SettingsSchema.safeParse(value);
  if (parsed.success) return null;
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]),
  );
}

/** Name, environment, colour, read-only: what a person calls a manager, in adding and in editing. */
export function SettingsFields({
  value,
  onChange,
  errors,
}: {
  value: ManagerSettings;
  onChange: (value: ManagerSettings) => void;
  errors: SettingsErrors;
}) {
  return (
    <>
      <FieldGrid>
        <Field label="Name" error={errors.name} help="What you call it; shown wherever it is meant">
          {(control) => (
            <TextInput
              {...control}
              name="name"
              data-autofocus
              value={value.name}
              onChange={(event) => onChange({ ...value, name: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Environment"
          aside="optional"
          error={errors.environment}
          help="production, lab, a customer’s name"
        >
          {(control) => (
            <TextInput
              {...control}
              name="environment"
              value={value.environment}
              onChange={(event) => onChange({ ...value, environment: event.target.value })}
            />
          )}
        </Field>
      </FieldGrid>
      <fieldset className="bare">
        <legend className="field-label">Colour</legend>
        <div className="colours">
          {MANAGER_COLOURS.map((colour) => (
            <label key={colour} data-colour={colour} title={colour}>
              <input
                className="visually-hidden"
                type="radio"
                name="colour"
                aria-label={colour}
                checked={value.colour === colour}
                onChange={() => onChange({ ...value, colour })}
              />
              <span aria-hidden />
            </label>
          ))}
        </div>
        <p className="field-hint">
          Stands on the title bar and in every confirmation, so that nobody sends to the wrong one
        </p>
      </fieldset>
      <CheckBox
        name="readOnly"
        label="Read-only"
        help="Nothing can be sent to it from here; enforced behind the window, not only in it"
        checked={value.readOnly}
        onChange={(event) => onChange({ ...value, readOnly: event.target.checked })}
      />
    </>
  );
}
