import { IconActivity } from '@tabler/icons-react';
import { useEffect } from 'react';
import { RequestView } from '../realization/request-view.tsx';
import { useUsual } from '../realization/use-usual.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureState } from '../ui/failure.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { loadRequest, useHistoryStore, type RequestDetail as Whole } from './history-store.ts';

/** Moving through the list goes on for as long before the request in front is read, in ms. */
const MOVING_PAUSE = 40;

function Shown({ detail }: { detail: Whole }) {
  return <RequestView detail={detail} usual={useUsual(detail.summary)} />;
}

/** The request in front, whole. */
export function RequestDetail({
  id,
  isKnown,
  isNarrow,
}: {
  id: string | null;
  /** What is found is known. */
  isKnown: boolean;
  /** Only some of the requests are asked for: there may be others. */
  isNarrow: boolean;
}) {
  const detail = useHistoryStore((state) => (id ? (state.details[id] ?? null) : null));
  const failure = useHistoryStore((state) => (id ? (state.detailFailures[id] ?? null) : null));
  const missing = id !== null && detail === null && failure === null;
  useEffect(() => {
    if (!missing || !id) return;
    const timer = setTimeout(() => void loadRequest(id), MOVING_PAUSE);
    return () => clearTimeout(timer);
  }, [missing, id]);
  if (id === null && isNarrow) {
    return isKnown ? (
      <EmptyState title="No request to show" icon={<IconActivity size={22} />}>
        None is like what is searched and filtered for.
      </EmptyState>
    ) : null;
  }
  if (id === null) {
    return isKnown ? (
      <EmptyState
        title="No request to show"
        icon={<IconActivity size={22} />}
        action={
          <Button kind="primary" onClick={() => go({ screen: 'inventory' })}>
            Choose a session to change
          </Button>
        }
      >
        Edit a session, send the draft, and watch here how it reaches every transport node.
      </EmptyState>
    ) : null;
  }
  if (detail) return <Shown key={id} detail={detail} />;
  if (failure) {
    return (
      <FailureState
        failure={failure}
        action={<Button onClick={() => void loadRequest(id)}>Read again</Button>}
      />
    );
  }
  return <LoadingState label="Reading the request" />;
}
