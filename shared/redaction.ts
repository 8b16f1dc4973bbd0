import type { Json } from './json.ts';
import { isObject } from './json.ts';

/**
 * Which fields are secret, and what replaces them. Everything that is stored, logged, shown or exported
 * passes here first. `psk` is the only secret field of the VPN span (Swagger 2.5.1); it is returned by
 * `show-sensitive-data`, by `peer-config` and, in a documented example, by the plain list.
 */
export const REDACTED = '«redacted»';

const SECRET_FIELDS = new Set([
  'psk',
  'password',
  'j_password',
  'passphrase',
  'private_key',
  'client_secret',
  'refresh_token',
  'access_token',
]);

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-xsrf-token',
  'csp-auth-token',
]);

export function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name.toLowerCase());
}

/** A copy of a JSON value with every secret replaced, at any depth. */
export function redactJson<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => redactJson(item)) as Json as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecretField(key) && item !== null && item !== '' ? REDACTED : redactJson(item as Json),
    ]),
  ) as Json as T;
}

/** A copy of headers (names lower-cased) with every secret replaced. */
export function redactHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      return [lower, SECRET_HEADERS.has(lower) ? REDACTED : value];
    }),
  );
}

const SECRET_IN_TEXT =
  /("?(?:psk|j_password|password|passphrase|private_key|client_secret|refresh_token|access_token)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|[^\s,;&}]+)/gi;

/**
 * Text that may hold a body which is not whole JSON: parsed and redacted where it parses,
 * otherwise what stands after a secret's name is replaced.
 */
export function redactText(text: string): string {
  try {
    return JSON.stringify(redactJson(JSON.parse(text) as Json), null, 2);
  } catch {
    return text.replace(SECRET_IN_TEXT, (_all, name: string) => `${name}"${REDACTED}"`);
  }
}
