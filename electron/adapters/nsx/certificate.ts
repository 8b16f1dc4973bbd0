import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateView, Fingerprint } from '../../../shared/manager.ts';

/** SHA-256 of the DER: 64 lower-case hex digits, as NSX's `get certificate api thumbprint` prints it. */
export function fingerprintOf(der: Uint8Array): Fingerprint {
  return createHash('sha256').update(der).digest('hex');
}

/** A certificate in the words of the trust step. `systemTrusted` is the handshake's finding, not this file's. */
export function describeCertificate(der: Buffer, systemTrusted: boolean): CertificateView {
  const certificate = new X509Certificate(der);
  return {
    sha256: fingerprintOf(der),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate.subjectAltName),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    selfSigned: isSelfSigned(certificate),
    systemTrusted,
  };
}

/** Node writes a distinguished name with one part a line. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ');
}

/** `DNS:a, IP Address:1.2.3.4` without the prefixes; Node quotes a name that holds a comma (RFC 8259 string). */
function namesOf(altNames: string | undefined): string[] {
  const parts = altNames?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return parts
    .map((part) => part.trim().replace(/^(DNS|IP Address|URI|email):/, ''))
    .filter(Boolean);
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
  } catch {
    // A key type that this TLS library can't verify with: the names are what is left to go by.
    return certificate.subject === certificate.issuer;
  }
}
