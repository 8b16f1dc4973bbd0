import { readFileSync, statSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Connection } from '../../domain/ports.ts';
import { FailureError } from './network-failure.ts';

/** What proves a principal identity in a TLS handshake. */
export type ClientIdentity = { cert: string; key: string; passphrase?: string };

const MAX_FILE_BYTES = 262_144;

/** OpenSSL's and BoringSSL's codes for what is wrong with the files, in a person's words. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/BAD_DECRYPT|BAD_PASSWORD|bad decrypt/i, 'The passphrase does not open the key file.'],
  [/MISSING_PASSPHRASE|INTERRUPTED|BAD_PASSWORD_READ/i, 'The key file has a passphrase: give it.'],
  [/VALUES_MISMATCH/i, 'The key does not belong to the certificate.'],
  [/NO_START_LINE|PEM|ASN1|DECODER|UNSUPPORTED/i, 'The certificate or the key is not in PEM.'],
];

/** Reads the files of a sign-in by certificate and tries them together; null for another way of signing in. */
export function readIdentity(connection: Connection): ClientIdentity | null {
  const { auth, clientCertificate, password, id } = connection;
  if (auth !== 'certificate') return null;
  const refuse = (detail: string) =>
    new FailureError({ kind: 'no-credential', managerId: id, detail });
  if (!clientCertificate) throw refuse('No client certificate is named.');
  const identity: ClientIdentity = {
    cert: readPem(clientCertificate.certificateFile, refuse),
    key: readPem(clientCertificate.keyFile, refuse),
    ...(password === '' ? {} : { passphrase: password }),
  };
  try {
    tls.createSecureContext(identity);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const said = PROBLEMS.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
    throw refuse(said ?? `The client certificate can’t be used: ${message}`);
  }
  return identity;
}

function readPem(path: string, refuse: (detail: string) => FailureError): string {
  try {
    if (statSync(path).size <= MAX_FILE_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw refuse(code === 'ENOENT' ? `There is no file ${path}.` : `${path}: ${code}`);
  }
  throw refuse(`${path} is too large for a PEM file.`);
}

/** The TLS alerts with which a server turns a client certificate away, or asks in vain for one. */
const ALERTS =
  /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)|_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_REQUIRED)$/;

/** Whether an error of the network is the manager's refusal of our certificate. */
export function isCertificateRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return ALERTS.test(code) || (error.cause !== undefined && isCertificateRefused(error.cause));
}
