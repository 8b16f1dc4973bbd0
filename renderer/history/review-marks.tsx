import type { RequestEvent, RequestSummary, ReviewMark } from '../../shared/request.ts';
import { MARK_WORDS, signedName } from '../../shared/words.ts';
import { TimeText } from '../ui/time-text.tsx';
import { MarkShape } from './cells.tsx';
import './review-tab.css';

const MARKS: readonly ReviewMark[] = ['seen', 'questioned', 'signed-off'];

type Said = {
  seq: number;
  /** When it was said, which for a reviewer is before it came here. */
  at: number;
  mark: ReviewMark | null;
  by: string;
  isFromReview: boolean;
};

/** Every mark that was put or taken back, the newest first. */
export function marksOf(events: readonly RequestEvent[]): Said[] {
  return events
    .flatMap(({ seq, at, fact }): Said[] => {
      if (fact.type !== 'marked') return [];
      const { mark, by, review } = fact;
      // Nobody said it after it came here, whatever the reviewer's clock says.
      return [{ seq, at: Math.min(review?.at ?? at, at), mark, by, isFromReview: Boolean(review) }];
    })
    .sort((one, other) => other.at - one.at || other.seq - one.seq);
}

/** The mark, to be put and taken back, and all that were put before it. */
export function ReviewMarks({
  mark,
  said,
  events,
  onMark,
}: {
  mark: RequestSummary['mark'];
  /** What is being said, where it is not on record yet; no other is taken meanwhile. */
  said: ReviewMark | null | undefined;
  events: readonly RequestEvent[];
  onMark: (mark: ReviewMark | null) => void;
}) {
  const marks = marksOf(events);
  const shown = said === undefined ? mark?.mark : said;
  const isFromReview = marks.some(
    (one) => one.isFromReview && one.by === mark?.by && one.at === mark.at,
  );
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
        {said !== undefined && said !== (mark?.mark ?? null) ? (
          'being put on record'
        ) : mark ? (
          <>
            by {signedName(mark.by)}, <TimeText at={mark.at} form="clock" />
            {isFromReview && ', from a review file'}; press again to take it back
          </>
        ) : marks.length > 0 ? (
          'no mark now'
        ) : (
          'no mark yet'
        )}
      </span>
      {marks.length > 1 && (
        <ol className="review-said small" aria-label="Marks, newest first">
          {marks.map((one) => (
            <li key={one.seq}>
              <span className="review-said-what">
                {one.mark && <MarkShape mark={one.mark} />}
                {one.mark === null ? 'Taken back' : MARK_WORDS[one.mark]}
              </span>
              <b>{signedName(one.by)}</b>
              <span className="muted">
                <TimeText at={one.at} />
                {one.isFromReview && ' · from a review file'}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
