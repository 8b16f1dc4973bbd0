import type { Failure, UnreachableReason } from '../../../shared/result.ts';

/** Carries a failure through code that knows only exceptions (undici's callbacks). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Node's and undici's error codes, by what a person can do about them. */
const REASONS: readonly (readonly [UnreachableReason, RegExp])[] = [
  ['dns', /^(ENOTFOUND|EAI_\w+)$/],
  ['refused', /^ECONNREFUSED$/],
  ['timeout', /^(ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/],
  ['reset', /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/],
  ['closed', /^(UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED|ABORT_ERR)$/],
  ['no-route', /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN)$/],
];

const MAX_DETAIL = 500;

/** What a thrown error of the network means. The detail is the system's own words; it never holds what was sent. */
export function failureOfError(error: unknown, address: string): Failure {
  if (error instanceof FailureError) return error.failure;
  const all = flatten(error);
  for (const [reason, pattern] of REASONS) {
    const found = all.find((item) => pattern.test(codeOf(item)));
    if (found) return { kind: 'unreachable', address, reason, detail: detailOf(found) };
  }
  return { kind: 'unreachable', address, reason: 'other', detail: detailOf(error) };
}

/** A host with several addresses fails with one error for each (`AggregateError`); undici wraps causes. */
function flatten(error: unknown): unknown[] {
  if (error instanceof AggregateError) return [error, ...error.errors];
  if (error instanceof Error && error.cause !== undefined) return [error, error.cause];
  return [error];
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && error.name === 'AbortError' ? 'ABORT_ERR' : '';
}

function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message || codeOf(error) : String(error);
  return text.slice(0, MAX_DETAIL);
}
