import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '../../shared/json.ts';
import {
  isSecretField,
  REDACTED,
  redactHeaders,
  redactJson,
  redactText,
} from '../../shared/redaction.ts';

/** Printable, and marked so that no other part of a text can be taken for it. */
const secret = fc
  .tuple(fc.stringMatching(/^[ -~äß€]{0,12}$/), fc.stringMatching(/^[ -~äß€]{0,12}$/))
  .map(([before, behind]) => `${before}S3c${behind} R3t${before}`);
const name = fc.constantFrom('psk', 'password', 'j_password', 'private_key', 'PSK');
const quoted = (text: string) => JSON.stringify(text);
const single = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The ways in which a secret stands in a text; each as `(name, secret) => text`. */
const FORMS: Record<string, (name: string, secret: string) => string> = {
  'a string that is cut off': (n, s) => `{"id": 1, "${n}": ${quoted(s).slice(0, -1)}`,
  'broken JSON': (n, s) => `{ "${n}": ${quoted(s)}, "next": broken`,
  'no colon': (n, s) => `{"${n}" ${quoted(s)}}`,
  'no colon and no blank': (n, s) => `{"${n}"${quoted(s)}, x}`,
  'single quotes': (n, s) => `{'${n}': ${single(s)}}`,
  'a list': (n, s) => `{"${n}": [${quoted(s)}], broken`,
  'a list over lines': (n, s) => `{"${n}": [\n  ${quoted(s)}\n], broken`,
  'a list that is cut off': (n, s) => `{"${n}": [\n  ${quoted(s)},`,
  'an object': (n, s) => `{"${n}": {"value": ${quoted(s)}}, broken`,
  'the next line': (n, s) => `{"${n}":\n  ${quoted(s)}, broken`,
  'JSON in JSON': (n, s) => JSON.stringify({ error_message: `body {"${n}":${quoted(s)}}` }),
  'JSON in JSON in JSON': (n, s) =>
    JSON.stringify({ a: `b ${JSON.stringify({ error: `c {"${n}":${quoted(s)}, d}` })}` }),
  'JSON in broken JSON': (n, s) =>
    `{broken ${JSON.stringify({ error_message: `body {"${n}":${quoted(s)}}`, after: 1 })}`,
  'JSON in JSON that is cut off': (n, s) =>
    `{"error_message":${JSON.stringify(`body {"${n}":${quoted(s)}`).slice(0, -1)}`,
  'whole JSON': (n, s) => JSON.stringify({ a: [{ [n]: s }] }),
  'whole JSON with escapes in the name': (n, s) =>
    `{"\\u00${n.charCodeAt(0).toString(16)}${n.slice(1)}":${quoted(s)}}`,
  'an assignment': (n, s) => `${n}=${s}`,
  'a word of a sentence': (n, s) => `The ${n} is ${n}: ${s}`,
  'a line of peer-config': (_n, s) => `Pre-shared key       : ${s}\nPeer ID : 1.2.3.4`,
};

/** What of a secret could be read: its two marked halves, however they are escaped. */
const marks = /S3c|R3t/;

describe('a secret', () => {
  test.each(Object.entries(FORMS))('never survives in %s', (_form, write) => {
    fc.assert(
      fc.property(name, secret, (field, value) => {
        const text = redactText(write(field, value));
        expect(text).not.toMatch(marks);
        expect(text).toContain(REDACTED);
        expect(redactText(text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['“psk”: “two S3c words”'],
    ['„psk“ : „two S3c words“, "a": 1'],
    ['‘psk’ ‘two S3c words’'],
    ['«psk»: «two S3c words»'],
    ["{'psk': 'it's my S3c'}"],
    ['{"psk: "two S3c words"}'],
    ['&quot;psk&quot;: &quot;two S3c words&quot;'],
    ['{"psk": 1, "password": S3c words'],
    ['psk => "two S3c words"'],
    ['j_password%3DS3c'],
  ])('never survives in %s', (text) => {
    expect(redactText(text)).not.toMatch(marks);
  });
});

test('a secret that begins like a key is replaced on the next line as well', () => {
  expect(redactText('{"psk":\n  "\\":S3c R3t\\":", broken')).not.toMatch(/S3c|R3t/);
});

describe('what is not secret', () => {
  test('is kept to the letter in a text that names no secret', () => {
    const named = /psk|pass ?word|pass[ _-]?phrase|private|secret|token|shared/i;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.json(),
          fc.stringMatching(/^[{}[\]":,\\\n a-z'“”]{0,80}$/),
        ),
        (text) => {
          fc.pre(!named.test(text));
          expect(redactText(text)).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('keeps its figures, order and blanks beside a secret in JSON', () => {
    const text = '{ "n":12345678901234567890 ,\n"psk" : "x" , "b":1e2,"a":"\\u0041", "psk":null }';
    expect(redactText(text)).toBe(text.replace('"x"', `"${REDACTED}"`));
  });

  test.each([
    ['{"authentication_mode": "PSK", "enabled": true, broken'],
    ['{"authentication_mode": "PSK"\n  "description": "the comma is missing"'],
    ['{"psk":\n  "description": "kept", broken'],
    ['{"psk": , "description": "kept", broken'],
    ['{"psk": null, "description": "kept", broken'],
    ['{"psk": "", "description": "kept", broken'],
    ['The password is wrong, or the psk'],
    ["Required property 'psk' is missing"],
  ])('stays as it was typed: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('stays on the other lines of a broken draft, and behind the value on its own', () => {
    const lines = ['{', '  "a": 1,', '  "psk": "two words", "b": 2,', '  "c": [1, 2', '  // "d'];
    expect(redactText(lines.join('\n'))).toBe(lines.join('\n').replace('two words', REDACTED));
    const cut = '{\n  "psk": "two words\n  "b": 2';
    expect(redactText(cut)).toBe(cut.replace('two words', REDACTED));
  });

  test('an object keeps its texts: only fields are replaced in what may be written back', () => {
    const description = 'psk: see the vault';
    expect(redactJson({ description, psk: 'x' })).toEqual({ description, psk: REDACTED });
  });
});

/** A square of this length would keep the test busy for minutes, beyond vitest's own limit for a test. */
const HOSTILE_LENGTH = 1_000_000;

test.each([
  ['"psk":['],
  ['"psk":[\n'],
  ['"psk":"'],
  ["psk='"],
  ['psk'],
  ['\\'],
  ['{"'],
  ['psk\\"'],
  ['psk  '],
])('a body full of %j is worked off in one go', (part) => {
  const text = part.repeat(HOSTILE_LENGTH / part.length);
  expect(redactText(`x${text}`).length).toBeLessThanOrEqual(3 * HOSTILE_LENGTH);
});

test('no secret field survives in a value, at any depth', () => {
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(name, fc.string()), tie('json'), { maxKeys: 4 }),
    ),
  })).json;
  const clean = (json: unknown): boolean =>
    Array.isArray(json)
      ? json.every(clean)
      : !isObject(json) ||
        Object.entries(json).every(([key, item]) =>
          isSecretField(key) ? item === null || item === '' || item === REDACTED : clean(item),
        );
  fc.assert(
    fc.property(value, (json) => {
      expect(clean(redactJson(json))).toBe(true);
      expect(clean(JSON.parse(redactText(JSON.stringify(json))))).toBe(true);
    }),
  );
});

describe('headers', () => {
  test.each([
    'authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'x-xsrf-token',
    'csp-auth-token',
  ])('are kept without the value of %s, however it is written', (secretName) => {
    const fine = { 'x-nsx-requestid': 'n-1' };
    for (const name of [secretName, secretName.toUpperCase()]) {
      const kept = redactHeaders({ ...fine, [name]: 'S3cR3t' });
      expect(kept).toEqual({ ...fine, [secretName]: REDACTED });
      expect(redactHeaders(kept)).toEqual(kept);
    }
  });
});
