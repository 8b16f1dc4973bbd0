import { isObject } from '../../../shared/json.ts';
import { ERROR_CREDENTIALS, readNsxError } from '../../../shared/nsx/error-body.ts';
import type { WriteMethod } from '../../../shared/nsx/kinds.ts';
import type { Failure } from '../../../shared/result.ts';

const FIRST_SUCCESS = 200;
const FIRST_REDIRECT = 300;
const HTTP_UNAUTHORIZED = 401;
const HTTP_FORBIDDEN = 403;
const FIRST_SERVER_ERROR = 500;

export type AnswerMeaning = 'taken' | 'refused' | 'doubtful';

/**
 * What the answer to a write says. A 5xx that is not NSX's own (a VIP's or proxy's 502, 504) says nothing about the
 * write, nor does a good answer with neither NSX's request id nor NSX's body (a page that wants a sign-in to the
 * network), and a POST that was taken without an id can't be followed: all are in doubt, to be read back.
 */
export function meaningOf(
  method: WriteMethod,
  status: number | null,
  body: string,
  nsxRequestId: string | null,
): AnswerMeaning {
  if (status === null) return 'doubtful';
  if (status >= FIRST_SUCCESS && status < FIRST_REDIRECT) {
    const isNsx =
      method === 'POST' ? hasId(body) : nsxRequestId !== null || isLikeNsx(method, body);
    return isNsx ? 'taken' : 'doubtful';
  }
  const { module, code } = readNsxError(body);
  return status >= FIRST_SERVER_ERROR && module === null && code === null ? 'doubtful' : 'refused';
}

const hasId = (body: string) => idOf(parsed(body)) !== null;

/** A PUT is answered with the object, a DELETE with nothing (Swagger 2.5.1). */
function isLikeNsx(method: WriteMethod, body: string): boolean {
  return (method === 'DELETE' && body.trim() === '') || isObject(parsed(body));
}

/** A body as JSON; null where it is none. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The id of the object that an answer holds. */
export function idOf(body: unknown): string | null {
  const id = isObject(body) ? body.id : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** A write that was answered with a refused credential halts the manager like any other call. */
export function credentialRefusal(status: number | null, body: string): Failure | null {
  const error = readNsxError(body);
  const refused =
    status === HTTP_UNAUTHORIZED || (status === HTTP_FORBIDDEN && error.code === ERROR_CREDENTIALS);
  return refused ? { kind: 'unauthorized', error } : null;
}
