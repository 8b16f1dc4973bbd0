import type { CertificateView } from '../../shared/manager.ts';
import { Pairs } from '../ui/card.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FingerprintText } from '../ui/failure.tsx';
import { dateOf } from '../ui/time.ts';

const DAY = 86_400_000;
/** From here on an expiry is worth a word. */
const SOON_DAYS = 30;

/** What NSX's own console prints the fingerprint with. */
export const THUMBPRINT_COMMAND = 'get certificate api thumbprint';

export function ThumbprintCommand() {
  return (
    <span className="command">
      <code>{THUMBPRINT_COMMAND}</code>
      <CopyButton value={THUMBPRINT_COMMAND} what="command" />
    </span>
  );
}

/** The fingerprint, large. */
export function FingerprintBox({ sha256 }: { sha256: string }) {
  return (
    <div className="fingerprint-box">
      <p className="muted small">SHA-256 fingerprint</p>
      <FingerprintText sha256={sha256} />
    </div>
  );
}

/** `until 2027-03-01 (in 99 days)` */
function validWords(certificate: CertificateView, now: number, date: (at: number) => string) {
  const { validFrom, validTo } = certificate;
  const span = `${date(validFrom)} to ${date(validTo)}`;
  const days = Math.floor((validTo - now) / DAY);
  if (now < validFrom) return { span, remark: 'not valid yet by this computer’s clock', bad: true };
  if (days < 0) return { span, remark: `expired ${-days} days ago`, bad: true };
  return { span, remark: `${days} days left`, bad: days < SOON_DAYS };
}

/** Who the certificate says it is. All of it is the manager's word but the fingerprint. */
export function CertificateFacts({ certificate }: { certificate: CertificateView }) {
  const zone = useZone();
  const now = useNow(DAY);
  const valid = validWords(certificate, now, (at) => dateOf(at, zone));
  return (
    <Pairs
      facts={[
        { label: 'Subject', value: certificate.subject || 'none' },
        {
          label: 'Issuer',
          value: certificate.selfSigned ? 'itself (self-signed)' : certificate.issuer || 'none',
        },
        {
          label: 'Names',
          value: <span className="mono">{certificate.names.join(', ') || 'none'}</span>,
        },
        {
          label: 'Valid',
          value: (
            <>
              {valid.span}{' '}
              <span className={valid.bad ? 'failure-text' : 'muted'} data-tone="warning">
                {valid.bad ? <b>{valid.remark}</b> : valid.remark}
              </span>
            </>
          ),
        },
        {
          label: 'System’s CAs',
          value: certificate.systemTrusted
            ? 'vouch for it, and its name fits the address'
            : 'do not vouch for it (usual for an NSX manager)',
        },
      ]}
    />
  );
}
