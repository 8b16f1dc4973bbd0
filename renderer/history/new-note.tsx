import { type KeyboardEvent, useRef } from 'react';
import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';
import { MAX_NOTE } from '../../shared/request.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { sayNote } from './saying.ts';
import './review-tab.css';
import { useSigner } from './signed-as.tsx';

/** Notes that were begun, by request: one who looks at another request meanwhile finds them again. */
const useUnsent = create<Readonly<Record<string, string>>>(() => ({}));

/** The place to write a note; what was added can't be changed. */
export function NewNote({ requestId, isBusy }: { requestId: RequestId; isBusy: boolean }) {
  const text = useUnsent((state) => state[requestId] ?? '');
  const setText = (typed: string) => useUnsent.setState({ [requestId]: typed });
  const by = useSigner((state) => state.by);
  const input = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '';

  async function add() {
    if (isEmpty || isBusy) return;
    input.current?.focus();
    if (await sayNote(requestId, text)) setText('');
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
    </form>
  );
}
