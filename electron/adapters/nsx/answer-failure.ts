import { AUTH_MODES, type AuthMode } from '../../../shared/auth.ts';
import {
  ERROR_CREDENTIALS,
  ERROR_SESSION_EXPIRED,
  readNsxError,
} from '../../../shared/nsx/error-body.ts';
import { redactText } from '../../../shared/redaction.ts';
import type { Failure, NsxError } from '../../../shared/result.ts';
import { type RawAnswer, wordsOf } from './http.ts';
import { retryAfterOf } from './retry-after.ts';

/** `error_code` that tells of a locked account (domain.md §1). */
const ERROR_LOCKED = 401;
const FIRST_SERVER_ERROR = 500;

/** What an answer means for the sign-in: 403/98 or a 401 may be an old session; a refused credential ends all calls. */
export type SignInVerdict = 'fine' | 'session-expired' | 'credential-refused' | 'not-authenticated';

/** Reads it off an error answer (domain.md §1, §9.2). */
export function signInVerdict(status: number, error: NsxError): SignInVerdict {
  if (status === 401) return 'not-authenticated';
  if (status !== 403) return 'fine';
  if (error.code === ERROR_CREDENTIALS) return 'credential-refused';
  // The same code stands for a missing right too: only its words tell of a lock.
  if (error.code === ERROR_LOCKED && /\blocked\b/i.test(error.message)) return 'credential-refused';
  return error.code === ERROR_SESSION_EXPIRED ? 'session-expired' : 'fine';
}

/** "Client certificate not trusted", with a status of 500 (LIB, OP; domain.md §1). */
const ERROR_CERTIFICATE = 99;

/** How else one may sign in: NSX answers a way that is turned off like a wrong password. */
function otherWays(auth: AuthMode): AuthMode[] {
  return AUTH_MODES.filter((way) => way !== auth && way !== 'certificate');
}

/**
 * What an answer to a sign-in stands for. A sign-in that was turned away is never tried again by itself, whatever
 * the words: an empty body, a page and a code we don't know may each be a refused password, and NSX counts them.
 * But for sessions the try is an ordinary read, whose 403 may be about the role: only NSX's own error with
 * a code of its own (not 403 credentials, 98 session, 401 locked) shows that it knew who asked.
 */
export function failureOfSignIn(
  status: number,
  text: string,
  auth: AuthMode,
  retryAfterMs?: number,
): Failure {
  const failure = failureOfAnswer(status, text, retryAfterMs);
  if (failure.kind === 'unauthorized') return { ...failure, otherWays: otherWays(auth) };
  if (auth === 'certificate' && failure.kind === 'refused') {
    const isUntrusted = status === 500 && failure.error.code === ERROR_CERTIFICATE;
    return isUntrusted
      ? { kind: 'unauthorized', error: failure.error, otherWays: otherWays(auth) }
      : failure;
  }
  if (failure.kind === 'refused' && isTurnedAway(failure, auth)) {
    return { kind: 'unauthorized', error: failure.error, otherWays: otherWays(auth) };
  }
  if (failure.kind !== 'forbidden') return failure;
  const { code, module } = failure.error;
  const isAboutRights =
    code !== null &&
    module !== null &&
    ![ERROR_CREDENTIALS, ERROR_SESSION_EXPIRED, ERROR_LOCKED].includes(code);
  if (auth !== 'session' && isAboutRights) return failure;
  return { kind: 'unauthorized', error: failure.error, otherWays: otherWays(auth) };
}

/**
 * NSX's own word that the credential was not taken, with a status that is not the usual one: with which it tells of a
 * locked account is not known (domain.md §1). A session sign-in is about nothing else, so any 4xx of NSX says so.
 */
function isTurnedAway({ status, error }: Failure & { kind: 'refused' }, auth: AuthMode): boolean {
  const { code, module } = error;
  if (code === ERROR_CREDENTIALS || code === ERROR_LOCKED) return true;
  const isOfNsx = code !== null || module !== null;
  return auth === 'session' && isOfNsx && status < FIRST_SERVER_ERROR;
}

/** Session sign-in that is answered well but opens no session: it is turned off (domain.md §1). */
export function noSession(): Failure {
  const message = 'The sign-in was answered without a session.';
  const error = { module: null, code: null, message };
  return { kind: 'unauthorized', error, off: 'session', otherWays: otherWays('session') };
}

/** A client certificate that the manager's TLS turned away, with the library's word for it. */
export function refusedInHandshake(failure: Failure): Failure {
  const words = failure.kind === 'unreachable' ? failure.detail : failure.kind;
  // OpenSSL's error in one line, its parts between colons: one of them is the alert.
  const message = words.split(':').find((part) => /\balert\b/.test(part)) ?? words;
  const error = { module: null, code: null, message };
  return { kind: 'unauthorized', error, otherWays: otherWays('certificate') };
}

/**
 * The failure that an answer which is not 2xx stands for. `text` is without our own secrets already;
 * `retryAfterMs`: the pause that it asked for.
 */
export function failureOfAnswer(status: number, text: string, retryAfterMs?: number): Failure {
  const read = readNsxError(text);
  // A message may quote the body that was refused.
  const error = { ...read, message: redactText(read.message) };
  const verdict = signInVerdict(status, error);
  if (verdict === 'credential-refused' || verdict === 'not-authenticated') {
    return { kind: 'unauthorized', error };
  }
  if (status === 403) return { kind: 'forbidden', error };
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { kind: 'rate-limited', error, ...pause };
  if (status === 503) return { kind: 'busy', error, ...pause };
  if (status >= 400) return { kind: 'refused', status, error };
  // 1xx never ends an exchange, 2xx doesn't come here; a redirect isn't followed: NSX doesn't need one (LIB).
  return { kind: 'malformed', status, detail: 'The manager answered with a redirect.' };
}

/** The same, of an answer as it came; `secrets` are what we sent. */
export function failureOf(answer: RawAnswer, secrets: readonly string[]): Failure {
  return failureOfAnswer(answer.status, wordsOf(answer, secrets), retryAfterOf(answer));
}
