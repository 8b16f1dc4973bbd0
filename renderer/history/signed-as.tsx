import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { create } from 'zustand';
import { Settings } from '../../shared/settings.ts';
import { call } from '../bridge.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';
import { Button } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';

const Person = Settings.shape.person;

/** The name that what is said next stands under, as main would write it; null until main has said. */
export const useSigner = create<{ by: string | null }>(() => ({ by: null }));

/** Asks for the name, now and whenever another one is set. */
export function useKnownSigner(): string | null {
  const person = useSettings((state) => state.settings.person);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is set may be what is signed with
  useEffect(() => {
    let isOld = false;
    void call('history.signer', null).then((answer) => {
      if (!isOld && answer.ok) useSigner.setState(answer.value);
    });
    return () => {
      isOld = true;
    };
  }, [person]);
  return useSigner((state) => state.by);
}

/** Under which name notes, tags and marks go on record, and the place to set it: before anything is signed. */
export function SignedAs() {
  const by = useKnownSigner();
  const [isChanging, setIsChanging] = useState(false);
  const change = useRef<HTMLButtonElement>(null);

  function close() {
    setIsChanging(false);
    requestAnimationFrame(() => change.current?.focus());
  }

  if (by === null) return null;
  return (
    <div className="review-row">
      <h3>Signed</h3>
      {isChanging ? (
        <NameField name={by} onClose={close} />
      ) : (
        <p className="review-signer">
          <span>{by === '' ? <b>nobody’s name is known here</b> : <b>{by}</b>}</span>
          <Button ref={change} size="small" onClick={() => setIsChanging(true)}>
            {by === '' ? 'Set your name…' : 'Change…'}
          </Button>
          <span className="muted small">
            stands beside your marks, tags and notes, in the record, for ever
          </span>
        </p>
      )}
    </div>
  );
}

function NameField({ name, onClose }: { name: string; onClose: () => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(name);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => input.current?.select(), []);

  async function store() {
    const parsed = Person.safeParse(typed);
    if (!parsed.success) return setError(parsed.error.issues[0]?.message ?? 'Not a name');
    const failure = parsed.data === name ? null : await changeSettings({ person: parsed.data });
    if (failure) return setError(wordsOf(failure).explanation);
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void store();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  }

  return (
    <div>
      <div className="review-signer">
        <TextInput
          ref={input}
          aria-label="Your name"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKeyDown}
        />
        <Button size="small" onClick={() => void store()}>
          Save
        </Button>
        <Button size="small" kind="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {error && (
        <p className="field-error" id={id} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
