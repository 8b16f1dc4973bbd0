import type { Entity } from '../../shared/inventory.ts';
import { OPERATION_WORD } from '../draft/draft-names.ts';
import { useDrafts } from '../draft/drafts.ts';
import { useRequestsOf } from '../draft/use-requests.ts';
import { RequestRow } from '../history/request-row.tsx';
import { go } from '../shell/route-store.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';

const REQUESTS_SHOWN = 6;

/** The drafts of an object that are open, each with the way to go on. */
export function DraftNotices({ entity }: { entity: Entity }) {
  const byId = useDrafts((state) => state.drafts);
  const drafts = Object.values(byId).filter(
    (draft) => draft.managerId === entity.managerId && draft.entityId === entity.id,
  );
  return drafts.map((draft) => (
    <Notice
      key={draft.id}
      tone="info"
      title={
        entity.kind === 'sessions'
          ? `${OPERATION_WORD[draft.operation]}: a draft is open`
          : `A draft that would ${draft.operation === 'delete' ? 'delete' : 'change'} it is open`
      }
      actions={
        <Button size="small" onClick={() => go({ screen: 'drafts', id: draft.id })}>
          Go on with it
        </Button>
      }
    >
      <p>
        Saved <TimeText at={draft.savedAt} />; nothing of it has been sent.
      </p>
    </Notice>
  ));
}

/** What was sent about an object from here, newest first. */
export function RequestsCard({ entity }: { entity: Entity }) {
  const requests = useRequestsOf(entity.managerId, entity.id);
  return (
    <Card
      title="Requests"
      note={requests.length === 0 ? 'none was sent from here' : `${requests.length} sent from here`}
      padded={false}
      actions={
        requests.length > REQUESTS_SHOWN && (
          <LinkButton onClick={() => go({ screen: 'requests' })}>All requests</LinkButton>
        )
      }
    >
      {requests.length > 0 && (
        <ul className="session-requests">
          {requests.slice(0, REQUESTS_SHOWN).map((summary) => (
            <li key={summary.request.id}>
              <button
                type="button"
                onClick={() => go({ screen: 'requests', id: summary.request.id })}
              >
                <RequestRow summary={summary} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
