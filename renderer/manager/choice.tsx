import type { ReactNode } from 'react';

interface ChoicesProps<V extends string> {
  /** Name of the group, said by screen readers and shown above it. */
  legend: string;
  name: string;
  value: V;
  onChange: (value: V) => void;
  /** One line each, for many; else frames side by side. */
  rows?: boolean;
  choices: readonly { value: V; title: ReactNode; note: ReactNode; disabled?: boolean }[];
}

/** A few choices one under the other, each with a line about what it means. */
export function Choices<V extends string>({
  legend,
  name,
  value,
  onChange,
  rows = false,
  choices,
}: ChoicesProps<V>) {
  return (
    <fieldset className="bare">
      <legend className="field-label">{legend}</legend>
      <div className="choices" data-rows={rows || undefined}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <b>{choice.title}</b>
              <small>{choice.note}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
