import { useEffect, useRef, useState } from 'react';
import { Settings } from '../../shared/settings.ts';
import { wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { TypedSetting } from './setting.tsx';
import { changeSettings } from './settings-store.ts';

const Person = Settings.shape.person;

/** Who notes and marks are said by. What does not fit is said here and not stored. */
export function PersonField({ person }: { person: string }) {
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
    <TypedSetting
      label="Your name"
      note="Stands beside your notes, tags and marks; empty: the name that this computer knows you by"
      error={error}
    >
      {(control) => (
        <TextInput
          {...control}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => void store()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void store();
          }}
        />
      )}
    </TypedSetting>
  );
}
