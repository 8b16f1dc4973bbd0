import { useState } from 'react';
import { TextInput } from './field.tsx';

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** A day, written as everywhere here: 2026-11-30. The system's own field would write it its own way. */
export function DayInput({
  id,
  value,
  onDay,
  invalid,
  describedBy,
}: {
  id: string;
  /** Empty: no day. */
  value: string;
  /** A whole day was typed, or none is any more. */
  onDay: (day: string) => void;
  invalid?: boolean;
  describedBy?: string | undefined;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const isHalf = typed !== null && typed !== '' && !isDay(typed);
  return (
    <TextInput
      id={id}
      className="day-input"
      inputMode="numeric"
      placeholder="yyyy-mm-dd"
      maxLength={10}
      title={isHalf ? 'Write a day as 2026-11-30' : undefined}
      value={typed ?? value}
      aria-invalid={invalid || isHalf || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => {
        const next = withDashes(target.value, typed ?? value);
        setTyped(next);
        if (next === '' || isDay(next)) onDay(next);
      }}
      // What is no day is none: it shows what is chosen again.
      onBlur={() => setTyped(null)}
    />
  );
}

/** Whether such a day is in the calendar, and of this epoch. */
export function isDay(text: string): boolean {
  if (!WRITTEN.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return at >= 0 && new Date(at).toISOString().startsWith(text);
}

/** What was typed, with the dash that comes next by itself; nothing is put where something was taken away. */
export function withDashes(typed: string, before: string): string {
  const clean = typed
    .trim()
    .replace(/[./ ]/g, '-')
    .replace(/[^\d-]/g, '');
  const isLonger = clean.length > before.length;
  return isLonger && /^(\d{4}|\d{4}-\d{2})$/.test(clean) ? `${clean}-` : clean;
}
