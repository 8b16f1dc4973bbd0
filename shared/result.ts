import * as z from 'zod';
import { AuthMode } from './auth.ts';

/** One thing wrong with one field. `path` is a JSON path inside the input (`['policy_rules', 0, 'sources', 1, 'subnet']`). */
export const Issue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  /** A value that would be right, where one can be guessed (`2.1.4.0/24`). */
  suggestion: z.string().optional(),
});
export type Issue = z.infer<typeof Issue>;

/** NSX's own words about an error, as far as the body had them. */
export const NsxError = z.object({
  module: z.string().nullable(),
  code: z.number().nullable(),
  message: z.string(),
});
export type NsxError = z.infer<typeof NsxError>;

export const UnreachableReason = z.enum([
  'dns',
  'refused',
  'reset',
  'timeout',
  'no-route',
  'closed',
  'proxy',
  'other',
]);
export type UnreachableReason = z.infer<typeof UnreachableReason>;

export const StorageReason = z.enum([
  'full',
  'read-only',
  'damaged',
  'busy',
  'newer-version',
  'other',
]);
export type StorageReason = z.infer<typeof StorageReason>;

/**
 * Every failure that is expected. Each `kind` carries what a person needs to act;
 * `renderer/ui/failure.tsx` is the one place that turns a kind into words.
 */
export const Failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid'), issues: z.array(Issue) }),
  z.object({ kind: z.literal('not-found'), what: z.string() }),
  z.object({
    kind: z.literal('unreachable'),
    address: z.string(),
    reason: UnreachableReason,
    detail: z.string(),
  }),
  z.object({
    kind: z.literal('untrusted'),
    address: z.string(),
    /** What was trusted: a fingerprint, or null where a CA was. */
    expected: z.string().nullable(),
    /** SHA-256 of what the manager presented now, null if it presented none. */
    presented: z.string().nullable(),
    detail: z.string(),
  }),
  /**
   * `otherWays`: how else one may sign in there, should this way be turned off. `off`: it seems to be, by what
   * the manager did rather than said.
   */
  z.object({
    kind: z.literal('unauthorized'),
    error: NsxError,
    otherWays: z.array(AuthMode).optional(),
    off: AuthMode.optional(),
  }),
  /** An earlier refusal of the credential stopped every call to this manager, until the user acts. */
  z.object({ kind: z.literal('halted'), managerId: z.string() }),
  /** `detail`: why what is there can't be used (the file of a client certificate). */
  z.object({
    kind: z.literal('no-credential'),
    managerId: z.string(),
    detail: z.string().optional(),
  }),
  z.object({ kind: z.literal('forbidden'), error: NsxError }),
  /** `retryAfterMs`: the pause that the manager asked for (`Retry-After`), where it did. */
  z.object({
    kind: z.literal('rate-limited'),
    error: NsxError,
    retryAfterMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('busy'), error: NsxError, retryAfterMs: z.number().optional() }),
  z.object({ kind: z.literal('refused'), status: z.number(), error: NsxError }),
  z.object({ kind: z.literal('malformed'), status: z.number().nullable(), detail: z.string() }),
  z.object({ kind: z.literal('keychain'), detail: z.string() }),
  z.object({ kind: z.literal('read-only'), managerName: z.string() }),
  /** What was meant to change is not what is there any more (a draft saved elsewhere, a request that has ended). */
  z.object({
    kind: z.literal('stale'),
    detail: z.string(),
    /** When it can be told, ms from now, where that is known. */
    retryAfterMs: z.number().optional(),
    /** The manager has begun anew since: nothing it says now is about what was meant. */
    beganAnew: z.literal(true).optional(),
  }),
  /** The disk did not take or give it. `closed`: the data could not be opened at all. */
  z.object({
    kind: z.literal('storage'),
    reason: StorageReason,
    detail: z.string(),
    closed: z.literal(true).optional(),
  }),
  /** A file that a person chose can't be read or written. */
  z.object({
    kind: z.literal('file'),
    file: z.string(),
    /** `no-folder`: it was to be written where no folder is. */
    reason: z.enum(['full', 'denied', 'missing', 'no-folder', 'too-large', 'other']),
    detail: z.string(),
  }),
  /** A pack is open in reviewer mode: nothing is sent, and nothing but remarks is kept. */
  z.object({ kind: z.literal('reviewing') }),
  z.object({ kind: z.literal('bug'), detail: z.string() }),
]);
export type Failure = z.infer<typeof Failure>;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/** Marks a branch that the types say cannot be reached: a new member of a union fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
