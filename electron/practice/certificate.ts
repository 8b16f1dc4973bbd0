import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export type PracticeCertificate = { key: string; cert: string };

/** A year, as a freshly installed manager's self-signed certificate has at least. */
const VALID_DAYS = 365;
const DAY_MS = 86_400_000;

/**
 * A new self-signed certificate (P-256, SHA-256) for `localhost`, 127.0.0.1 and ::1: a fresh NSX manager has
 * a self-signed one too (domain.md §2).
 */
export async function newCertificate(): Promise<PracticeCertificate> {
  const from = Date.now() - DAY_MS;
  const pems = await generate([{ name: 'commonName', value: 'practice.spanwatch.test' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(from + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: 'practice.spanwatch.test' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}

/** A new certificate and key for a principal identity; the key is encrypted where there is a passphrase. */
export async function newClientCertificate(
  name: string,
  passphrase?: string,
): Promise<PracticeCertificate> {
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  });
  if (passphrase === undefined) return { key: pems.private, cert: pems.cert };
  const key = createPrivateKey(pems.private).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  return { key: key.toString(), cert: pems.cert };
}

/** SHA-256 of the DER form: 64 lower-case hex digits without colons, as NSX's `get certificate api thumbprint` prints it. */
export function fingerprintOf(certificatePem: string): string {
  return createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('hex');
}
