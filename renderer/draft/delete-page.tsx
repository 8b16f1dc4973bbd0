import type { Draft } from '../../shared/draft.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import { Pairs } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { DeleteOther } from './delete-other.tsx';
import type { Copy } from './lookup.ts';
import { describeLocal, describePeer, entityOf, gatewayOf, serviceOf } from './lookup.ts';

/** What a DELETE takes away, and what stays. Calm: the act itself stands in the side panel. */
export function DeletePage({ draft, copy }: { draft: Draft; copy: Copy }) {
  return draft.kind === 'sessions' ? (
    <DeleteSession draft={draft} copy={copy} />
  ) : (
    <DeleteOther draft={draft} copy={copy} />
  );
}

function DeleteSession({ draft, copy }: { draft: Draft; copy: Copy }) {
  const body = draft.base ?? draft.body;
  const local = entityOf(copy, 'local-endpoints', body.local_endpoint_id);
  const peer = entityOf(copy, 'peer-endpoints', body.peer_endpoint_id);
  const service = serviceOf(copy, body);
  const gateway = gatewayOf(copy, service);
  const tunnels = tunnelsOf(body);
  const routeBased = body.resource_type === ROUTE_BASED;
  return (
    <div className="delete-page">
      <Notice
        tone="warning"
        title="Traffic of this session stops as soon as the edge nodes have realized it"
      >
        <p>
          {routeBased
            ? 'The tunnel port and its routes go with it.'
            : `${tunnels} ${tunnels === 1 ? 'tunnel goes' : 'tunnels go'} down.`}{' '}
          There is no undo on the manager; “Restore as draft” on the request makes a draft of what
          was deleted, to be sent as a new session.
        </p>
      </Notice>
      <section className="section">
        <h2>What will be deleted</h2>
        <div className="card">
          <Pairs
            facts={[
              { label: 'Session', value: String(body.display_name ?? '') || 'without a name' },
              {
                label: 'Id',
                value: draft.entityId ? (
                  <MonoId id={draft.entityId} what="session id" whole />
                ) : (
                  '?'
                ),
              },
              { label: 'Type', value: routeBased ? 'route-based' : 'policy-based' },
              {
                label: 'From',
                value: local
                  ? `${local.name} · ${describeLocal(copy, local)}`
                  : String(body.local_endpoint_id ?? '?'),
              },
              {
                label: 'To',
                value: peer
                  ? `${peer.name} · ${describePeer(peer)}`
                  : String(body.peer_endpoint_id ?? '?'),
              },
              {
                label: 'Runs on',
                value: service
                  ? `${service.name}${gateway ? ` · ${gateway.name}` : ''}`
                  : 'not in the inventory',
              },
              { label: 'Revision', value: String(body._revision ?? '?') },
              ...(draft.baseReadAt
                ? [{ label: 'As of', value: <TimeText at={draft.baseReadAt} /> }]
                : []),
            ]}
          />
        </div>
      </section>
      <section className="section">
        <h2>What stays</h2>
        <p className="muted">
          The local endpoint, the peer endpoint with its profiles, and the VPN service stay as they
          are; other sessions may use them.
        </p>
      </section>
    </div>
  );
}
