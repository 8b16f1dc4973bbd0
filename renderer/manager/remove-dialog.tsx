import { useState } from 'react';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { useOpenWatches } from '../shell/attention.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';

/** Takes a manager away from this computer; what was sent to it stays on record. */
export function RemoveDialog({
  view,
  onClose,
  onRemoved,
}: {
  view: ManagerView;
  onClose: () => void;
  onRemoved: () => void;
}) {
  const { manager } = view;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const watches = useOpenWatches().filter((row) => row.request.managerId === manager.id).length;

  async function remove() {
    setBusy(true);
    const answer = await call('manager.remove', { managerId: manager.id });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    onRemoved();
    onClose();
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove ${manager.name} from Spanwatch?`}
      colour={manager.colour}
      confirm={`Remove ${manager.name}`}
      onConfirm={() => void remove()}
      danger
      busy={busy}
    >
      <p>
        Its address, its trust, its password and its inventory are forgotten on this computer. On
        the manager <span className="mono">{manager.address}</span> itself nothing is changed.
      </p>
      <p>
        <b>The history stays:</b> every request that was sent to it, with its timeline.
        {watches > 0 &&
          ` ${watches === 1 ? 'One open watch stops' : `${watches} open watches stop`}.`}
      </p>
      <p className="muted">Drafts for it stay as they are; they cannot be sent without it.</p>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
