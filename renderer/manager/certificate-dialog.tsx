import { useEffect, useState } from 'react';
import type { ManagerView, ProbeAnswer, Trust } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner, FingerprintText } from '../ui/failure.tsx';
import { LoadingState, Notice } from '../ui/states.tsx';
import { toast } from '../ui/toast.ts';
import { putManager } from './manager-store.ts';
import { TrustForm } from './trust-form.tsx';

/** Reads the certificate again, without a credential; trusts it anew only after both were seen. */
export function CertificateDialog({ view, onClose }: { view: ManagerView; onClose: () => void }) {
  const { manager } = view;
  const [probe, setProbe] = useState<ProbeAnswer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  // As it was when the dialog was opened: an object that is new with each news of the manager.
  const [proxy] = useState(manager.proxy);

  useEffect(() => {
    let gone = false;
    void call('manager.probe', { address: manager.address, proxy }).then((answer) => {
      if (gone) return;
      if (answer.ok) setProbe(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      gone = true;
    };
  }, [manager.address, proxy]);

  async function trust(decision: Trust) {
    setBusy(true);
    setFailure(null);
    const answer = await call('manager.trust', { managerId: manager.id, trust: decision });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    putManager(answer.value);
    toast({ title: `The certificate of ${manager.name} is trusted`, tone: 'ok' });
    onClose();
  }

  return (
    <Dialog
      onClose={onClose}
      title={`The certificate of ${manager.name}`}
      colour={manager.colour}
      width={700}
    >
      <div className="step-form">
        {!probe && !failure && <LoadingState label="Reading the certificate" />}
        {failure && <FailureBanner failure={failure} />}
        {probe && <Comparison view={view} probe={probe} />}
        {probe && !isPinned(view, probe) && (
          <TrustForm
            address={probe.address}
            certificate={probe.certificate}
            onTrust={(decision) => void trust(decision)}
            busy={busy}
          />
        )}
        {probe && isPinned(view, probe) && (
          <div className="buttons">
            <Button kind="primary" onClick={onClose} data-autofocus>
              Close
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function isPinned({ manager }: ManagerView, { certificate }: ProbeAnswer): boolean {
  return manager.trust.kind === 'fingerprint' && manager.trust.sha256 === certificate.sha256;
}

/** What was trusted and what is shown now, one over the other. */
function Comparison({ view, probe }: { view: ManagerView; probe: ProbeAnswer }) {
  const { trust } = view.manager;
  if (isPinned(view, probe)) {
    return (
      <Notice tone="ok" title="It is the certificate that you trusted">
        <FingerprintText sha256={probe.certificate.sha256} />
      </Notice>
    );
  }
  if (trust.kind !== 'fingerprint') {
    return (
      <Notice
        tone="info"
        title={
          trust.kind === 'ca'
            ? `Trusted by the CA file ${trust.name}`
            : 'Trusted by the system’s CAs'
        }
      >
        <p>You can go on so, or pin the certificate that it shows now.</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title="It is another certificate than the one you trusted" loud>
      <p>
        It may have been renewed, or somebody stands between you and the manager. Nothing is sent to
        it until you decide.
      </p>
      <dl className="fingerprints">
        <dt>Trusted</dt>
        <dd>
          <FingerprintText sha256={trust.sha256} label="trusted fingerprint" />
        </dd>
        <dt>Shown now</dt>
        <dd>
          <FingerprintText sha256={probe.certificate.sha256} label="presented fingerprint" />
        </dd>
      </dl>
    </Notice>
  );
}
