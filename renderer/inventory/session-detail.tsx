import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { Operation } from '../../shared/draft.ts';
import type { Entity, EntityDetails } from '../../shared/inventory.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { asNewEntity } from '../../shared/nsx/as-new.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import type { Failure } from '../../shared/result.ts';
import { draftStore } from '../draft/drafts.ts';
import { JsonView } from '../draft/json-view.tsx';
import type { Copy } from '../draft/lookup.ts';
import { entityOf, lockOf, textField } from '../draft/lookup.ts';
import { go } from '../shell/route-store.ts';
import { Badge, Tag } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Facts } from '../ui/card.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Page } from '../ui/page.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { DraftNotices, RequestsCard } from './entity-record.tsx';
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
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const { body } = session;
  const lock = lockOf(body);
  const readOnly = view.manager.readOnly;
  const no = readOnly
    ? `${view.manager.name} is read-only here: nothing is sent to it`
    : lock?.reason;

  async function begin(act: string, operation: Operation, start: JsonObject | null) {
    setBusy(act);
    setFailure(null);
    const result = await draftStore.getState().create({
      managerId: session.managerId,
      kind: 'sessions',
      operation,
      entityId: operation === 'create' ? null : session.id,
      body: start,
    });
    setBusy(null);
    if (result.ok) go({ screen: 'drafts', id: result.value.id });
    else setFailure(result.failure);
  }

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
        readOnly ? undefined : (
          <>
            <Button
              kind="primary"
              busy={busy === 'edit'}
              disabled={no !== undefined}
              why={no}
              onClick={() => void begin('edit', 'change', null)}
            >
              Edit
            </Button>
            <Button
              busy={busy === 'copy'}
              onClick={() =>
                void begin('copy', 'create', asNewEntity('sessions', body, `${session.name} copy`))
              }
            >
              Copy as a new one
            </Button>
            <Button
              busy={busy === 'delete'}
              disabled={no !== undefined}
              why={no}
              onClick={() => void begin('delete', 'delete', null)}
            >
              Delete…
            </Button>
          </>
        )
      }
    >
      {failure && <FailureBanner failure={failure} />}
      {readOnly && (
        <Notice tone="neutral" title={`${view.manager.name} is read-only here`}>
          <p>
            It was marked so in Spanwatch: sessions can be read and compared, not edited or sent.
          </p>
        </Notice>
      )}
      {!readOnly && lock && (
        <Notice tone="neutral" icon={<IconLock size={18} aria-hidden />} title={lock.title}>
          <p>{lock.reason}</p>
        </Notice>
      )}
      <DraftNotices entity={session} />
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
          { label: 'Protection', value: lock ? 'locked' : 'can be edited' },
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
