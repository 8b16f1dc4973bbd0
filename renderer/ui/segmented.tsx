import type { KeyboardEvent, ReactNode } from 'react';
import './segmented.css';
import './tabs.css';

export interface Choice<V extends string> {
  value: V;
  label: ReactNode;
}

/** Moves focus and choice with the arrow keys, Home and End, as radio groups and tabs do. */
function moveChoice<V extends string>(
  event: KeyboardEvent<HTMLElement>,
  choices: readonly Choice<V>[],
  value: V,
  onChange: (value: V) => void,
) {
  const at = choices.findIndex((choice) => choice.value === value);
  const last = choices.length - 1;
  const to = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowDown: at === last ? 0 : at + 1,
    ArrowLeft: at <= 0 ? last : at - 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[event.key];
  const choice = to === undefined ? undefined : choices[to];
  if (to === undefined || !choice || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  onChange(choice.value);
  const button = event.currentTarget.children[to];
  if (button instanceof HTMLElement) button.focus();
}

interface SegmentedProps<V extends string> {
  /** Accessible name. */
  label: string;
  choices: readonly Choice<V>[];
  value: V;
  onChange: (value: V) => void;
  small?: boolean;
  id?: string;
  'aria-describedby'?: string | undefined;
}

/** A few choices side by side, one of them on (a radio group). */
export function Segmented<V extends string>({
  label,
  choices,
  value,
  onChange,
  small,
  ...rest
}: SegmentedProps<V>) {
  return (
    <div
      {...rest}
      className="segmented"
      data-small={small || undefined}
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => moveChoice(event, choices, value, onChange)}
    >
      {choices.map((choice) => (
        // biome-ignore lint/a11y/useSemanticElements: a button that looks like a segment, with a radio's role
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** Underlined tabs. The panel is the caller's: give it `role="tabpanel"` and `id={panelId}`. */
export function Tabs<V extends string>({
  label,
  choices,
  value,
  onChange,
  panelId,
}: SegmentedProps<V> & { panelId?: string }) {
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => moveChoice(event, choices, value, onChange)}
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="tab"
          aria-selected={choice.value === value}
          aria-controls={choice.value === value ? panelId : undefined}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
