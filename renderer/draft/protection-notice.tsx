import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { isOverridden } from '../../shared/nsx/protection.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { draftStore } from './drafts.ts';
import { lockOf, textField } from './lookup.ts';

/** True where NSX's protection keeps this draft from being edited: nobody has said to override it. */
export function isLocked({ operation, base, override }: Draft): boolean {
  if (operation === 'create' || base === null) return false;
  const lock = lockOf(base);
  return lock !== null && !isOverridden(base, override);
}

/** Why the object of a draft is locked, and the one separate act that unlocks it where NSX has one. */
export function ProtectionNotice({ draft, view }: { draft: Draft; view: ManagerView }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { base } = draft;
  const lock = draft.operation === 'create' || base === null ? null : lockOf(base);
  if (lock === null || base === null) return null;
  const owner = textField(base, '_create_user') ?? 'another principal';
  const name = textField(base, 'display_name') ?? draft.entityId ?? '';
  const canAct = lock.canOverride && !view.manager.readOnly;

  async function say(on: boolean) {
    setBusy(true);
    const answer = await call('draft.override', { draftId: draft.id, on });
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    draftStore.getState().take(answer.value);
    setAsking(false);
  }

  if (isOverridden(base, draft.override)) {
    return (
      <Notice
        tone="warning"
        icon={<IconLockOpen size={18} aria-hidden />}
        title={`NSX’s protection is overridden for this draft: “${owner}” owns this ${KIND_NAME[draft.kind]}`}
        actions={
          <Button size="small" busy={isBusy} onClick={() => void say(false)}>
            Lock it again
          </Button>
        }
      >
        <p>
          The write goes out with <span className="mono">X-Allow-Overwrite: true</span>, and the
          record says so. What {owner} wants of it may differ from then on.
        </p>
        {failure && <FailureBanner failure={failure} />}
      </Notice>
    );
  }
  return (
    <>
      <Notice
        tone="neutral"
        icon={<IconLock size={18} aria-hidden />}
        title={`${lock.title}: locked`}
        actions={
          canAct && (
            <Button size="small" onClick={() => setAsking(true)}>
              Override NSX’s protection…
            </Button>
          )
        }
      >
        <p>{lock.reason}</p>
      </Notice>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        colour={view.manager.colour}
        title="Override NSX’s protection?"
        confirm={`Override what “${owner}” protects`}
        danger
        busy={isBusy}
        onConfirm={() => void say(true)}
        remark="Nothing is sent yet."
      >
        <dl className="pairs">
          <dt>Manager</dt>
          <dd>
            <b className="in-colour">
              {view.manager.name}
              {view.manager.environment && ` · ${view.manager.environment}`}
            </b>
          </dd>
          <dt>Object</dt>
          <dd>
            {KIND_NAME[draft.kind]} “{name}” {draft.entityId && <MonoId id={draft.entityId} />}
          </dd>
          <dt>Owner</dt>
          <dd>{owner}</dd>
        </dl>
        <p>
          This draft’s write will tell NSX to overwrite what another principal owns (
          <span className="mono">X-Allow-Overwrite: true</span>). {owner} is not asked, may put it
          back, and may then show a state that is not what runs.
        </p>
        {failure && <FailureBanner failure={failure} />}
      </ConfirmDialog>
    </>
  );
}
