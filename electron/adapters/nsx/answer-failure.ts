import {
  ERROR_CREDENTIALS,
  ERROR_SESSION_EXPIRED,
  readNsxError,
} from '../../../shared/nsx/error-body.ts';
import type { Failure, NsxError } from '../../../shared/result.ts';

/** `error_code` that tells of a locked account (domain.md §1). */
const ERROR_LOCKED = 401;

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

/** The failure that an answer which is not 2xx stands for. `text` is without our own secrets already. */
export function failureOfAnswer(status: number, text: string): Failure {
  const error = readNsxError(text);
  const verdict = signInVerdict(status, error);
  if (verdict === 'credential-refused' || verdict === 'not-authenticated') {
    return { kind: 'unauthorized', error };
  }
  if (status === 403) return { kind: 'forbidden', error };
  if (status === 429) return { kind: 'rate-limited', error };
  if (status === 503) return { kind: 'busy', error };
  if (status >= 400) return { kind: 'refused', status, error };
  // 1xx never ends an exchange, 2xx doesn't come here; a redirect isn't followed: NSX doesn't need one (LIB).
  return { kind: 'malformed', status, detail: 'The manager answered with a redirect.' };
}
