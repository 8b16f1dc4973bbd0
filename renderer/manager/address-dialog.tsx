import { useState } from 'react';
import type { ManagerView, ProbeAnswer, Trust } from '../../shared/manager.ts';
import type { ProxyChoice } from '../../shared/proxy.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { AddressStep } from './address-step.tsx';
import { putManager } from './manager-store.ts';
import { TrustForm } from './trust-form.tsx';

/** Another address of the same manager: its certificate is read and trusted first, then the sign-in is tried there once. */
export function AddressDialog({ view, onClose }: { view: ManagerView; onClose: () => void }) {
  const { manager } = view;
  const [typed, setTyped] = useState<string>(manager.address);
  const [proxy, setProxy] = useState<ProxyChoice | undefined>(manager.proxy);
  const [probe, setProbe] = useState<ProbeAnswer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function move(trust: Trust) {
    if (!probe) return;
    setBusy(true);
    setFailure(null);
    const { id: managerId, name, environment, colour, readOnly } = manager;
    const way = await call('manager.update', {
      managerId,
      settings: { name, environment, colour, readOnly, proxy },
    });
    const answer = way.ok
      ? await call('manager.trust', { managerId, trust, address: probe.address })
      : way;
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    putManager(answer.value);
    toast({ title: `${name} is at ${probe.address} now`, tone: 'ok' });
    onClose();
  }

  return (
    <Dialog
      onClose={onClose}
      title={`The address of ${manager.name}`}
      colour={manager.colour}
      width={700}
    >
      <div className="step-form">
        <p className="muted">
          Drafts, requests and the copy of the inventory stay. No password leaves before you have
          trusted the certificate; then the sign-in is tried there once.
        </p>
        {failure && <FailureBanner failure={failure} />}
        {probe ? (
          <TrustForm
            key={probe.certificate.sha256}
            address={probe.address}
            certificate={probe.certificate}
            onTrust={(trust) => void move(trust)}
            busy={busy}
          />
        ) : (
          <AddressStep
            typed={typed}
            onTyped={setTyped}
            proxy={proxy}
            onProxy={setProxy}
            onProbe={setProbe}
          />
        )}
      </div>
    </Dialog>
  );
}
