import { IconArrowLeft, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ProbeAnswer, Trust } from '../../shared/manager.ts';
import type { ProxyChoice } from '../../shared/proxy.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { AddSignIn } from './add-sign-in.tsx';
import { AddressStep } from './address-step.tsx';
import { TrustForm } from './trust-form.tsx';

const STEPS = ['Address', 'Certificate', 'Sign-in'] as const;

const SENTENCE: Record<number, { title: string; note: string }> = {
  0: {
    title: 'Add a manager: where is it?',
    note: 'A single NSX Manager or the VIP of a cluster. Only its certificate is read now; no password is asked for yet.',
  },
  1: {
    title: 'Is this really your manager?',
    note: 'This is the certificate that answered. No password leaves before you have trusted it.',
  },
  2: {
    title: 'Who are you there?',
    note: 'The sign-in is tried once. If the manager refuses it, nothing is retried, so that no account gets locked.',
  },
};

/** Address, then the certificate, then the sign-in: a password is asked for last. */
export function AddManager() {
  const [probe, setProbe] = useState<ProbeAnswer | null>(null);
  const [trust, setTrust] = useState<Trust | null>(null);
  const [typed, setTyped] = useState('');
  const [proxy, setProxy] = useState<ProxyChoice | undefined>(undefined);
  const step = !probe ? 0 : !trust ? 1 : 2;
  const sentence = SENTENCE[step] ?? { title: '', note: '' };

  function back() {
    if (trust) setTrust(null);
    else if (probe) setProbe(null);
    else go({ screen: 'managers' });
  }

  return (
    <Page
      title={sentence.title}
      note={sentence.note}
      actions={
        <Button icon={<IconArrowLeft size={15} />} onClick={back}>
          {step === 0 ? 'Cancel' : 'Back'}
        </Button>
      }
    >
      <Steps at={step} />
      {!probe && (
        <AddressStep
          typed={typed}
          onTyped={setTyped}
          proxy={proxy}
          onProxy={setProxy}
          onProbe={setProbe}
        />
      )}
      {probe && !trust && (
        <TrustForm
          key={probe.certificate.sha256}
          address={probe.address}
          certificate={probe.certificate}
          onTrust={setTrust}
        />
      )}
      {probe && trust && (
        <AddSignIn
          probe={probe}
          trust={trust}
          proxy={proxy}
          onUntrusted={() => {
            setTrust(null);
            setProbe(null);
          }}
        />
      )}
    </Page>
  );
}

function Steps({ at }: { at: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          <span className="step-number" aria-hidden>
            {index < at ? <IconCheck size={13} /> : index + 1}
          </span>
          {name}
          {index < at && <span className="visually-hidden"> (done)</span>}
        </li>
      ))}
    </ol>
  );
}
