import { readNsxError } from '../../../shared/nsx/error-body.ts';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import type { Connection } from '../../domain/ports.ts';
import { failureOfSignIn, noSession, signInVerdict } from './answer-failure.ts';
import { type HttpCall, isGood, type RawAnswer, wordsOf } from './http.ts';
import { SIGN_IN_PATH, WHO_PATH } from './paths.ts';
import { retryAfterOf } from './retry-after.ts';

/** What a signed-in call carries. In memory only; `secrets` are what must never be shown again. */
export type SignedIn = { headers: Record<string, string>; secrets: readonly string[] };

type Send = (call: HttpCall) => Promise<RawAnswer>;
type Credential = Pick<Connection, 'user' | 'password' | 'auth'>;

/**
 * Tries the credential once. Session: `POST /api/session/create`, whose cookie and XSRF token go with every
 * later call. Basic: one cheap GET, so that a wrong password is noticed before many calls carry it. Certificate: the
 * same GET without a password, which NSX would take in its stead (domain.md §1); the handshake has proved who we are.
 * `unauthorized` where it was refused.
 */
export function signIn(credential: Credential, send: Send): Promise<Result<SignedIn>> {
  return credential.auth === 'session' ? openSession(credential, send) : tryRead(credential, send);
}

async function openSession({ user, password }: Credential, send: Send): Promise<Result<SignedIn>> {
  const answer = await send({
    method: 'POST',
    path: SIGN_IN_PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `j_username=${encodeURIComponent(user)}&j_password=${encodeURIComponent(password)}`,
  });
  if (!isGood(answer.status)) return fail(refusalOf(answer, [password], 'session'));
  const cookie = /(?:^|[,;]\s*)(JSESSIONID=[^;,\s]+)/.exec(answer.headers['set-cookie'] ?? '')?.[1];
  const token = answer.headers['x-xsrf-token'];
  if (!cookie || !token) {
    return fail(noSession());
  }
  const id = cookie.slice('JSESSIONID='.length);
  return ok({ headers: { cookie, 'x-xsrf-token': token }, secrets: [password, id, token] });
}

function basicProof({ user, password }: Omit<Credential, 'auth'>): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

/** What a try of this credential sends that must never be shown again. */
export function secretsOf(credential: Omit<Credential, 'auth'>): readonly string[] {
  return [credential.password, basicProof(credential)];
}

async function tryRead(credential: Credential, send: Send): Promise<Result<SignedIn>> {
  const { auth } = credential;
  const headers: Record<string, string> =
    auth === 'basic' ? { authorization: `Basic ${basicProof(credential)}` } : {};
  const signedIn = { headers, secrets: secretsOf(credential) };
  const answer = await send({ method: 'GET', path: WHO_PATH, headers });
  const failure = isGood(answer.status) ? null : refusalOf(answer, signedIn.secrets, auth);
  // An answer about the object (404) or the role (403) comes from a manager that knew who asked.
  if (failure && failure.kind !== 'forbidden' && answer.status !== 404) return fail(failure);
  return ok(signedIn);
}

function refusalOf(
  answer: RawAnswer,
  secrets: readonly string[],
  auth: Credential['auth'],
): Failure {
  return failureOfSignIn(answer.status, wordsOf(answer, secrets), auth, retryAfterOf(answer));
}

/** What an answer to a signed-in call says of the sign-in. */
export function verdictOf(answer: RawAnswer): ReturnType<typeof signInVerdict> {
  return isGood(answer.status) ? 'fine' : signInVerdict(answer.status, readNsxError(answer.text));
}
