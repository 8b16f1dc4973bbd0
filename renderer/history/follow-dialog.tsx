import { useState } from 'react';
import type { WriteMethod } from '../../shared/nsx/kinds.ts';
import { readPaste } from '../../shared/nsx/request-paste.ts';
import type { Failure } from '../../shared/result.ts';
import { shortId } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { EntityCombobox } from '../draft/entity-combobox.tsx';
import type { Copy } from '../draft/lookup.ts';
import { useEntity } from '../draft/use-entity-options.ts';
import { sortManagers, useManagerStore } from '../manager/manager-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { go } from '../shell/route-store.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, SelectInput, TextInput } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFollowDialog } from './follow-store.ts';
import './follow-dialog.css';

const WIDTH = 560;
/** Main is asked for the sessions: there may be thousands. */
const NO_COPY: Copy = {};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const METHODS: { value: WriteMethod; label: string }[] = [
  { value: 'PUT', label: 'PUT' },
  { value: 'POST', label: 'POST' },
  { value: 'DELETE', label: 'DELETE' },
];

/** Follows a request that curl, Postman or Terraform has sent: by manager, session and request id. */
export function FollowDialog() {
  const byId = useManagerStore((state) => state.byId);
  const managers = sortManagers(byId);
  const current = useSettings((state) => state.settings.currentManagerId);
  const close = () => useFollowDialog.setState({ open: false });
  const [managerId, setManagerId] = useState(current ?? managers[0]?.manager.id ?? '');
  const [requestId, setRequestId] = useState('');
  const [sessionId, setSessionId] = useState('');
  const [method, setMethod] = useState<WriteMethod>('PUT');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const view = managers.find(({ manager }) => manager.id === managerId);
  const known = view?.manager.id ?? null;
  const session = useEntity(known, 'sessions', sessionId, NO_COPY);

  /** From the keyboard or the clipboard: whatever it is, the ids in it are found. */
  function take(text: string) {
    const found = readPaste(text);
    setRequestId(found.nsxRequestId ?? text.trim());
    if (found.sessionId) setSessionId(found.sessionId);
    const named = METHODS.find(({ value }) => value === found.method);
    if (named) setMethod(named.value);
  }

  async function follow() {
    if (!known) return;
    setBusy(true);
    const answer = await call('watch.follow', {
      managerId: known,
      sessionId,
      nsxRequestId: requestId,
      method,
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    close();
    go({ screen: 'requests', id: answer.value.request.id });
  }

  const isIdOdd = requestId !== '' && !UUID.test(requestId);
  const isUnknown = sessionId !== '' && session.isReady && session.entity === null;
  const blocked = view
    ? requestId === '' || isIdOdd
      ? 'The request id is missing'
      : sessionId === ''
        ? 'The session is missing'
        : undefined
    : 'There is no manager yet: add one first';
  return (
    <ConfirmDialog
      open
      onClose={close}
      title="Follow a request made elsewhere"
      colour={view?.manager.colour ?? 'none'}
      width={WIDTH}
      confirm="Follow it"
      onConfirm={() => void follow()}
      busy={busy}
      blocked={blocked}
      remark="Only asks; nothing is sent."
    >
      <p className="muted">
        For a change that curl, Postman or Terraform has sent: Spanwatch asks how it stands until
        every transport node has it, and keeps the timeline.
      </p>
      <Field
        label="Request id"
        help="The x-nsx-requestid of the answer. A whole answer of curl, headers or a log line will do."
        error={
          isIdOdd
            ? 'No x-nsx-requestid is in this. It stands in the headers of the answer, such as e550100d-f722-40cc-9de6-cf84d3da3ccb.'
            : undefined
        }
      >
        {(control) => (
          <TextInput
            {...control}
            mono
            data-autofocus
            value={requestId.length > LONG ? `${requestId.slice(0, LONG)}…` : requestId}
            onChange={(event) => take(event.target.value)}
            onPaste={(event) => {
              // A one-line input would lose the line breaks, and with them what belongs to what.
              event.preventDefault();
              take(event.clipboardData.getData('text'));
            }}
          />
        )}
      </Field>
      <Field label="Manager">
        {(control) => (
          <SelectInput
            {...control}
            value={managerId}
            onChange={(event) => setManagerId(event.target.value)}
          >
            {managers.map(({ manager }) => (
              <option key={manager.id} value={manager.id}>
                {manager.name} · {manager.address}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field
        label="Session"
        help={
          isUnknown
            ? `The copy of ${view?.manager.name ?? 'the manager'} has no session with this id; it is asked for all the same.`
            : 'Whose realization is asked: by its name, or paste its id.'
        }
      >
        {(control) => (
          <EntityCombobox
            control={control}
            label="Session"
            kind="sessions"
            copy={NO_COPY}
            managerId={known}
            id={sessionId}
            onChange={setSessionId}
            describeOne={({ id }) => shortId(id)}
            takesIds
          />
        )}
      </Field>
      <div className="follow-method">
        <span className="field-label">What it was</span>
        <Segmented label="What it was" value={method} onChange={setMethod} choices={METHODS} />
        <p className="field-hint">
          {method === 'DELETE'
            ? 'It is done when NSX answers that the session is gone.'
            : 'It is done when every transport node has it.'}
        </p>
      </div>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}

/** Longer than an id: something was pasted that has none. */
const LONG = 60;
