import type { Entity } from '../../shared/inventory.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { JsonView } from '../draft/json-view.tsx';
import type { Copy } from '../draft/lookup.ts';
import { entitiesOf, entityOf, gatewayOf, referenceId } from '../draft/lookup.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card, Facts } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Page } from '../ui/page.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { describeEntity } from './describe.ts';
import { EntityActs, EntityNotices, isEntityKind, useEntityActs } from './entity-acts.tsx';

type EntityDetailProps = {
  entity: Entity;
  copy: Copy;
  view: ManagerView;
  onOpen: (session: Entity) => void;
};

/** Another kind than a session, to read: what it is, who uses it, its JSON. */
export function EntityDetail({ entity, copy, view, onOpen }: EntityDetailProps) {
  const acts = useEntityActs(entity);
  const { body } = entity;
  const users = usedBy(copy, entity);
  const described = describeEntity(copy, entity);
  return (
    <Page
      title={entity.name}
      note={`${capital(KIND_NAME[entity.kind])}${described ? `: ${described}` : ''}${isEntityKind(entity.kind) ? '' : '. Read here, for what names it'}.`}
      wide
      actions={
        view.manager.readOnly || !isEntityKind(entity.kind) ? undefined : (
          <EntityActs entity={entity} view={view} acts={acts} />
        )
      }
    >
      <EntityNotices entity={entity} view={view} acts={acts} />
      <Facts
        facts={[
          { label: 'Id', value: <MonoId id={entity.id} what="id" /> },
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
          { label: 'System-owned', value: body._system_owned === true ? 'yes' : 'no' },
        ]}
      />
      {users && (
        <Card
          title="Used by"
          note={
            users.length === 0
              ? 'no session of this copy'
              : `a change here touches ${users.length === 1 ? '1 session' : `${users.length} sessions`}`
          }
          padded={false}
        >
          {users.length > 0 && (
            <ul className="used-by">
              {users.map((session) => (
                <li key={session.id}>
                  <LinkButton onClick={() => onOpen(session)}>{session.name}</LinkButton>{' '}
                  <span className="mono muted">{describeEntity(copy, session)}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
      <Card title="JSON" note="as it was read; secrets are replaced" padded={false}>
        <JsonView value={body} label={`${entity.name} as JSON`} />
      </Card>
    </Page>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const names = (ids: unknown, { id }: Entity) => Array.isArray(ids) && ids.includes(id);

/** The sessions that stand on an entity; null for kinds where that can't be said from the copy. */
function usedBy(copy: Copy, entity: Entity): Entity[] | null {
  const uses = (session: Entity): boolean => {
    const local = entityOf(copy, 'local-endpoints', session.body.local_endpoint_id);
    const peer = entityOf(copy, 'peer-endpoints', session.body.peer_endpoint_id);
    const service = entityOf(copy, 'services', referenceId(local?.body.ipsec_vpn_service_id));
    switch (entity.kind) {
      case 'local-endpoints':
        return local?.id === entity.id;
      case 'peer-endpoints':
        return peer?.id === entity.id;
      case 'services':
        return service?.id === entity.id;
      case 'ike-profiles':
        return peer?.body.ike_profile_id === entity.id;
      case 'tunnel-profiles':
        return peer?.body.ipsec_tunnel_profile_id === entity.id;
      case 'dpd-profiles':
        return peer?.body.dpd_profile_id === entity.id;
      case 'logical-routers':
        return gatewayOf(copy, service)?.id === entity.id;
      case 'certificates':
        return local?.body.certificate_id === entity.id || names(local?.body.trust_ca_ids, entity);
      case 'crls':
        return names(local?.body.trust_crl_ids, entity);
      case 'sessions':
      case 'transport-nodes':
        return false;
    }
  };
  if (entity.kind === 'transport-nodes') return null;
  return entitiesOf(copy, 'sessions').filter(uses);
}
