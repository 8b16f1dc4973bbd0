import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../renderer/draft/json-body.ts';
import { parseText } from '../../../renderer/draft/json-text.ts';

test('a text is a body for the store exactly where it is one for the JSON tab', () => {
  const text = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(fc.string(), fc.jsonValue()).map((body) => JSON.stringify(body)),
    fc.constantFrom('', '{', '[]', 'null', '1', '{"a": 1,}', '{"a": {"b": []}}'),
  );
  fc.assert(
    fc.property(text, (each) => {
      const parsed = parseText(each);
      expect(bodyOf(each)).toEqual(parsed.ok ? parsed.body : null);
    }),
  );
});
