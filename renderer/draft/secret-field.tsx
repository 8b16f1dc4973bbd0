import { IconKey } from '@tabler/icons-react';
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { DraftId } from '../../shared/ids.ts';
import type { FieldSpec } from '../../shared/nsx/entity/field.ts';
import { WISE_PSK } from '../../shared/nsx/entity/peer-endpoint.ts';
import { REDACTED } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { useDraftField, useDraftForm } from './draft-form.ts';
import { IssueLine, ReadOnlyField } from './form-field.tsx';
import { elementIdOf } from './sections.ts';

type SecretSpec = Extract<FieldSpec, { type: 'secret' }>;

const FIELD = 'psk';

/**
 * A key that is written and never read back. It is typed into a field that React knows nothing of, handed to main when
 * the field is left, and cleared in the same breath: neither state, nor props, nor a closure has it. In the body stands
 * its mark.
 */
export function SecretField({ spec, idle }: { spec: SecretSpec; idle: string | null }) {
  const { draft, disabled, edit } = useDraftForm();
  const { value, issues } = useDraftField([spec.key]);
  const [isTyping, setTyping] = useState(draft.operation === 'create');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const again = useRef<HTMLButtonElement>(null);
  // A field that somebody asked for takes the focus; one that is there from the start waits for its turn.
  const [wasAsked, setAsked] = useState(false);
  const place = useKeyPlace();
  const isKept = value === REDACTED;
  const isChange = draft.operation === 'change';
  const hadKey = isChange && draft.base?.authentication_mode !== 'CERTIFICATE';

  function ask() {
    setAsked(true);
    setTyping(true);
  }

  function taken(wasEnter: boolean) {
    setFailure(null);
    setTyping(false);
    edit([spec.key], REDACTED);
    if (wasEnter) requestAnimationFrame(() => again.current?.focus());
  }

  async function make() {
    setBusy(true);
    const made = await call('draft.make-secret', { draftId: draft.id, field: FIELD });
    setBusy(false);
    if (made.ok) taken(true);
    else setFailure(made.failure);
  }

  /** It is not in the keychain after all: the mark goes again. */
  function failed(why: Failure) {
    edit([spec.key], undefined);
    setFailure(why);
    setTyping(true);
  }

  async function forget() {
    edit([spec.key], undefined);
    setTyping(!isChange);
    const gone = await call('draft.forget-secret', { draftId: draft.id, field: FIELD });
    setFailure(gone.ok ? null : gone.failure);
  }

  if (idle !== null) {
    return (
      <div id={elementIdOf([spec.key])} className="draft-field secret-field">
        <ReadOnlyField
          label={spec.label}
          value={
            <span className="muted">{isKept ? 'a key is kept, and sent along' : 'not used'}</span>
          }
          detail={
            isKept && (
              <Button size="small" disabled={disabled} onClick={() => void forget()}>
                Forget it
              </Button>
            )
          }
          help={idle}
        />
      </div>
    );
  }

  const acts = isKept ? (
    <>
      <Button size="small" ref={again} disabled={disabled} onClick={ask}>
        Replace it
      </Button>
      <Button size="small" disabled={disabled} onClick={() => void forget()}>
        {hadKey ? 'Leave it unchanged' : 'Forget it'}
      </Button>
    </>
  ) : (
    <>
      <Button size="small" disabled={disabled} onClick={ask}>
        Type a new key
      </Button>
      <Button size="small" busy={isBusy} disabled={disabled} onClick={() => void make()}>
        Have one made
      </Button>
    </>
  );

  return (
    <div
      id={elementIdOf([spec.key])}
      className="draft-field secret-field"
      data-changed={(isChange && isKept) || undefined}
    >
      {isTyping && !disabled ? (
        <KeyInput
          spec={spec}
          draftId={draft.id}
          error={
            issues.length > 0
              ? issues.map((issue) => <IssueLine key={issue.message} issue={issue} />)
              : undefined
          }
          isBusy={isBusy}
          takesFocus={wasAsked}
          onMake={() => void make()}
          onTaken={taken}
          onFailed={failed}
          onCancel={isKept || hadKey ? () => setTyping(false) : undefined}
        />
      ) : (
        <>
          <ReadOnlyField
            label={spec.label}
            value={
              <span className="secret-state">
                <IconKey size={15} aria-hidden />{' '}
                {isKept
                  ? `A key is kept in ${place} until it is sent`
                  : hadKey
                    ? 'Unchanged'
                    : 'No key yet'}
              </span>
            }
            detail={<span className="secret-acts">{acts}</span>}
            help={
              isKept
                ? 'Never shown here, nor copied: what a screen or a clipboard has, others can read. The peer needs the same key: type one here that both sides know, or read it from NSX once it was sent (GET …?action=show-sensitive-data).'
                : hadKey
                  ? 'NSX keeps the key and shows it to nobody. Its documents don’t say what a change without the key does to it.'
                  : spec.help
            }
          />
          {issues.map((issue) => (
            <p key={issue.message} className="field-error" role="alert">
              <IssueLine issue={issue} />
            </p>
          ))}
        </>
      )}
      {failure && <FailureBanner failure={failure} />}
    </div>
  );
}

type KeyInputProps = {
  spec: SecretSpec;
  draftId: DraftId;
  error: ReactNode;
  isBusy: boolean;
  takesFocus: boolean;
  onMake: () => void;
  onTaken: (wasEnter: boolean) => void;
  onFailed: (failure: Failure) => void;
  onCancel: (() => void) | undefined;
};

/** Gives what stands in the field to main, and empties the field before the answer comes. */
function hand(draftId: DraftId, input: HTMLInputElement) {
  const answer = call('draft.keep-secret', { draftId, field: FIELD, value: input.value });
  input.value = '';
  return answer;
}

/** The field while somebody types: only how long the text is leaves it, until it is left. */
function KeyInput(props: KeyInputProps) {
  const { spec, draftId, error, isBusy, takesFocus, onMake, onTaken, onFailed, onCancel } = props;
  const input = useRef<HTMLInputElement>(null);
  const [length, setLength] = useState(0);
  const [isShown, setShown] = useState(false);
  const [tooLong, setTooLong] = useState(0);

  function leave(wasEnter: boolean) {
    const field = input.current;
    if (!field || field.value === '') return;
    setLength(0);
    setShown(false);
    if (field.value.length > spec.max) {
      setTooLong(field.value.length);
      field.value = '';
      return;
    }
    void give(field, wasEnter);
  }

  // The draft has the mark at once: one that is left in the same moment must not look untouched.
  async function give(field: HTMLInputElement, wasEnter: boolean) {
    const answer = hand(draftId, field);
    onTaken(wasEnter);
    const kept = await answer;
    if (!kept.ok) onFailed(kept.failure);
  }

  // Taken off the screen while something stands in it (another tab, another page): it is handed over all the same,
  // before the page asks whether the draft was touched.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes for good
  useLayoutEffect(() => {
    const field = input.current;
    if (takesFocus) field?.focus();
    return () => {
      if (field && field.value !== '' && field.value.length <= spec.max) void give(field, false);
    };
  }, []);

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    if (event.relatedTarget && event.currentTarget.contains(event.relatedTarget)) return;
    leave(false);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    leave(true);
  }

  const long = length > spec.max ? length : tooLong;
  const words =
    long > spec.max
      ? `Pre-shared key: ${long} characters are too many; at most ${spec.max}${length === 0 ? '. It was not kept: type it again' : ''}`
      : undefined;
  const isShort = length > 0 && length < WISE_PSK;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears when the focus leaves all of its parts
    <div onBlur={onBlur}>
      <Field
        label={spec.label}
        aside={length > 0 ? `${length} characters` : undefined}
        error={words ?? (length > 0 ? undefined : error)}
        help={
          isShort ? (
            <span className="draft-warning">
              Short keys can be guessed; {WISE_PSK} characters or more are wise.
            </span>
          ) : (
            'Kept when you leave the field, and never shown again. At most 128 characters.'
          )
        }
      >
        {(control) => (
          <div className="secret-typing">
            <TextInput
              {...control}
              ref={input}
              type={isShown ? 'text' : 'password'}
              mono
              data-secret
              autoComplete="new-password"
              onInput={(event) => {
                setTooLong(0);
                setLength(event.currentTarget.value.length);
              }}
              onKeyDown={onKeyDown}
            />
            {length > 0 && (
              <Button
                onMouseDown={(event) => event.preventDefault()}
                aria-pressed={isShown}
                onClick={() => setShown(!isShown)}
              >
                {isShown ? 'Hide' : 'Show'}
              </Button>
            )}
            {length === 0 && (
              <Button busy={isBusy} onClick={onMake}>
                Have one made
              </Button>
            )}
            {length === 0 && onCancel && <Button onClick={onCancel}>Cancel</Button>}
          </div>
        )}
      </Field>
    </div>
  );
}

/** Where a key is kept: asked once, since without a keychain it is only in memory. */
function useKeyPlace(): string {
  const [place, setPlace] = useState('the keychain');
  useEffect(() => {
    let isWanted = true;
    void call('app.info', null).then((answer) => {
      if (!isWanted || !answer.ok || answer.value.keychain.available) return;
      setPlace('memory (no keychain answers)');
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return place;
}
