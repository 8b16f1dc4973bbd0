import type { Draft } from '../../shared/draft.ts';
import { LinkButton } from '../ui/button.tsx';
import { useNow } from '../ui/clock.ts';
import { FailureText } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { relative } from '../ui/time.ts';
import { draftStore, useSaveState } from './drafts.ts';

/** "saved 2 s ago": there is no Save button, so this is always on screen. */
export function SavedText({ draft }: { draft: Draft }) {
  const save = useSaveState(draft.id);
  const now = useNow();
  if (save?.phase === 'failed') return <span className="draft-unsaved">not saved</span>;
  if (save?.phase === 'saving') return <>saving…</>;
  return <>saved {relative(draft.savedAt, now)}</>;
}

/** Loud: what is typed is only on the screen. */
export function NotSaved({ draft }: { draft: Draft }) {
  const save = useSaveState(draft.id);
  if (save?.phase !== 'failed') return null;
  return (
    <Notice
      tone="danger"
      loud
      title="What you type is not being saved"
      actions={
        <LinkButton onClick={() => draftStore.getState().retrySave(draft.id)}>Try now</LinkButton>
      }
    >
      <p>
        It is still here as long as this window is open, and is tried again every 2 seconds.{' '}
        <FailureText failure={save.failure} />
      </p>
    </Notice>
  );
}
