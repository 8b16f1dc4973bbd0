import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Where Linux distributions keep the bundle of the system's CAs (Debian, Fedora, SUSE, Alpine). */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** `tls.getCACertificates`: from Node 22.15 on, so looked for at run time. */
type WithSystemStore = { getCACertificates?: (type: 'system') => string[] };

/**
 * The CAs that this computer trusts, as PEM: the system's store where this Node can read it, else the
 * distribution's bundle (or the one that SSL_CERT_FILE names, as OpenSSL has it), else Node's own roots.
 */
export function readSystemCas(env: NodeJS.ProcessEnv = process.env): string[] {
  const named = env.SSL_CERT_FILE;
  if (named) return readBundle(named) ?? [];
  const fromStore = (tls as WithSystemStore).getCACertificates?.('system') ?? [];
  if (fromStore.length > 0) return fromStore;
  if (process.platform === 'linux') {
    for (const path of BUNDLES) {
      const bundle = readBundle(path);
      if (bundle) return bundle;
    }
  }
  return [...tls.rootCertificates];
}

function readBundle(path: string): string[] | null {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return null;
  }
}
