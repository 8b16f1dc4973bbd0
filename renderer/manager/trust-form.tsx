import { IconCheck, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { CertificateView, Trust } from '../../shared/manager.ts';
import { normalizeFingerprint } from '../../shared/manager.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { CertificateFacts, FingerprintBox, ThumbprintCommand } from './certificate-facts.tsx';
import { Choices } from './choice.tsx';

type Way = Trust['kind'];

const MAX_CA_BYTES = 262_144;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/;

interface TrustFormProps {
  /** Where it answered: the address that is trusted by it. */
  address: string;
  certificate: CertificateView;
  onTrust: (trust: Trust) => void;
  busy?: boolean;
}

/** How to trust what the manager shows: this very certificate, a CA file, or the system's CAs. */
export function TrustForm({ address, certificate, onTrust, busy = false }: TrustFormProps) {
  const [way, setWay] = useState<Way>('fingerprint');
  const [ca, setCa] = useState<{ name: string; pem: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [pasted, setPasted] = useState('');
  const compared = compare(pasted, certificate.sha256);
  const differs = way === 'fingerprint' && compared !== null && compared.tone !== 'ok';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (differs) return;
    if (way === 'fingerprint') onTrust({ kind: 'fingerprint', sha256: certificate.sha256 });
    if (way === 'system' && certificate.systemTrusted) onTrust({ kind: 'system' });
    if (way === 'ca') {
      if (ca) onTrust({ kind: 'ca', ...ca });
      else setError('Choose the file of the CA that signed the manager’s certificate');
    }
  }

  return (
    <form className="step-form" onSubmit={submit}>
      <Card
        title="The certificate it shows"
        note={
          <>
            at <span className="mono">{address}</span>
          </>
        }
        padded={false}
      >
        <FingerprintBox sha256={certificate.sha256} />
        <CertificateFacts certificate={certificate} />
      </Card>
      <Choices
        legend="Trust"
        name="trust"
        value={way}
        onChange={setWay}
        choices={[
          {
            value: 'fingerprint',
            title: 'This very certificate',
            note: 'Pins its fingerprint; if it ever changes, everything stops before a password leaves',
          },
          {
            value: 'ca',
            title: 'A CA file',
            note: 'Any certificate that this CA signed for this address',
          },
          {
            value: 'system',
            title: 'The system’s CAs',
            note: certificate.systemTrusted
              ? 'As a browser would'
              : 'They do not vouch for this certificate, so this would not connect',
            disabled: !certificate.systemTrusted,
          },
        ]}
      />
      {way === 'fingerprint' && (
        <Compare pasted={pasted} onPasted={setPasted} compared={compared} />
      )}
      {way === 'ca' && <CaFile onFile={setCa} error={error} onError={setError} />}
      <div className="buttons">
        <Button kind="primary" type="submit" busy={busy} disabled={differs}>
          {
            {
              fingerprint: 'It matches: pin it',
              ca: 'Trust this CA',
              system: 'Trust the system’s CAs',
            }[way]
          }
        </Button>
      </div>
    </form>
  );
}

type Compared = { tone: 'ok' | 'warning' | 'danger'; words: string };

/** What was pasted against what the manager shows; null while nothing is pasted. */
function compare(pasted: string, sha256: string): Compared | null {
  if (!pasted.trim()) return null;
  const read = normalizeFingerprint(pasted);
  if (read === null) {
    return { tone: 'warning', words: 'This is not a SHA-256: it has 64 hexadecimal digits' };
  }
  return read === sha256
    ? { tone: 'ok', words: 'It matches' }
    : { tone: 'danger', words: 'It does not match: do not trust this certificate' };
}

/** The fingerprint to compare by eye, or by pasting what the manager's console printed. */
function Compare({
  pasted,
  onPasted,
  compared: verdict,
}: {
  pasted: string;
  onPasted: (pasted: string) => void;
  compared: Compared | null;
}) {
  return (
    <>
      <p className="muted">
        Compare it with what the manager itself says: on its console, run <ThumbprintCommand />
      </p>
      <div>
        <Field label="Or paste what the console printed" aside="compares for you; optional">
          {(control) => (
            <TextInput
              {...control}
              mono
              value={pasted}
              onChange={(event) => onPasted(event.target.value)}
            />
          )}
        </Field>
        <p className="compare" data-tone={verdict?.tone ?? 'neutral'} aria-live="polite">
          {verdict && (
            <>
              {verdict.tone === 'ok' ? (
                <IconCheck size={15} aria-hidden />
              ) : (
                <IconX size={15} aria-hidden />
              )}
              {verdict.words}
            </>
          )}
        </p>
      </div>
    </>
  );
}

/** Reads a CA file as text. Main parses it; here only what it plainly is not is turned away. */
function CaFile({
  onFile,
  error,
  onError,
}: {
  onFile: (ca: { name: string; pem: string } | null) => void;
  error: string | null;
  onError: (error: string | null) => void;
}) {
  async function read(file: File | undefined) {
    onFile(null);
    if (!file) return;
    if (file.size > MAX_CA_BYTES) return onError(`${file.name} is too large for a CA file`);
    const text = await file.text();
    if (!PEM.test(text)) {
      return onError(
        `${file.name} holds no PEM certificate: it should have a line “-----BEGIN CERTIFICATE-----”`,
      );
    }
    onError(null);
    onFile({ name: file.name, pem: text });
  }
  return (
    <Field label="CA file" aside="PEM" error={error}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="file"
          accept=".pem,.crt,.cer,.ca-bundle"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      )}
    </Field>
  );
}
