import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REDACTED, redactText } from '../../shared/redaction.ts';
import { redactRecurring } from '../../shared/redaction-recurring.ts';

const LONG = 'x'.repeat(300);

test('a text that comes again is redacted as it was the first time', () => {
  const secret = JSON.stringify({ note: LONG, psk: 'hunter2' });
  const harmless = JSON.stringify({ note: LONG, state: 'in_progress' });
  for (let time = 0; time < 3; time += 1) {
    expect(redactRecurring(secret)).toBe(JSON.stringify({ note: LONG, psk: REDACTED }));
    expect(redactRecurring(harmless)).toBe(harmless);
  }
});

test('any text is redacted like any other, also when more came than is remembered', () => {
  const piece = fc.constantFrom('"psk"', ':', '"', 'password=', ' ', '{', '}', 'state', LONG, '7');
  const texts = fc.array(fc.array(piece, { maxLength: 8 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(texts, fc.nat(), (made, salt) => {
      for (const pieces of [...made, ...made]) {
        const text = pieces.join('');
        expect(redactRecurring(text)).toBe(redactText(text));
        // Fills what is remembered.
        redactRecurring(`${salt}${'y'.repeat(49_000)}`);
      }
    }),
    { numRuns: 60 },
  );
});
