import { useEffect, useRef, useState } from 'react';
import type { Operation } from '../../../shared/draft.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Failure } from '../../../shared/result.ts';
import { useCopy } from '../../inventory/inventories.ts';
import { go } from '../../shell/route-store.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/states.tsx';
import { JsonView } from '../json-view.tsx';
import { entityOf } from '../lookup.ts';
import { draftOfPaste } from './draft-of-paste.ts';
import { ManagerField, useWritableManagers } from './manager-field.tsx';
import { type PastedDraft, readPastedDraft } from './pasted-draft.ts';
import { closeSourceDialog } from './source-dialogs.ts';

const WIDTH = 640;
const ROWS = 9;
const ACT: Record<Operation, string> = {
  create: 'A new',
  change: 'A change of the',
  delete: 'The deletion of the',
};

/** A draft of pasted JSON or of a curl command. */
export function PasteDialog() {
  const { managers, first } = useWritableManagers();
  const [managerId, setManagerId] = useState(first);
  const [pasted, setPasted] = useState<PastedDraft | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const view = managers.find(({ manager }) => manager.id === managerId);
  const copy = useCopy((view?.manager.id ?? null) as ManagerId | null);

  function take(text: string) {
    const reading = readPastedDraft(text);
    setFailure(null);
    setPasted(reading.ok ? reading.pasted : null);
    setMessage(reading.ok ? null : reading.message);
  }

  const there = pasted ? entityOf(copy, pasted.kind, pasted.entityId) : null;
  const isGone = pasted !== null && pasted.entityId !== null && there === null;

  async function make() {
    if (!pasted || !view) return;
    setBusy(true);
    const result = await draftOfPaste(pasted, view.manager.id, isGone);
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    closeSourceDialog();
    go({ screen: 'drafts', id: result.value.id });
  }

  const isDeleteOfNothing = isGone && pasted?.operation === 'delete';
  const blocked = !view
    ? 'There is no manager yet: add one first'
    : !pasted
      ? 'Paste the object or the command first'
      : isDeleteOfNothing
        ? `The copy of ${view.manager.name} has no such object to delete`
        : undefined;

  return (
    <ConfirmDialog
      open
      onClose={closeSourceDialog}
      title="New draft from what you paste"
      colour={view?.manager.colour ?? 'none'}
      width={WIDTH}
      confirm="Make the draft"
      onConfirm={() => void make()}
      busy={busy}
      blocked={blocked}
      remark="Nothing is sent."
    >
      {pasted ? (
        <Found pasted={pasted} name={there?.name ?? null} onAgain={() => setPasted(null)} />
      ) : (
        <Field
          label="JSON or curl"
          help="An object as NSX gives it, or a curl command that puts, posts or deletes one. Its address and credentials are not kept."
          error={message ?? undefined}
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={ROWS}
              data-autofocus
              placeholder='{ "resource_type": "PolicyBasedIPSecVPNSession", … }'
              onPaste={(event) => {
                // Read at once and kept nowhere: a command may have a password in it.
                event.preventDefault();
                event.currentTarget.value = '';
                take(event.clipboardData.getData('text'));
              }}
              onBlur={(event) => {
                if (event.currentTarget.value.trim() !== '') take(event.currentTarget.value);
              }}
            />
          )}
        </Field>
      )}
      <ManagerField managers={managers} value={managerId} onChange={setManagerId} />
      {isGone && !isDeleteOfNothing && (
        <Notice
          tone="info"
          title={`${view?.manager.name ?? 'The manager'} has no object with this id`}
        >
          <p>By its copy. It becomes a draft of a new object, without the id.</p>
        </Notice>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}

function Found({
  pasted,
  name,
  onAgain,
}: {
  pasted: PastedDraft;
  name: string | null;
  onAgain: () => void;
}) {
  const block = useRef<HTMLDivElement>(null);
  // What was typed in is gone: the next act is the one that Enter takes.
  useEffect(() => {
    block.current?.closest('form')?.querySelector<HTMLElement>('button[type=submit]')?.focus();
  }, []);
  const typed = pasted.body.display_name;
  const called = name ?? (typeof typed === 'string' && typed !== '' ? typed : pasted.entityId);
  return (
    <div className="pasted" ref={block}>
      <p>
        {ACT[pasted.operation]} {KIND_NAME[pasted.kind]}
        {called && (
          <>
            {' '}
            <b>{called}</b>
          </>
        )}
        . {pasted.isCurl && 'The address and the credentials of the command were left out. '}
        {pasted.psk !== null && 'Its pre-shared key goes to the keychain. '}
        <LinkButton onClick={onAgain}>Paste something else</LinkButton>
      </p>
      {pasted.operation !== 'delete' && (
        <div className="pasted-body">
          <JsonView value={pasted.body} label="What was pasted" />
        </div>
      )}
    </div>
  );
}
