import * as z from 'zod';
import { AuthMode, ClientCertificate } from './auth.ts';
import { ManagerId, Millis } from './ids.ts';
import { ProxyChoice } from './proxy.ts';
import { Failure, NsxError } from './result.ts';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
/** SHA-256 of the certificate's DER, 64 lower-case hex digits without colons, as NSX's CLI prints it. */
export const Fingerprint = z
  .string()
  .regex(HEX_SHA256, 'A SHA-256 fingerprint has 64 hexadecimal digits');
export type Fingerprint = z.infer<typeof Fingerprint>;

/** What tools print before it: `SHA256:`, `SHA-256 fingerprint:`, openssl's `sha256 Fingerprint=`. */
const FINGERPRINT_LABEL = /^\s*sha-?256(\s+(finger|thumb)print)?\s*[:=]\s*/i;

/** A fingerprint as people paste it (colons, spaces, capitals) in the form that NSX's CLI prints, or null. */
export function normalizeFingerprint(typed: string): Fingerprint | null {
  const plain = typed.replace(FINGERPRINT_LABEL, '').replace(/[\s:]/g, '').toLowerCase();
  return HEX_SHA256.test(plain) ? plain : null;
}

const MAX_PEM = 262_144;
export const Trust = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fingerprint'), sha256: Fingerprint }),
  z.object({ kind: z.literal('ca'), name: z.string().max(255), pem: z.string().max(MAX_PEM) }),
  z.object({ kind: z.literal('system') }),
]);
export type Trust = z.infer<typeof Trust>;

/** Colours that a manager's stripe can have; tokens of the theme, not values. */
export const MANAGER_COLOURS = [
  'orange',
  'red',
  'violet',
  'blue',
  'teal',
  'green',
  'slate',
] as const;
export const ManagerColour = z.enum(MANAGER_COLOURS);
export type ManagerColour = z.infer<typeof ManagerColour>;

export { AuthMode } from './auth.ts';

const MAX_NAME = 80;
const MAX_ENVIRONMENT = 24;
const MAX_USER = 256;
const MAX_PASSWORD = 1024;

/** `host` or `host:port`, without scheme; an IPv6 address in brackets. */
export const Address = z
  .string()
  .min(1, 'Type the host name or address of the manager')
  .max(261)
  .regex(
    /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/,
    'Type a host name or address, with :port if not 443',
  );

/** What a person pastes (`https://nsx.example/login.jsp`) as `host[:port]`; 443 is left out. */
export function normalizeAddress(typed: string): string {
  return typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:443$/, '')
    .toLowerCase();
}

export const ManagerSettings = z.object({
  name: z.string().trim().min(1, 'Give the manager a name').max(MAX_NAME),
  environment: z.string().trim().max(MAX_ENVIRONMENT),
  colour: ManagerColour,
  readOnly: z.boolean(),
  /** Left out: as the system says. */
  proxy: ProxyChoice.optional(),
});
export type ManagerSettings = z.infer<typeof ManagerSettings>;

export const Manager = ManagerSettings.extend({
  id: ManagerId,
  address: Address,
  trust: Trust,
  user: z.string().trim().min(1, 'Type the user name').max(MAX_USER),
  auth: AuthMode,
  /** With `certificate`: read at each connection, never copied. */
  clientCertificate: ClientCertificate.optional(),
  /** The practice manager that this application runs itself. */
  practice: z.boolean(),
  createdAt: Millis,
  /** NSX refused the credential: every call stands still until the user acts, across restarts too. */
  halted: NsxError.optional(),
});
export type Manager = z.infer<typeof Manager>;

/** Where the password is. The renderer never learns more than this. `not-needed`: a key file without passphrase. */
export const CredentialPlace = z.enum(['keychain', 'session-only', 'none', 'not-needed']);
export type CredentialPlace = z.infer<typeof CredentialPlace>;

export const LinkState = z.enum([
  'not-asked',
  'reachable',
  'unreachable',
  'untrusted',
  'halted',
  'signed-out',
]);
export type LinkState = z.infer<typeof LinkState>;

/** What is known of the way to a manager, and since when. */
export const Link = z.object({
  state: LinkState,
  /** When this state began. */
  since: Millis,
  /** When the manager last answered anything, null if not since it was added. */
  lastAnswerAt: Millis.nullable(),
  failure: Failure.nullable(),
  /** One connection was reset then, and nothing was asked since: asked again at once, before it is called away. */
  resetAt: Millis.optional(),
});
export type Link = z.infer<typeof Link>;

/** What a manager said of itself the last time it was asked. */
export const ManagerFacts = z.object({
  readAt: Millis,
  version: z.string().nullable(),
  hostname: z.string().nullable(),
  /** `mgmt_cluster_status.status` */
  cluster: z.string().nullable(),
  /** `control_cluster_status.status`: explains "unknown" realization. */
  controlCluster: z.string().nullable(),
  roles: z.array(z.string()),
  /** Manager's clock minus ours, in ms, by the Date header. */
  clockOffsetMs: z.number().nullable(),
});
export type ManagerFacts = z.infer<typeof ManagerFacts>;

export const ManagerView = z.object({
  manager: Manager,
  credential: CredentialPlace,
  link: Link,
  facts: ManagerFacts.nullable(),
});
export type ManagerView = z.infer<typeof ManagerView>;

/** A certificate as the trust step shows it. */
export const CertificateView = z.object({
  sha256: Fingerprint,
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: Millis,
  validTo: Millis,
  selfSigned: z.boolean(),
  /** The system's CAs vouch for it and its name fits the address. */
  systemTrusted: z.boolean(),
});
export type CertificateView = z.infer<typeof CertificateView>;

export const ProbeAnswer = z.object({ address: Address, certificate: CertificateView });
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** A password, or the passphrase of a client certificate's key; empty only where that has none. */
export const Password = z.string().max(MAX_PASSWORD);

/** What a sign-in is tried with. */
export const SignInInput = z.object({
  user: Manager.shape.user,
  auth: AuthMode,
  clientCertificate: ClientCertificate.optional(),
  password: Password,
});

/** What a sign-in lacks for its way: the path and the words of the first thing; null if it is whole. */
export function signInLack(
  input: z.infer<typeof SignInInput>,
): { path: string; message: string } | null {
  if (input.auth !== 'certificate') {
    return input.password === '' ? { path: 'password', message: 'Type the password' } : null;
  }
  return input.clientCertificate
    ? null
    : { path: 'clientCertificate', message: 'Name the certificate and its key' };
}

/** Where a typed password is to be kept. */
export const Keep = z.enum(['keychain', 'session-only']);
export type Keep = z.infer<typeof Keep>;

/** Whether the realization API (`/state`) is on this version of NSX: present, deprecated from 3.2, removed in 9.0. */
export type RealizationApi = 'present' | 'deprecated' | 'removed' | 'not-known';

export function realizationApiOf(version: string | null): RealizationApi {
  const match = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (!match) return 'not-known';
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const FIRST_WITHOUT = 9;
  if (major >= FIRST_WITHOUT) return 'removed';
  return major > 3 || (major === 3 && minor >= 2) ? 'deprecated' : 'present';
}

/** How the id of a manager begins that a command was given with `--url`: it was used, and never saved. */
export const UNSAVED_ID = 'terminal-';

/** True of a manager that the terminal used by its address. */
export const wasNeverSaved = (id: string) => id.startsWith(UNSAVED_ID);
