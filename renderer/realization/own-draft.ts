import type { Draft } from '../../shared/draft.ts';
import type { Request } from '../../shared/request.ts';
import { useDrafts } from '../draft/drafts.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { useIsSaved } from '../manager/manager-store.ts';

/** Where what was asked for can be taken up again: in the draft it was sent from, in a new one, or not here. */
export type OwnDraft = 'there' | 'new' | 'none';

/** What is known here of drafts and managers. */
type Here = {
  drafts: Readonly<Record<string, Draft>>;
  isReviewing: boolean;
  /** The request's manager has an entry: only then can a draft be made for it. */
  isSaved: boolean;
};

/** The draft may be discarded, of another's computer, or of data that was not restored: only what is there is named. */
export function ownDraftOf({ draftId, method }: Request, here: Here): OwnDraft {
  if (here.isReviewing) return 'none';
  if (draftId !== null && here.drafts[draftId] !== undefined) return 'there';
  // A new draft of a DELETE would be a change.
  return here.isSaved && method !== 'DELETE' ? 'new' : 'none';
}

/** The same, as it is now: it changes when the draft is discarded. */
export function useOwnDraft(request: Request): OwnDraft {
  const isReviewing = useIsReviewing();
  const isSaved = useIsSaved(request.managerId);
  return useDrafts(({ drafts }) => ownDraftOf(request, { drafts, isReviewing, isSaved }));
}
