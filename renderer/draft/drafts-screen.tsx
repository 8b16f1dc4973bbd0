import { useEffect } from 'react';
import { useManager } from '../manager/manager-store.ts';
import { NewSessionPage } from '../plan/new-session-page.tsx';
import { PlanPage } from '../plan/plan-page.tsx';
import { NEW_SESSION, planInRoute } from '../plan/plan-routes.ts';
import { go, useRouteId } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureState } from '../ui/failure.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import './changes.css';
import './draft.css';
import './rules.css';
import { DraftPage } from './draft-page.tsx';
import { draftStore, startDrafts, useDraft, useDrafts } from './drafts.ts';
import { DraftsList } from './drafts-list.tsx';

/** The drafts: all of them, or the one that is being edited. */
export function DraftsScreen() {
  useEffect(() => void startDrafts(), []);
  const id = useRouteId('drafts');
  const draft = useDraft(id);
  const view = useManager(draft?.managerId ?? null);
  const phase = useDrafts((state) => state.phase);
  const failure = useDrafts((state) => state.failure);

  const planId = planInRoute(id);
  if (planId !== null) return <PlanPage key={planId} id={planId} />;
  if (id === NEW_SESSION) return <NewSessionPage />;
  if (failure) {
    return (
      <FailureState
        failure={failure}
        action={<Button onClick={() => void draftStore.getState().load()}>Try again</Button>}
      />
    );
  }
  if (draft && view) return <DraftPage key={draft.id} draft={draft} view={view} />;
  if (phase !== 'ready') return <LoadingState label="Loading the drafts" />;
  if (id) {
    return (
      <EmptyState
        title="This draft is not there any more"
        action={
          <Button onClick={() => go({ screen: 'drafts' }, { replace: true })}>All drafts</Button>
        }
      >
        It was sent or discarded. What was sent is kept under Requests.
      </EmptyState>
    );
  }
  return <DraftsList />;
}
