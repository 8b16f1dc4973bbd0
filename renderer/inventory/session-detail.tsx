import type { Entity, EntityDetails } from '../../shared/inventory.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import { JsonView } from '../draft/json-view.tsx';
import type { Copy } from '../draft/lookup.ts';
import { entityOf, lockOf, textField } from '../draft/lookup.ts';
import { Badge, Tag } from '../ui/badge.tsx';
import { Card, Facts } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Page } from '../ui/page.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { EntityActs, EntityNotices, useEntityActs } from './entity-acts.tsx';
import { RequestsCard } from './entity-record.tsx';
import { FieldsCard } from './fields-card.tsx';
import { LinksCard } from './links-card.tsx';
import { EndsCard, ProfilesCard, TrafficCard } from './session-summary.tsx';

/** One session: what a person wants to know of it, and what can be done. */
export function SessionDetail({
  session,
  details,
  copy,
  view,
  onOpen,
  onSearch,
}: {
  session: Entity;
  details: EntityDetails;
  copy: Copy;
  view: ManagerView;
  onOpen: (id: string) => void;
  onSearch: (typed: string) => void;
}) {
  const acts = useEntityActs(session);
  const { body } = session;

  return (
    <Page
      title={session.name}
      note={
        <>
          {sentence(session, copy)} <MonoId id={session.id} what="session id" />
        </>
      }
      wide
      actions={
        view.manager.readOnly ? undefined : <EntityActs entity={session} view={view} acts={acts} />
      }
    >
      <EntityNotices entity={session} view={view} acts={acts} />
      <Facts
        facts={[
          {
            label: 'State',
            value:
              body.enabled === false ? (
                <Badge tone="neutral">disabled</Badge>
              ) : (
                <Badge tone="ok">enabled</Badge>
              ),
          },
          { label: 'Revision', value: String(body._revision ?? '?') },
          {
            label: 'Last modified',
            value:
              typeof body._last_modified_time === 'number' ? (
                <TimeText at={body._last_modified_time} />
              ) : (
                'not said'
              ),
          },
          { label: 'By', value: textField(body, '_last_modified_user') ?? 'not said' },
          { label: 'Protection', value: lockOf(body) ? 'locked' : 'can be edited' },
        ]}
      />
      <EndsCard session={session} copy={copy} />
      <TrafficCard session={session} />
      <ProfilesCard session={session} copy={copy} sharing={details.sharing} />
      <Tags body={body} />
      <LinksCard details={details} onOpen={onOpen} onSearch={onSearch} />
      <RequestsCard entity={session} />
      <FieldsCard entity={session} uses={details.uses} onOpen={onOpen} />
      <Card title="JSON" note="as it was read; secrets are never in it" padded={false}>
        <JsonView value={body} label={`${session.name} as JSON`} />
      </Card>
    </Page>
  );
}

function sentence(session: Entity, copy: Copy): string {
  const { body } = session;
  const peer = entityOf(copy, 'peer-endpoints', body.peer_endpoint_id);
  const to = peer ? ` to ${textField(peer.body, 'peer_address') ?? peer.name}` : '';
  const description = textField(body, 'description');
  const tunnels = tunnelsOf(body);
  const shape =
    body.resource_type === ROUTE_BASED
      ? `Route-based session${to}`
      : `Policy-based session${to}, ${tunnels === 1 ? '1 tunnel' : `${tunnels} tunnels`}`;
  return description ? `${shape}. ${description}` : `${shape}.`;
}

function Tags({ body }: { body: JsonObject }) {
  const tags = Array.isArray(body.tags) ? body.tags.filter(isObject) : [];
  if (tags.length === 0) return null;
  return (
    <div className="session-tags">
      <span className="muted small">Tags</span>
      {tags.map((tag) => (
        <Tag key={`${String(tag.scope)}|${String(tag.tag)}`}>
          {tag.scope ? `${String(tag.scope)}: ` : ''}
          {String(tag.tag ?? '')}
        </Tag>
      ))}
    </div>
  );
}
