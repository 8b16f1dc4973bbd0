import type { Entity, EntityDetails } from '../../shared/inventory.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { JsonView } from '../draft/json-view.tsx';
import type { Copy } from '../draft/lookup.ts';
import { lockOf } from '../draft/lookup.ts';
import { Card } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Page } from '../ui/page.tsx';
import { describeEntity } from './describe.ts';
import { EntityActs, EntityNotices, isEntityKind, useEntityActs } from './entity-acts.tsx';
import { RequestsCard } from './entity-record.tsx';
import { FieldsCard } from './fields-card.tsx';
import { LinksCard } from './links-card.tsx';

type EntityDetailProps = {
  entity: Entity;
  details: EntityDetails;
  copy: Copy;
  view: ManagerView;
  onOpen: (id: string) => void;
  onSearch: (typed: string) => void;
};

/** Another kind than a session, to read: who uses it and what it uses, its fields, what was sent, its JSON. */
export function EntityDetail(props: EntityDetailProps) {
  const { entity, details, copy, view, onOpen, onSearch } = props;
  const acts = useEntityActs(entity);
  const { body } = entity;
  const described = describeEntity(copy, entity);
  const lock = lockOf(body);
  return (
    <Page
      title={entity.name}
      note={
        <>
          {`${capital(KIND_NAME[entity.kind])}${described ? `: ${described}` : ''}. ${lock ? `${lock.title}. ` : ''}`}
          <MonoId id={entity.id} what="id" />
        </>
      }
      wide
      actions={
        view.manager.readOnly || !isEntityKind(entity.kind) ? undefined : (
          <EntityActs entity={entity} view={view} acts={acts} />
        )
      }
    >
      <EntityNotices entity={entity} view={view} acts={acts} />
      <LinksCard details={details} onOpen={onOpen} onSearch={onSearch} />
      <FieldsCard entity={entity} uses={details.uses} onOpen={onOpen} />
      <RequestsCard entity={entity} />
      <Card title="JSON" note="as it was read; secrets are replaced" padded={false}>
        <JsonView value={body} label={`${entity.name} as JSON`} />
      </Card>
    </Page>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
