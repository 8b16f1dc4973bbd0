import { type FormEvent, type ReactNode, useState } from 'react';
import type { ProbeAnswer } from '../../shared/manager.ts';
import { Address, normalizeAddress } from '../../shared/manager.ts';
import type { ProxyChoice } from '../../shared/proxy.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { ProxyFields, proxyError } from './proxy-fields.tsx';

/** Takes what a person pastes, a whole URL too, and reads the certificate that answers there. */
export function AddressStep({
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
