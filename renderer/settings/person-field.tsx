import { useEffect, useId, useRef, useState } from 'react';
import { Settings } from '../../shared/settings.ts';
import { wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { changeSettings } from './settings-store.ts';

const Person = Settings.shape.person;

/** Who notes and marks are said by. What does not fit is said here and not stored. */
export function PersonField({ person }: { person: string }) {
  const id = useId();
  const [typed, setTyped] = useState(person);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => setTyped(person), [person]);
  // Who leaves the screen by a key leaves no field first.
  const atTheEnd = useRef(store);
  atTheEnd.current = store;
  useEffect(() => () => void atTheEnd.current(), []);

  async function store() {
    const parsed = Person.safeParse(typed);
    if (!parsed.success) return setError(parsed.error.issues[0]?.message ?? 'Not a name');
    setError(null);
    if (parsed.data === person) return setTyped(person);
    const failure = await changeSettings({ person: parsed.data });
    if (failure) setError(wordsOf(failure).explanation);
  }

  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>Your name</label>
        <small id={`${id}-help`}>
          Stands beside your notes, tags and marks; empty: the name that this computer knows you by
        </small>
      </div>
      <div>
        <TextInput
          id={id}
          aria-describedby={error ? `${id}-error` : `${id}-help`}
          aria-invalid={error ? true : undefined}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => void store()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void store();
          }}
        />
        {error && (
          <p className="field-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
