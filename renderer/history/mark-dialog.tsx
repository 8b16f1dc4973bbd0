import { useEffect, useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import type { ReviewMark } from '../../shared/request.ts';
import { count, MARK_WORDS } from '../../shared/words.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { doneWords, type MarksThere, markMany, marksThere, sayDone } from './many.ts';
import { useKnownSigner } from './signed-as.tsx';
import { useRun } from './use-run.ts';

/** What a mark on several stands over: of the person who puts it and, worse, of others. */
export function overWords({ own, others, same, who }: MarksThere): string | null {
  const parts = [
    others > 0 && `${count(others, 'mark')} of others (${who.join(', ')})`,
    own > 0 && `${count(own, 'mark')} of your own`,
  ].filter(Boolean);
  const over = parts.length > 0 ? `It will stand over ${parts.join(' and ')}.` : null;
  const already =
    same > 0 ? `${count(same, 'request')} ${same === 1 ? 'has' : 'have'} it already.` : null;
  return [over, already].filter(Boolean).join(' ') || null;
}

/** Asks before one mark is put on several requests: each is on record for ever, over what others have said. */
export function MarkDialog({
  ids,
  mark,
  onClose,
}: {
  ids: readonly RequestId[];
  mark: ReviewMark | null;
  onClose: () => void;
}) {
  const by = useKnownSigner();
  const [there, setThere] = useState<MarksThere | null>(null);
  const { done, failure, setFailure, run, stop } = useRun();
  const requests = count(ids.length, 'request');
  // biome-ignore lint/correctness/useExhaustiveDependencies: those that were chosen when it was opened
  useEffect(() => {
    if (by === null) return;
    void marksThere(ids, mark, by).then((answer) => {
      if (answer.ok) setThere(answer.value);
      else setFailure(answer.failure);
    });
  }, [by]);

  async function put() {
    const outcome = await run((goesOn) => markMany(ids, mark, goesOn, by));
    if (!outcome) return;
    onClose();
    const those = doneWords(outcome.done, ids.length);
    const title = mark ? `${those}: ${MARK_WORDS[mark]}` : `No mark on ${those}`;
    sayDone(title, undefined, outcome, leftWords(there?.others ?? 0, mark));
  }

  const over = there && overWords(there);
  return (
    <ConfirmDialog
      open
      // What is on record by then stays: it is said, with the way to take it back.
      onClose={done === null ? onClose : stop}
      cancel={done === null ? 'Cancel' : 'Stop'}
      title={mark ? `Mark ${requests} as ${MARK_WORDS[mark]}?` : `Take the mark off ${requests}?`}
      confirm={mark ? `Mark as ${MARK_WORDS[mark]}` : 'Take the marks off'}
      busy={done !== null}
      blocked={there === null && failure === null ? 'Their marks are being read' : undefined}
      onConfirm={() => void put()}
      remark={done === null ? undefined : `${done} of ${ids.length}`}
    >
      <p className="muted">Each goes on record with {by ? `your name, ${by}` : 'no name'}.</p>
      {over && <p role="status">{over}</p>}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}

/** Another person's mark is not given again in one's own name: where one was put over it there is none now. */
export function leftWords(others: number, mark: ReviewMark | null): string | undefined {
  if (others === 0) return undefined;
  const those = others === 1 ? 'a mark' : `${others} marks`;
  return mark === null
    ? `Not where ${those} of others stood: only they can give it again`
    : `Where ${those} of others stood there is none now: only they can give it again`;
}
