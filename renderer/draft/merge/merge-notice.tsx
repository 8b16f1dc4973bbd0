import type { Draft } from '../../../shared/draft.ts';
import { count } from '../../../shared/words.ts';
import { go } from '../../shell/route-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { draftStore } from '../drafts.ts';
import { nounOf, waiting } from './merge-words.ts';
import type { Merger } from './use-merge.ts';

/** A deletion of what is gone: nothing was typed, so it is not asked about. */
async function discard({ id }: Draft): Promise<void> {
  const result = await draftStore.getState().discard(id);
  if (result.ok) go({ screen: 'drafts' }, { replace: true });
}

type MergeNoticeProps = {
  draft: Draft;
  merger: Merger;
  /** The Changes tab is on screen: it says the rest itself. */
  isOnChanges: boolean;
  onChanges: () => void;
  readOnly: boolean;
};

/** On top of a draft whose object is not as it was: what is so, and where to go. */
export function MergeNotice({ draft, merger, isOnChanges, onChanges, readOnly }: MergeNoticeProps) {
  const { standing, operation } = draft;
  const noun = nounOf(draft.kind);
  const left = waiting(draft);
  if (standing?.state === 'gone') {
    const isDelete = operation === 'delete';
    return (
      <Notice
        tone="warning"
        title={`The ${noun} was deleted on the manager`}
        actions={
          !readOnly && (
            <Button
              size="small"
              busy={merger.busy === 'other'}
              onClick={() => void (isDelete ? discard(draft) : merger.makeNew())}
            >
              {isDelete ? 'Discard the draft' : `Make it a new ${noun}`}
            </Button>
          )
        }
      >
        <p>
          {standing.readAt !== null && (
            <>
              It was not there any more when the inventory was read{' '}
              <TimeText at={standing.readAt} />.{' '}
            </>
          )}
          {isDelete
            ? 'There is nothing left to delete.'
            : 'What you typed is safe: make a new one of it, which gets an id of its own, or discard the draft.'}
        </p>
      </Notice>
    );
  }
  if (isOnChanges || operation === 'delete') return null;
  if (left !== null) {
    return (
      <Notice
        tone="warning"
        title={
          left === 0
            ? 'The merge with somebody else’s change is not finished'
            : `${count(left, 'field')} ${left === 1 ? 'waits' : 'wait'} to be chosen before this can be sent`
        }
        actions={<LinkButton onClick={onChanges}>Choose</LinkButton>}
      >
        <p>Somebody else changed the same. What stands here is yours; it stays until you choose.</p>
      </Notice>
    );
  }
  if (standing?.state !== 'moved') return null;
  return (
    <Notice
      tone="warning"
      title={`${standing.by ?? 'Somebody else'} changed this ${noun} since the draft was made`}
      actions={<LinkButton onClick={onChanges}>See what changed</LinkButton>}
    >
      <p>
        It is revision {String(standing.revision ?? '?')} now. Merge it under Changes; then this can
        be sent.
      </p>
    </Notice>
  );
}
