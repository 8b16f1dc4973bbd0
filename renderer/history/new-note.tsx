import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import { MAX_NOTE } from '../../shared/request.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { NoteText } from './note-text.tsx';
import { sayNote } from './saying.ts';
import './review-tab.css';
import { useSigner } from './signed-as.tsx';
import { forgetSent, keepUnsent, useUnsentNotes } from './unsent-notes.ts';

/** The place to write a note; what was added can't be changed. */
export function NewNote({ requestId }: { requestId: RequestId }) {
  const text = useUnsentNotes((state) => state[requestId] ?? '');
  const setText = (typed: string) => keepUnsent(requestId, typed);
  const by = useSigner((state) => state.by);
  const input = useRef<HTMLTextAreaElement>(null);
  // Of a tag or a mark that is being put on record a note knows nothing: it takes its turn.
  const [isBusy, setIsBusy] = useState(false);
  const isEmpty = text.trim() === '';

  async function add() {
    if (isEmpty || isBusy) return;
    input.current?.focus();
    setIsBusy(true);
    if (await sayNote(requestId, text)) forgetSent(requestId, text);
    setIsBusy(false);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void add();
  }

  return (
    <form
      className="review-new"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        label="Add a note"
        help="Markdown: **bold**, `code`, lists. It stays in the record, with your name; it can’t be changed later."
      >
        {(control) => (
          <TextArea
            {...control}
            ref={input}
            rows={3}
            spellCheck
            maxLength={MAX_NOTE}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div className="review-add">
        <Button type="submit" busy={isBusy} disabled={isEmpty} why="Write something first">
          Add the note
        </Button>
        <KeyHint keys={[MOD, 'Enter']} />
        {by && (
          <span className="muted small">
            as <b>{by}</b>
          </span>
        )}
      </div>
      <Preview text={text} />
    </form>
  );
}

/** What is typed, as it would stand: it can't be mended once it was added. */
function Preview({ text }: { text: string }) {
  // A long note is read anew after the letter stands, not before.
  const shown = useDeferredValue(text);
  if (shown.trim() === '') return null;
  return (
    <section className="review-preview" aria-label="Preview of the note">
      <h4>As it will stand</h4>
      <NoteText text={shown} />
    </section>
  );
}
