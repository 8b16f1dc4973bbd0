import type { Json } from './json.ts';
import { isObject } from './json.ts';
import {
  endOfBrackets,
  endOfJsonString,
  endOfJsonValue,
  endOfLine,
  quoteAt,
  quotedSpan,
  type Span,
} from './redaction-scan.ts';

/**
 * Which fields are secret, and what replaces them. Everything that is stored, logged, shown or exported
 * passes here first. `psk` is the only secret field of the VPN span (Swagger 2.5.1); it is returned by
 * `show-sensitive-data`, by `peer-config` and, in a documented example, by the plain list.
 */
export const REDACTED = '«redacted»';

const SECRET_NAMES = [
  'psk',
  'password',
  'j_password',
  'passphrase',
  'private_key',
  'client_secret',
  'refresh_token',
  'access_token',
];
const SECRET_FIELDS = new Set(SECRET_NAMES);

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

/**
 * A JSON value with every secret field replaced, at any depth: a copy, or the value itself where it holds none. Other
 * texts stay to the letter: an object that was read is written back, and its description must not come back changed.
 */
export function redactJson<T extends Json>(value: T): T {
  return holdsSecret(value) ? withoutSecrets(value) : value;
}

function withoutSecrets<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item)) as Json as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecretField(key) && item !== null && item !== '' ? REDACTED : withoutSecrets(item as Json),
    ]),
  ) as Json as T;
}

function holdsSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) {
    const item = value[key] as Json;
    if (isSecretField(key) ? item !== null && item !== '' : holdsSecret(item)) return true;
  }
  return false;
}

/** Headers (names lower-cased) with every secret replaced: a copy, or the very same where nothing is to be changed. */
export function redactHeaders(headers: Record<string, string>): Record<string, string> {
  const isFine = (name: string) =>
    name === name.toLowerCase() && (!SECRET_HEADERS.has(name) || headers[name] === REDACTED);
  if (Object.keys(headers).every(isFine)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      return [lower, SECRET_HEADERS.has(lower) ? REDACTED : value];
    }),
  );
}

/**
 * Text that may hold a body, whole, cut off or broken: secrets are replaced where they stand, all else is kept to
 * the letter. JSON is read as such, and its texts are read again: a body is often quoted in an error's message.
 */
export function redactText(text: string): string {
  return isJson(text) ? redactJsonText(text) : redactLooseText(text);
}

function isJson(text: string): boolean {
  // Most texts that come here twice are words: parsing begins only where a body may.
  if (!/^\s*[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function redactJsonText(text: string): string {
  let kept = '';
  let from = 0;
  const replace = (start: number, end: number, by: string) => {
    kept += text.slice(from, start) + by;
    from = end;
  };
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    const end = endOfJsonString(text, at);
    const words = String(JSON.parse(text.slice(at, end)));
    const value = startOfValue(text, end);
    if (value !== null && isSecretField(words)) {
      const valueEnd = endOfJsonValue(text, value);
      const old = text.slice(value, valueEnd);
      if (!/^(null|""|"«redacted»")$/.test(old)) replace(value, valueEnd, `"${REDACTED}"`);
      at = valueEnd;
      continue;
    }
    const redacted = redactText(words);
    if (redacted !== words) replace(at, end, JSON.stringify(redacted));
    at = end;
  }
  return kept + text.slice(from);
}

/** Where the value of a key begins that ends at `end`; null where the string is no key. */
function startOfValue(text: string, end: number): number | null {
  const colon = /\s*:\s*/y;
  colon.lastIndex = end;
  return colon.test(text) ? colon.lastIndex : null;
}

/** The names as words too: `Pre-shared key` of `peer-config`, `privateKey`, `access token`. */
const SECRET_WORDS = new RegExp(
  [
    ...SECRET_NAMES.map((name) => name.replace('_', '[ _-]?')),
    'pre[ _-]?shared[ _-]?(?:key|secret)',
  ]
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gi',
);
const SEPARATOR = /\s*(?:[:=：]>?|%3[ad])/iy;
const BLANK = /\s*/y;
const NOTHING = /null\b|[,}\]]/y;
/** A number or a word of JSON, where JSON goes on behind it. */
const PLAIN = /(?:true|false|-?[\d.eE+-]+)(?=\s*[,}\]])/y;
/** Quoted alike at both ends: an escaped quote inside a value ends no key. */
const KEY = /(\\*)["'“„‘«][^"'“”„‘’«»\r\n\\]*\1["'”“’»]\s*:/y;
const KEY_LINE = /[\r\n][ \t]*(?:["'“„][\w.-]+["'”“]|[\w.-]+)[ \t]*[:=]/g;
/** How much may be searched in vain for closing brackets, in all: a hostile text must not cost its square. */
const MAX_SEARCH = 1_000_000;

function redactLooseText(text: string): string {
  let kept = '';
  let from = 0;
  const search = { left: MAX_SEARCH };
  const names = new RegExp(SECRET_WORDS);
  for (let name = names.exec(text); name; name = names.exec(text)) {
    const found = valueBehind(text, names.lastIndex, search);
    if (!found) continue;
    names.lastIndex = found.end;
    if (text.slice(found.start, found.end) === found.by) continue;
    kept += text.slice(from, found.start) + found.by;
    from = found.end;
  }
  return kept + text.slice(from);
}

/** The value that a secret's name, ending at `end`, leads to, and what to put in its place. */
function valueBehind(
  text: string,
  end: number,
  search: { left: number },
): (Span & { by: string }) | null {
  const closing = quoteAt(text, end) ?? '';
  const separator = skip(SEPARATOR, text, end + closing.length);
  const named = separator ?? end + closing.length;
  const start = skip(BLANK, text, named) ?? named;
  const isBelow = /[\r\n]/.test(text.slice(named, start));
  if (separator === null || isBelow) {
    const isValue = quoteAt(text, start) !== null || (isBelow && /[[{]/.test(text[start] ?? ''));
    // Below it without a sign between, or the next field, where a value is still to be typed: not this name's value.
    if (!isValue || (separator === null && isBelow)) return null;
    if (skip(KEY, text, start) !== null) return null;
  }
  // What was replaced before stays as it is.
  if (text.startsWith(REDACTED, start)) {
    return { start, end: start + REDACTED.length, by: REDACTED };
  }
  const isLine = closing === '' && separator !== null && !isBelow;
  const quote = isLine ? null : quoteAt(text, start);
  if (quote !== null) {
    const span = quotedSpan(text, start, quote);
    return span.start === span.end ? null : { ...span, by: REDACTED };
  }
  if (start === text.length) return null;
  const by = closing + REDACTED + closing;
  const line = endOfLine(text, start);
  if (text[start] === '[' || text[start] === '{') {
    const end = endOfList(text, start, search);
    return { start, end: isLine ? Math.max(end, line) : end, by };
  }
  if (isLine) return { start, end: line, by };
  if (skip(NOTHING, text, start) !== null) return null;
  return { start, end: skip(PLAIN, text, start) ?? line, by };
}

/** Behind the bracket that closes; where none does, before the next line that begins a field. */
function endOfList(text: string, start: number, search: { left: number }): number {
  const limit = Math.min(text.length, start + search.left);
  const closed = endOfBrackets(text, start, limit);
  if (closed !== null) return closed;
  search.left -= limit - start;
  KEY_LINE.lastIndex = start;
  return KEY_LINE.exec(text)?.index ?? text.length;
}

/** Where a sticky pattern ends that begins at `from`; null where it doesn't fit. */
function skip(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}
