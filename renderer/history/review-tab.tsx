import type { RequestEvent, RequestSummary, ReviewMark } from '../../shared/request.ts';
import { MARK_WORDS } from '../../shared/words.ts';
import { FailureBanner } from '../ui/failure.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { MarkShape } from './cells.tsx';
import { NewNote } from './new-note.tsx';
import { NoteText } from './note-text.tsx';
import './review-tab.css';
import { sayMark, sayTags, useSaying } from './saying.ts';
import { SignedAs } from './signed-as.tsx';
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
  const requestId = summary.request.id;
  const saying = useSaying(requestId);
  const { failure } = saying;
  const isBusy = saying.left > 0;

  return (
    <div className="review">
      {failure && <FailureBanner failure={failure} />}
      <SignedAs />
      <div className="review-row">
        <h3 id="review-mark">Mark</h3>
        <Marks
          mark={summary.mark}
          said={saying.mark}
          onMark={(mark) => void sayMark(requestId, mark)}
        />
      </div>
      <div className="review-row">
        <h3>Tags</h3>
        <TagsInput
          label="Tags"
          tags={saying.tags ?? summary.tags ?? []}
          onChange={(tags) => void sayTags(requestId, tags)}
        />
      </div>
      <Notes events={events} />
      <NewNote requestId={requestId} isBusy={isBusy} />
    </div>
  );
}

function Marks({
  mark,
  said,
  onMark,
}: {
  mark: RequestSummary['mark'];
  /** What is being said, where it is not on record yet; no other is taken meanwhile. */
  said: ReviewMark | null | undefined;
  onMark: (mark: ReviewMark | null) => void;
}) {
  const shown = said === undefined ? mark?.mark : said;
  // Never disabled: who pressed one by keyboard stays on it.
  const press = (one: ReviewMark) => {
    if (said === undefined) onMark(shown === one ? null : one);
  };
  return (
    <div className="review-marks">
      <fieldset className="chips bare" aria-labelledby="review-mark">
        {MARKS.map((one) => (
          <button
            key={one}
            type="button"
            className="chip mark-chip"
            aria-pressed={shown === one}
            onClick={() => press(one)}
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
