import { useMemo } from 'react';
import type { Draft } from '../../../shared/draft.ts';
import type { Entity } from '../../../shared/inventory.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { mergeOf, nounOf, previewWords, whoOf } from './merge-words.ts';
import type { Merger } from './use-merge.ts';

type MergeOfferProps = {
  draft: Draft;
  view: ManagerView;
  /** The object as the copy has it: another one than the draft was made from. */
  live: Entity;
  merger: Merger;
};

/** Somebody else changed the object: what merging would do, and the button for it, online and off. */
export function MergeOffer({ draft, view, live, merger }: MergeOfferProps) {
  const preview = useMemo(() => mergeOf(draft, live.body), [draft, live.body]);
  const isThere = view.link.state === 'reachable' || view.link.state === 'not-asked';
  const canMerge = draft.text === null && !view.manager.readOnly;
  return (
    <Notice
      tone="warning"
      title={`${whoOf(live.body)} changed this ${nounOf(draft.kind)} since the draft was made`}
      actions={
        canMerge && (
          <>
            {isThere && (
              <Button
                size="small"
                busy={merger.busy === 'manager'}
                onClick={() => void merger.merge('manager')}
              >
                Merge
              </Button>
            )}
            {(!isThere || merger.failure !== null) && (
              <Button
                size="small"
                busy={merger.busy === 'copy'}
                onClick={() => void merger.merge('copy')}
              >
                Merge with the copy
              </Button>
            )}
          </>
        )
      }
    >
      <p>
        {previewWords(preview.fields, preview.conflicts.length)}{' '}
        {isThere ? 'Read at' : `${view.manager.name} can’t be asked now; this is the copy, read at`}{' '}
        <TimeText at={live.readAt} form="clock" />.
      </p>
      {draft.text !== null && <p>Mend the JSON first: what can’t be read can’t be merged.</p>}
    </Notice>
  );
}
