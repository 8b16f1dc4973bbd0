import { type FieldSpec, limitsOf } from '../../shared/nsx/entity/field.ts';
import { useDraftField, useDraftForm } from './draft-form.ts';
import { TextField } from './form-field.tsx';

/** Seconds in words that a person counts in: "1 day", "2 h 30 min"; null below two minutes. */
export function secondsWords(seconds: number): string | null {
  if (!Number.isSafeInteger(seconds) || seconds < 120) return null;
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit === 'day' && count > 1 ? 'days' : unit}`)
    .join(' ');
}

/** A number with its limits; left empty, NSX takes its default, which stands there as such. */
export function NumberField({ spec }: { spec: Extract<FieldSpec, { type: 'number' }> }) {
  const { key, label, help, unit } = spec;
  const { min, max } = limitsOf(spec, useDraftForm().draft.body);
  const { value } = useDraftField([key]);
  const shown = typeof value === 'number' ? value : value === undefined ? spec.default : null;
  const words = shown !== null && unit === 's' ? secondsWords(shown) : null;
  const asides = [unit === 's' ? 'seconds' : unit, words, value === undefined && 'NSX’s default'];
  return (
    <TextField
      path={[key]}
      label={label}
      aside={asides.filter(Boolean).join(' · ')}
      mono
      numeric
      placeholder={String(spec.default)}
      help={`${help} From ${min} to ${max}${unit === '' ? '' : ` ${unit}`}.`}
    />
  );
}
