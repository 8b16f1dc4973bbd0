import { useState } from 'react';
import { TextInput } from '../ui/field.tsx';
import { dateOf, type Zone } from '../ui/time.ts';
import { dayBegins } from './facet-choice.ts';

/** What is done with what a date field has: a day, none, or nothing while its year is still being typed. */
export function dayTyped(text: string, zone: Zone): 'day' | 'none' | 'not-yet' {
  if (text === '') return 'none';
  return dayBegins(text, zone) === null ? 'not-yet' : 'day';
}

type NativeInput = Omit<Parameters<typeof TextInput>[0], 'type' | 'value' | 'onChange' | 'onBlur'>;

/** A day, typed or chosen. The first digits of a year are no day yet: they stay in the field, and change nothing. */
export function DayInput({
  at,
  zone,
  onDay,
  ...rest
}: NativeInput & {
  /** A moment of the day that is chosen; null: none is. */
  at: number | null;
  zone: Zone;
  /** Empty: none any more. */
  onDay: (day: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      {...rest}
      type="date"
      value={typed ?? (at === null ? '' : dateOf(at, zone))}
      onChange={({ target }) => {
        setTyped(target.value);
        if (dayTyped(target.value, zone) !== 'not-yet') onDay(target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
