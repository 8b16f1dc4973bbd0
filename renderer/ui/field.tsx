import { IconSearch } from '@tabler/icons-react';
import type {
  InputHTMLAttributes,
  ReactNode,
  Ref,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react';
import { useId } from 'react';
import './field.css';

/** What a control must carry so that label, help and error belong to it. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  /** Muted word beside the label: "optional", a unit. */
  aside?: ReactNode;
  help?: ReactNode;
  /** What was read, what is wrong, and the mend. Shown in place of the help. */
  error?: ReactNode;
  /** What it was before: gives the control an accent edge and says "was …". */
  was?: ReactNode;
}

/** Label over a control, with help or error under it: `<Field label="…">{(c) => <TextInput {...c} />}</Field>`. */
export function Field({
  label,
  aside,
  help,
  error,
  was,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const hasWas = was !== undefined && was !== null;
  const described = [error && `${id}-error`, !error && help && `${id}-help`, hasWas && `${id}-was`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="field" data-changed={hasWas || undefined}>
      <label className="field-label" htmlFor={id}>
        {label} {aside && <em>{aside}</em>}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hasWas && (
        <p className="field-hint" id={`${id}-was`}>
          was {was}
        </p>
      )}
      {error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : (
        help && (
          <p className="field-hint" id={`${id}-help`}>
            {help}
          </p>
        )
      )}
    </div>
  );
}

/** A one-line input in the design's frame. `mono` for ids, addresses, JSON. */
export function TextInput({
  mono,
  className,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { mono?: boolean; ref?: Ref<HTMLInputElement> }) {
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={className ? `input ${className}` : 'input'}
      data-mono={mono || undefined}
    />
  );
}

export function TextArea({
  mono,
  className,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & {
  mono?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}) {
  return (
    <textarea
      spellCheck={false}
      rows={3}
      {...rest}
      className={className ? `input ${className}` : 'input'}
      data-mono={mono || undefined}
    />
  );
}

/** The system's own list of choices, in the design's frame. */
export function SelectInput({
  className,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return <select {...rest} className={className ? `input ${className}` : 'input'} />;
}

/** A search box over a list. */
export function SearchInput({
  label,
  value,
  onChange,
  placeholder,
  first = false,
  onResults,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Goes to what was found: ↓ and Enter lead there, as they do from an address bar. */
  onResults?: (() => void) | undefined;
  /** In a dialog: has the focus when it opens. */
  first?: boolean;
}) {
  return (
    <div className="search">
      <IconSearch size={16} aria-hidden />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        data-autofocus={first || undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (!onResults || !leadsToResults(event.nativeEvent)) return;
          event.preventDefault();
          onResults();
        }}
      />
    </div>
  );
}

/** ↓ or Enter alone, and not while a word is still being put together (an input method has both keys of its own). */
export function leadsToResults(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>,
): boolean {
  const isHeld = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  return ['ArrowDown', 'Enter'].includes(event.key) && !isHeld && !event.isComposing;
}

/** A tick box with its label and, under it, what ticking means. */
export function CheckBox({
  label,
  help,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { label: ReactNode; help?: ReactNode }) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
    </label>
  );
}

/** Fields side by side where there is room for two. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className="field-grid">{children}</div>;
}
