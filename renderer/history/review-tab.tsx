import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import { signedName } from '../../shared/words.ts';
import { FailureBanner } from '../ui/failure.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { NewNote } from './new-note.tsx';
import { NoteText } from './note-text.tsx';
import { ReviewMarks } from './review-marks.tsx';
import './review-tab.css';
import { sayMark, sayTags, useSaying } from './saying.ts';
import { SignedAs } from './signed-as.tsx';
import { TagsInput } from './tags-input.tsx';

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

  return (
    <div className="review">
      {failure && <FailureBanner failure={failure} />}
      <SignedAs />
      <div className="review-row" data-top>
        <h3 id="review-mark">Mark</h3>
        <ReviewMarks
          mark={summary.mark}
          said={saying.mark}
          events={events}
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
      <NewNote requestId={requestId} />
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
            <b>{signedName(by)}</b> <TimeText at={at} />
            {review && <span className="muted"> · from a review file</span>}
          </p>
          <NoteText text={text} />
        </li>
      ))}
    </ol>
  );
}
