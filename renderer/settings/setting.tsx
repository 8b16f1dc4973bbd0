import { type ReactNode, useId } from 'react';
import type { ControlProps } from '../ui/field.tsx';

/** One line of the settings: what it is at the left, the choice at the right. */
export function Setting({
  label,
  note,
  children,
}: {
  label: string;
  note: string;
  children: ReactNode;
}) {
  return (
    <div className="setting">
      <div>
        <b>{label}</b>
        <small>{note}</small>
      </div>
      <div>{children}</div>
    </div>
  );
}

/** The same with a control that is typed in: label, help and what is wrong belong to it, as in `Field`. */
export function TypedSetting({
  label,
  note,
  error,
  children,
}: {
  label: string;
  note: string;
  error: string | null;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>{label}</label>
        <small id={`${id}-help`}>{note}</small>
      </div>
      <div>
        {children({
          id,
          'aria-describedby': error ? `${id}-error` : `${id}-help`,
          'aria-invalid': error ? true : undefined,
        })}
        {error && (
          <p className="field-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
