import { type KeyboardEvent, useState } from 'react';
import { create } from 'zustand';
import {
  MAX_NOTE,
  type RequestEvent,
  type RequestSummary,
  type ReviewMark,
} from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { MARK_WORDS } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { MarkShape } from './cells.tsx';
import { putSummary } from './history-store.ts';
import { NoteText } from './note-text.tsx';
import './review-tab.css';
import { TagsInput } from './tags-input.tsx';

const MARKS: readonly ReviewMark[] = ['seen', 'questioned', 'signed-off'];

/** What people say of a request: the mark, the tags and the notes; each is a fact of it, and kept for ever. */
export function ReviewTab({
  summary,
  events,
}: {
  summary: RequestSummary;
  events: readonly RequestEvent[];
}) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const requestId = summary.request.id;

  async function say(answer: ReturnType<typeof call<'history.mark'>>): Promise<boolean> {
    setIsBusy(true);
    const said = await answer;
    setIsBusy(false);
    setFailure(said.ok ? null : said.failure);
    if (said.ok) putSummary(said.value);
    return said.ok;
  }

  return (
    <div className="review">
      {failure && <FailureBanner failure={failure} />}
      <div className="review-row">
        <h3 id="review-mark">Mark</h3>
        <Marks
          mark={summary.mark}
          isBusy={isBusy}
          onMark={(mark) => void say(call('history.mark', { requestId, mark }))}
        />
      </div>
      <div className="review-row">
        <h3>Tags</h3>
        <TagsInput
          label="Tags"
          tags={summary.tags ?? []}
          disabled={isBusy}
          onChange={(tags) => void say(call('history.tag', { requestId, tags: [...tags] }))}
        />
      </div>
      <Notes events={events} />
      <NewNote
        requestId={requestId}
        isBusy={isBusy}
        onNote={(text) => say(call('history.note', { requestId, text }))}
      />
    </div>
  );
}

function Marks({
  mark,
  isBusy,
  onMark,
}: {
  mark: RequestSummary['mark'];
  isBusy: boolean;
  onMark: (mark: ReviewMark | null) => void;
}) {
  return (
    <div className="review-marks">
      <fieldset className="chips bare" aria-labelledby="review-mark">
        {MARKS.map((one) => (
          <button
            key={one}
            type="button"
            className="chip mark-chip"
            aria-pressed={mark?.mark === one}
            disabled={isBusy}
            onClick={() => onMark(mark?.mark === one ? null : one)}
          >
            <MarkShape mark={one} />
            {MARK_WORDS[one]}
          </button>
        ))}
      </fieldset>
      <span className="muted small" role="status">
        {mark ? (
          <>
            by {mark.by}, <TimeText at={mark.at} />; press again to take it back
          </>
        ) : (
          'nobody has looked at it yet'
        )}
      </span>
    </div>
  );
}

function Notes({ events }: { events: readonly RequestEvent[] }) {
  const notes = events.flatMap(({ seq, at, fact }) =>
    fact.type === 'noted' ? [{ seq, at: fact.review?.at ?? at, ...fact }] : [],
  );
  if (notes.length === 0) {
    return <p className="muted review-none">No notes yet.</p>;
  }
  return (
    <ol className="review-notes" aria-label="Notes">
      {notes.map(({ seq, at, by, text, review }) => (
        <li key={seq}>
          <p className="review-by">
            <b>{by}</b> <TimeText at={at} />
            {review && <span className="muted"> · from a review file</span>}
          </p>
          <NoteText text={text} />
        </li>
      ))}
    </ol>
  );
}

/** Notes that were begun, by request: one who looks at another request meanwhile finds them again. */
const useUnsent = create<Readonly<Record<string, string>>>(() => ({}));

function NewNote({
  requestId,
  isBusy,
  onNote,
}: {
  requestId: string;
  isBusy: boolean;
  onNote: (text: string) => Promise<boolean>;
}) {
  const text = useUnsent((state) => state[requestId] ?? '');
  const setText = (typed: string) => useUnsent.setState({ [requestId]: typed });
  const isEmpty = text.trim() === '';

  async function add() {
    if (isEmpty || isBusy) return;
    if (await onNote(text)) setText('');
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
      </div>
    </form>
  );
}
