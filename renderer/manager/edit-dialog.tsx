import { useState } from 'react';
import type { ManagerSettings, ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { putManager } from './manager-store.ts';
import { ProxyFields } from './proxy-fields.tsx';
import { SettingsFields, settingsErrors } from './settings-fields.tsx';

/** Name, environment, colour, read-only, the way there. The address and the trust are other acts. */
export function EditDialog({
  view,
  onClose,
  onAddress,
}: {
  view: ManagerView;
  onClose: () => void;
  /** The address is changed in steps of its own: its certificate is looked at first. */
  onAddress: () => void;
}) {
  const { id, name, environment, colour, readOnly, proxy, practice, address } = view.manager;
  const [value, setValue] = useState<ManagerSettings>({
    name,
    environment,
    colour,
    readOnly,
    proxy,
  });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const errors = settingsErrors(value) ?? {};

  async function save() {
    setTried(true);
    if (Object.keys(errors).length > 0) return;
    setBusy(true);
    const answer = await call('manager.update', { managerId: id, settings: value });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    putManager(answer.value);
    onClose();
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Edit ${name}`}
      colour={value.colour}
      confirm="Save"
      onConfirm={() => void save()}
      busy={busy}
      remark="Requests already sent keep the name they had"
      width={580}
    >
      <SettingsFields value={value} onChange={setValue} errors={errors} />
      {!practice && (
        <p className="edit-address">
          <span className="muted">Address</span> <span className="mono">{address}</span>{' '}
          <Button size="small" onClick={onAddress}>
            Change the address…
          </Button>
        </p>
      )}
      {/* The practice manager is on this computer: no proxy leads there. */}
      {!practice && (
        <ProxyFields
          value={value.proxy}
          onChange={(next) => setValue({ ...value, proxy: next })}
          tried={tried}
        />
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
