import { useEffect, useMemo, useRef } from 'react';
import type { Draft } from '../../../shared/draft.ts';
import type { Merging } from '../../../shared/merge-record.ts';
import { sidesOf } from '../../../shared/merging.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { Copy } from '../lookup.ts';
import { ConflictChoice } from './conflict-choice.tsx';
import { conflictTitle, mergeOf, nounOf, progressWords, whoOf } from './merge-words.ts';
import { MergedFields } from './merged-fields.tsx';
import type { Merger } from './use-merge.ts';

type MergeViewProps = {
  draft: Draft;
  merging: Merging;
  copy: Copy;
  merger: Merger;
  readOnly: boolean;
};

/** Somebody else changed the same fields: they are chosen on here, one by one, and the last one makes the merge. */
export function MergeView({ draft, merging, copy, merger, readOnly }: MergeViewProps) {
  const { theirs, theirsReadAt, choices } = merging;
  const { fields, conflicts, chosen } = useMemo(
    () => mergeOf(draft, theirs, choices),
    [draft, theirs, choices],
  );
  const sides = sidesOf(chosen);
  const who = whoOf(theirs);
  const left = conflicts.length - chosen.length;
  const isAll = left === 0;
  const hasMovedOn = draft.standing?.state === 'moved';
  const title = useRef<HTMLHeadingElement>(null);

  // The button that led here is gone.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);

  return (
    <section className="merge" aria-labelledby="merge-title">
      <header className="merge-head">
        <div>
          <h2 id="merge-title" ref={title} tabIndex={-1}>
            {conflictTitle(who, conflicts.length)}
          </h2>
          <p className="muted">
            Choose whose stands. Nothing is sent before, and nothing of yours is lost. Revision{' '}
            {String(theirs._revision ?? '?')} of the {nounOf(draft.kind)} was read at{' '}
            <TimeText at={theirsReadAt} form="clock" />.
          </p>
        </div>
        {conflicts.length > 0 && (
          <div className="merge-progress" role="status">
            <b>{progressWords(chosen.length, conflicts.length)}</b>
            <progress aria-hidden max={conflicts.length} value={chosen.length} />
          </div>
        )}
      </header>
      {hasMovedOn && (
        <p className="merge-again">
          It was changed once more since.{' '}
          <Button
            size="small"
            busy={merger.busy === 'copy'}
            onClick={() => void merger.merge('copy')}
          >
            Compare with revision{' '}
            {String(draft.standing?.state === 'moved' ? draft.standing.revision : '')}
          </Button>
        </p>
      )}
      {draft.text !== null && (
        <p className="merge-again">Mend the JSON first: what can’t be read can’t be merged.</p>
      )}
      {conflicts.map((conflict) => (
        <ConflictChoice
          key={conflict.label}
          conflict={conflict}
          chosen={sides[conflict.label] ?? null}
          onChoose={(side) => void merger.choose(conflict.label, side)}
          baseRevision={draft.base?._revision}
          copy={copy}
          disabled={readOnly || draft.text !== null}
        />
      ))}
      {isAll && (
        <p>
          <Button
            kind="primary"
            busy={merger.busy === 'copy'}
            onClick={() => void merger.merge('copy')}
          >
            Finish the merge
          </Button>
        </p>
      )}
      {fields.length > 0 && (
        <Card title="Merged by itself" note="touches nothing of the other side" padded={false}>
          <MergedFields fields={fields} who={who} copy={copy} />
        </Card>
      )}
    </section>
  );
}
