import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsKey, takenKey, withheld } from '../../../renderer/draft/held-key.ts';
import { REDACTED } from '../../../shared/redaction.ts';

const text = (literal: string) => `{\n  "display_name": "pe",\n  "psk": ${literal}\n}`;

describe('a pre-shared key that is typed in the JSON tab', () => {
  test('is in no text that the draft has, letter by letter', () => {
    const key = 'correct horse\\" battery';
    const literal = `"${key}"`;
    for (let length = 2; length <= literal.length; length += 1) {
      const typed = text(literal.slice(0, length));
      expect(holdsKey(typed)).toBe(true);
      expect(withheld(typed, '')).toBe(text(length === literal.length ? '""' : '"'));
    }
  });

  test('is in no text that the draft has while the quotes are there already', () => {
    expect(withheld(text('"s"'), undefined)).toBe(text('""'));
    expect(withheld(text('"se"'), REDACTED)).toBe(text(`"${REDACTED}"`));
  });

  test('is taken whole, and leaves its mark', () => {
    expect(takenKey(text('"se\\u0063ret \\"1\\""'))).toEqual({
      text: text(`"${REDACTED}"`),
      key: 'secret "1"',
      why: null,
    });
  });

  test('is not taken while it is open, and not kept where it is too long', () => {
    expect(takenKey(text('"secr'))).toBeNull();
    const long = takenKey(text(`"${'x'.repeat(129)}"`));
    expect(long?.key).toBeNull();
    expect(long?.text).toBe(text('""'));
    expect(long?.why).toMatch(/^Pre-shared key: 129 characters are too many; at most 128/);
  });

  test.each([text('""'), text(`"${REDACTED}"`), text('null'), '{"display_name": "psk"}', '{"psk'])(
    'is not seen where there is none: %s',
    (typed) => {
      expect(holdsKey(typed)).toBe(false);
      expect(takenKey(typed)).toBeNull();
      expect(withheld(typed, REDACTED)).toBe(typed);
    },
  );

  test('letters beside the mark are no key: the mark stays', () => {
    expect(takenKey(text(`"${REDACTED}a"`))).toEqual({
      text: text(`"${REDACTED}"`),
      key: null,
      why: null,
    });
  });

  test('whatever it is, it is taken as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (key) => {
        fc.pre(!key.includes(REDACTED));
        const typed = JSON.stringify({ psk: key, ttl: 1 }, null, 2);
        expect(takenKey(typed)?.key).toBe(key);
        expect(withheld(typed, '')).toBe(JSON.stringify({ psk: '', ttl: 1 }, null, 2));
      }),
    );
  });
});
