import { IconArrowLeft, IconCheck } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ProbeAnswer, Trust } from '../../shared/manager.ts';
import { Address, normalizeAddress } from '../../shared/manager.ts';
import type { ProxyChoice } from '../../shared/proxy.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { AddSignIn } from './add-sign-in.tsx';
import { ProxyFields, proxyError } from './proxy-fields.tsx';
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

/** Takes what a person pastes, a whole URL too, and reads the certificate that answers there. */
function AddressStep({
  typed,
  onTyped,
  proxy,
  onProxy,
  onProbe,
}: {
  typed: string;
  onTyped: (typed: string) => void;
  proxy: ProxyChoice | undefined;
  onProxy: (proxy: ProxyChoice) => void;
  onProbe: (probe: ProbeAnswer) => void;
}) {
  const [error, setError] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const address = normalizeAddress(typed);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = Address.safeParse(address);
    setFailure(null);
    setTried(true);
    setError(parsed.success ? null : (parsed.error.issues[0]?.message ?? 'Not an address'));
    if (!parsed.success || proxyError(proxy)) return;
    setBusy(true);
    const answer = await call('manager.probe', { address, proxy });
    setBusy(false);
    if (answer.ok) onProbe(answer.value);
    else setFailure(answer.failure);
  }

  const differs = address !== '' && address !== typed.trim();
  const help: ReactNode = differs ? (
    <>
      Read as <span className="mono">{address}</span>
    </>
  ) : (
    'Host name or IP address, with :port if it is not 443; a pasted URL is fine'
  );
  return (
    <form className="step-form" onSubmit={submit}>
      <Field label="Address" help={help} error={error}>
        {(control) => (
          <TextInput
            {...control}
            mono
            autoFocus
            name="address"
            placeholder="nsx-ams-vip.example.net"
            value={typed}
            onChange={(event) => {
              onTyped(event.target.value);
              setError(null);
            }}
          />
        )}
      </Field>
      <details className="way-there" open={proxy !== undefined}>
        <summary>Through a proxy</summary>
        <ProxyFields value={proxy} onChange={onProxy} tried={tried} />
      </details>
      {failure && <FailureBanner failure={failure} next={failure.kind !== 'unreachable'} />}
      <div className="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          Read its certificate
        </Button>
      </div>
    </form>
  );
}
