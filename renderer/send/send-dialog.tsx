import { useMemo, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { METHOD_OF } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { isOverridden } from '../../shared/nsx/protection.ts';
import type { Failure } from '../../shared/result.ts';
import { isTypedName } from '../../shared/typed-name.ts';
import { call } from '../bridge.ts';
import { kindWord } from '../draft/draft-names.ts';
import { draftStore } from '../draft/drafts.ts';
import { sentFieldChanges } from '../draft/field-changes.ts';
import type { CardLine } from '../draft/preflight.ts';
import { go } from '../shell/route-store.ts';
import { Method } from '../ui/badge.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { SendAffected } from './send-affected.tsx';
import { SendChanges } from './send-changes.tsx';
import { createSendTicket } from './send-ticket.ts';
import { WheretoFacts } from './whereto-facts.tsx';
import './send.css';

const WIDTH = 560;

type SendDialogProps = {
  draft: Draft;
  view: ManagerView;
  lines: readonly CardLine[];
  /** Why it can't be sent after all (something changed while the dialog was open). */
  why: string | undefined;
  onClose: () => void;
};

/** The name that a DELETE asks for: as main has it (`electron/domain/send`). */
export function nameToType(draft: Draft): string {
  const name = (draft.base ?? draft.body).display_name;
  return typeof name === 'string' && name !== '' ? name : (draft.entityId ?? '');
}

/** The last look before the one write: which manager, which object, what changes. Mounted anew for every look. */
export function SendDialog({ draft, view, lines, why, onClose }: SendDialogProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id, operation } = draft;
  // One ticket for this look: the version that stands in the dialog is the one that is sent.
  const [confirmed] = useState(draft.version);
  const ticket = useMemo(
    () =>
      createSendTicket(confirmed, {
        flush: () => draftStore.getState().flush(id),
        send: (version, typedName) => call('send.draft', { draftId: id, version, typedName }),
      }),
    [id, confirmed],
  );

  const { manager } = view;
  const method = METHOD_OF[operation];
  const asked = nameToType(draft);
  const deleting = operation === 'delete';
  const name =
    operation !== 'create'
      ? asked
      : String(draft.body.display_name ?? '') || `a ${kindWord(draft.kind)} without a name`;
  const asks = lines.filter((line) => line.level === 'ask');
  const changes = sentFieldChanges(draft);
  const verb = { create: 'Create', change: 'Change', delete: 'Delete' }[operation];

  async function send() {
    setBusy(true);
    setFailure(null);
    const result = await ticket.use(deleting ? typed : null);
    if (result === null) return;
    if (result.ok) {
      onClose();
      go({ screen: 'requests', id: result.value.request.id });
      return;
    }
    setBusy(false);
    setFailure(result.failure);
  }

  const blocked =
    why ??
    (deleting && !isTypedName(asked, typed)
      ? `Type “${asked}” to say that you mean it`
      : undefined);

  return (
    <ConfirmDialog
      open
      onClose={() => {
        if (!busy) onClose();
      }}
      colour={manager.colour}
      width={WIDTH}
      title={`${verb} “${name}” on ${manager.name}?`}
      confirm={deleting ? 'Delete on the manager' : 'Send once'}
      danger={deleting}
      busy={busy}
      blocked={blocked}
      onConfirm={() => void send()}
      remark="Goes out once, is never repeated by itself."
    >
      <dl className="send-facts">
        <WheretoFacts manager={manager} />
        <dt>Object</dt>
        <dd>
          {KIND_NAME[draft.kind]} “{name}” {draft.entityId && <MonoId id={draft.entityId} />}
        </dd>
        <dt>Write</dt>
        <dd>
          <Method method={method} />{' '}
          <span className="mono muted">
            /api/v1/vpn/ipsec/{draft.kind}
            {draft.entityId ? `/${draft.entityId}` : ''}
          </span>
        </dd>
        {draft.override && isOverridden(draft.base, draft.override) && (
          <>
            <dt>Overrides</dt>
            <dd className="send-override">
              NSX’s protection: “{draft.override.owner ?? 'another principal'}” owns this object.
              Sent with <span className="mono">X-Allow-Overwrite: true</span>
            </dd>
          </>
        )}
        {draft.kind !== 'sessions' && (
          <>
            <dt>Sessions</dt>
            <dd>
              <SendAffected draftId={id} isNew={operation === 'create'} />
            </dd>
          </>
        )}
        {changes.length > 0 && (
          <>
            <dt>{`${operation === 'create' ? 'Fields' : 'Changes'} ${changes.length}`}</dt>
            <dd>
              <SendChanges
                changes={changes}
                managerId={manager.id}
                created={operation === 'create'}
              />
            </dd>
          </>
        )}
      </dl>
      {asks.length > 0 && (
        <div className="send-asks">
          <b>Look at this before</b>
          <ul>
            {asks.map((line) => (
              <li key={line.id}>
                {line.title}.{' '}
                <span className="muted">{line.detail.replace(/\.? ?Go to field$/, '')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {deleting && (
        <Field
          label={
            <span>
              Type <b>{asked}</b> to delete it
            </span>
          }
        >
          {(control) => (
            <div className="send-name">
              <TextInput
                {...control}
                data-autofocus
                value={typed}
                disabled={busy}
                onChange={(event) => setTyped(event.target.value)}
              />
              <CopyButton value={asked} what="the name" />
            </div>
          )}
        </Field>
      )}
      {why !== undefined && !busy && (
        <Notice tone="warning" loud title={`It can’t be sent any more: ${why}`}>
          <p>
            Nothing left this computer, and the draft is kept. Send comes back as soon as that does.
          </p>
        </Notice>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
