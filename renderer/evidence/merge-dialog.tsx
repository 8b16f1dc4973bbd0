import { useState } from 'react';
import type { Merged, ReadReview } from '../../shared/evidence-contract.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { count, shortId, signedName } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { NoteText } from '../history/note-text.tsx';
import { go } from '../shell/route-store.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { useEvidenceDialogs } from './evidence-store.ts';
import './evidence.css';

type Read = Extract<ReadReview, { outcome: 'read' }>;

const SHOWN = 8;
const WIDTH = 620;

const close = () => useEvidenceDialogs.setState({ review: null });
const stay = () => {};

/** `Nora, root and 2 others` */
export function personsText(persons: readonly string[]): string {
  const NAMED = 3;
  const named = persons.slice(0, NAMED).map(signedName);
  const more = persons.length - named.length;
  const all = more > 0 ? [...named, count(more, 'other')] : named;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** A reviewer's file: who says what on which request, then the act, then what came of it. */
export function MergeDialog({ review }: { review: Exclude<ReadReview, { outcome: 'cancelled' }> }) {
  const [merged, setMerged] = useState<Merged | null>(null);
  if (review.outcome === 'refused') {
    return (
      <Dialog focusInside onClose={close} title="This review is refused">
        <Notice tone="danger" loud title={review.file}>
          <p>{review.problem}</p>
        </Notice>
        <Foot />
      </Dialog>
    );
  }
  if (merged) return <MergedDialog merged={merged} />;
  return <ToMerge review={review} onMerged={setMerged} />;
}

function ToMerge({ review, onMerged }: { review: Read; onMerged: (merged: Merged) => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { file, madeAt, persons, fresh, known, requests, left } = review;
  const shown = requests.reduce((sum, { remarks }) => sum + remarks.length, 0);

  async function merge() {
    setBusy(true);
    const answer = await call('evidence.merge-review', null);
    setBusy(false);
    if (answer.ok) onMerged(answer.value);
    else setFailure(answer.failure);
  }

  return (
    <Dialog
      focusInside
      // Once it is being merged it can't be called off: what came of it is said here.
      onClose={busy ? stay : close}
      width={WIDTH}
      title={titleOf(fresh, known, left.length, persons)}
    >
      <p className="muted">
        {file}, saved <TimeText at={madeAt} />
        {known > 0 &&
          `; ${count(known, 'remark')} of it ${known === 1 ? 'is' : 'are'} here already`}
        .{fresh > 0 && ' What is merged stays in the record, and can’t be taken out again.'}
      </p>
      {requests.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul className="review-file" aria-label="What the review says" tabIndex={0}>
          {requests.map(({ requestId, name, remarks }) => (
            <li key={requestId}>
              <h3 title={requestId}>{name}</h3>
              <ul>
                {remarks.map(({ what, by, at, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: what a file says never moves
                  <li key={index}>
                    <p>
                      <b>{signedName(by)}</b> · {what} <TimeText at={at} />
                    </p>
                    {text !== null && <NoteText text={text} />}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {shown < fresh && <p className="muted">And {count(fresh - shown, 'remark')} more.</p>}
      <LeftOut left={left} />
      {failure && <FailureBanner failure={failure} />}
      {fresh === 0 ? (
        <Foot />
      ) : (
        <div className="evidence-foot">
          <Button disabled={busy} onClick={close}>
            Cancel
          </Button>
          <Button kind="primary" busy={busy} data-autofocus onClick={() => void merge()}>
            Merge {count(fresh, 'remark')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** That nothing is new is said only where it is here already, and not where its requests are not. */
export function titleOf(fresh: number, known: number, left: number, persons: readonly string[]) {
  if (fresh > 0) return `A review by ${personsText(persons)}`;
  return known === 0 && left > 0
    ? 'Nothing of this review can be put on record here'
    : 'Nothing in this review is new';
}

function MergedDialog({ merged }: { merged: Merged }) {
  const { added, persons, requests, left, file } = merged;
  const open = (id: RequestId) => {
    close();
    go({ screen: 'requests', id });
  };
  return (
    <Dialog focusInside onClose={close} title="Review merged" width={WIDTH}>
      <p>
        {added === 0
          ? `Nothing was new in ${file}.`
          : `${count(added, 'remark')} by ${personsText(persons)} put on record, from ${file}.`}
      </p>
      {requests.length > 0 && (
        <ul className="evidence-list">
          {requests.slice(0, SHOWN).map(({ requestId, name, added: its }) => (
            <li key={requestId}>
              <LinkButton onClick={() => open(requestId)}>{name}</LinkButton>:{' '}
              {count(its, 'remark')}
            </li>
          ))}
          {requests.length > SHOWN && <li>and {count(requests.length - SHOWN, 'request')} more</li>}
        </ul>
      )}
      <LeftOut left={left} />
      <Foot />
    </Dialog>
  );
}

function Foot() {
  return (
    <div className="evidence-foot">
      <Button kind="primary" onClick={close} data-autofocus>
        Close
      </Button>
    </div>
  );
}

function LeftOut({ left }: { left: Merged['left'] }) {
  if (left.length === 0) return null;
  const ids = new Set(left.map(({ requestId }) => requestId));
  return (
    <Notice tone="warning" title={`Left out of ${count(ids.size, 'request')}`}>
      <ul className="evidence-list">
        {left.slice(0, SHOWN).map(({ requestId, why }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was left out never moves
          <li key={index}>
            <span className="mono" title={requestId}>
              {shortId(requestId)}
            </span>
            : {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
