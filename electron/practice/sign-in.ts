import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Answer } from './answers.ts';
import { certificateNotTrusted, sessionExpired, wrongCredentials } from './errors.ts';

/** `api_max_auth_failures`, `api_failed_auth_reset_period`, `api_failed_auth_lockout_period` (Swagger `AuthenticationPolicyProperties`). */
const MAX_FAILURES = 5;
const FAILURE_WINDOW_MS = 900_000;
const LOCKOUT_MS = 900_000;
/** `session_timeout`, Swagger `ApiServiceConfig`. */
export const DEFAULT_SESSION_IDLE_MS = 1_800_000;

/** Basic opens a session per request, so old ones must go. */
const MAX_SESSIONS = 1000;

export type SignInOptions = {
  user: string;
  password: string;
  sessionIdleMs: number;
  now: () => number;
};

export type LockState = { locked: boolean; failures: number; lockedUntil: number | null };

export type Credentials = {
  authorization: string | undefined;
  cookie: string | undefined;
  xsrf: string | undefined;
  /** SHA-256 of the client certificate that the handshake showed. */
  certificate: string | undefined;
};

export type SignedIn = { user: string; cookie?: string };

export type SignIn = {
  /** `POST /api/session/create`. */
  create(contentType: string | undefined, body: string): Answer;
  /** `POST /api/session/destroy`. */
  destroy(credentials: Credentials): Answer;
  /** Who calls, or the refusal. Basic also yields a fresh cookie for the answer, as the real one does. */
  authenticate(credentials: Credentials): SignedIn | Answer;
  lockState(): LockState;
  unlock(): void;
  expireSessions(): void;
  /** Which ways of signing in the manager offers (`basic_authentication_enabled`, `cookie_based_authentication_enabled`). */
  offer(ways: { basic?: boolean; session?: boolean }): void;
  /** A principal identity: who shows this certificate, and no user and password, is `name`. */
  registerPrincipal(name: string, fingerprint: string): void;
};

type Session = { xsrf: string; lastUsed: number };

/** Sign-in of one local account, with NSX's lock-out and idle expiry. Times are milliseconds of `now`. */
export function createSignIn({ user, password, sessionIdleMs, now }: SignInOptions): SignIn {
  const sessions = new Map<string, Session>();
  const offered = { basic: true, session: true };
  const principals = new Map<string, string>();
  let failures: number[] = [];
  let lockedUntil: number | null = null;

  function isLocked(): boolean {
    if (lockedUntil !== null && now() >= lockedUntil) {
      lockedUntil = null;
      failures = [];
    }
    return lockedUntil !== null;
  }

  function check(name: string, secret: string): boolean {
    if (isLocked()) {
      // "Attempts during lockout restart the lockout period" (KB-316650): the stricter reading, for every attempt.
      lockedUntil = now() + LOCKOUT_MS;
      return false;
    }
    if (name === user && sameText(secret, password)) {
      failures = [];
      return true;
    }
    failures = [...failures.filter((at) => now() - at < FAILURE_WINDOW_MS), now()];
    if (failures.length >= MAX_FAILURES) lockedUntil = now() + LOCKOUT_MS;
    return false;
  }

  function openSession(): { cookie: string; xsrf: string } {
    const id = randomBytes(16).toString('hex').toUpperCase();
    const xsrf = randomUUID();
    const oldest = sessions.keys().next().value;
    if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    sessions.set(id, { xsrf, lastUsed: now() });
    return { cookie: `JSESSIONID=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`, xsrf };
  }

  function liveSession(credentials: Credentials): string | undefined {
    const id = sessionIdOf(credentials.cookie);
    const session = id === undefined ? undefined : sessions.get(id);
    if (id === undefined || session === undefined) return undefined;
    if (sessionIdleMs > 0 && now() - session.lastUsed >= sessionIdleMs) {
      sessions.delete(id);
      return undefined;
    }
    if (credentials.xsrf === undefined || !sameText(credentials.xsrf, session.xsrf))
      return undefined;
    session.lastUsed = now();
    return id;
  }

  return {
    create(contentType, body) {
      const form = contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded')
        ? new URLSearchParams(body)
        : null;
      const name = form?.get('j_username');
      const secret = form?.get('j_password');
      if (!offered.session || !name || secret === null || secret === undefined)
        return wrongCredentials();
      if (!check(name, secret)) return wrongCredentials();
      const { cookie, xsrf } = openSession();
      return { status: 200, headers: { 'set-cookie': cookie, 'x-xsrf-token': xsrf } };
    },
    destroy(credentials) {
      const id = liveSession(credentials);
      if (id === undefined) return sessionExpired();
      sessions.delete(id);
      return { status: 200 };
    },
    authenticate(credentials) {
      const basic = basicOf(credentials.authorization);
      if (basic !== undefined) {
        if (!offered.basic || basic === null || !check(basic.name, basic.secret))
          return wrongCredentials();
        return { user: basic.name, cookie: openSession().cookie };
      }
      if (sessionIdOf(credentials.cookie) === undefined) {
        if (credentials.certificate === undefined) return wrongCredentials();
        const name = principals.get(credentials.certificate);
        return name === undefined ? certificateNotTrusted() : { user: name };
      }
      return liveSession(credentials) === undefined ? sessionExpired() : { user };
    },
    lockState: () => ({ locked: isLocked(), failures: failures.length, lockedUntil }),
    unlock() {
      lockedUntil = null;
      failures = [];
    },
    expireSessions: () => sessions.clear(),
    registerPrincipal: (name, fingerprint) => void principals.set(fingerprint, name),
    offer: (ways) => {
      Object.assign(offered, ways);
    },
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function sessionIdOf(cookie: string | undefined): string | undefined {
  return cookie?.match(/(?:^|;\s*)JSESSIONID=([^;\s]+)/)?.[1];
}

/** undefined: no Authorization header. null: one that is not Basic. */
function basicOf(
  authorization: string | undefined,
): { name: string; secret: string } | null | undefined {
  if (authorization === undefined) return undefined;
  const encoded = authorization.match(/^Basic\s+([A-Za-z0-9+/=]+)$/i)?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { name: text.slice(0, colon), secret: text.slice(colon + 1) };
}
