import type { Entity } from '../../shared/inventory.ts';
import { useRequestsOf } from '../draft/use-requests.ts';
import { openObjectHistory } from '../history/compare-routes.ts';
import { RequestRow } from '../history/request-row.tsx';
import { go } from '../shell/route-store.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';

const REQUESTS_SHOWN = 6;

/** What was sent about an object from here, newest first. */
export function RequestsCard({ entity }: { entity: Entity }) {
  const requests = useRequestsOf(entity.managerId, entity.id);
  return (
    <Card
      title="Requests"
      note={requests.length === 0 ? 'none was sent from here' : `${requests.length} sent from here`}
      padded={false}
      actions={
        requests.length > 0 && (
          <LinkButton onClick={() => openObjectHistory(entity.managerId, entity.id)}>
            History of this object
          </LinkButton>
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
