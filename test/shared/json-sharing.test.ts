import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, type JsonObject, sharing } from '../../shared/json.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

it('a value that shares parts with another one says the same as before, to the letter', () => {
  fc.assert(
    fc.property(json, json, (value, other) => {
      expect(JSON.stringify(sharing(value, other))).toBe(JSON.stringify(value));
      const wrapped = { same: value, more: [other, value] };
      const made = sharing(wrapped, { more: [other, other], same: value });
      expect(JSON.stringify(made)).toBe(JSON.stringify(wrapped));
    }),
  );
});

it('what both versions have alike is held once', () => {
  const before = JSON.parse('{"rules":[{"id":"1"},{"id":"2"}],"name":"a"}') as JsonObject;
  const after = JSON.parse('{"rules":[{"id":"1"},{"id":"3"}],"name":"b"}') as JsonObject;
  const made = sharing(after, before) as { rules: unknown[] };
  const { rules } = before as { rules: unknown[] };
  expect(made.rules[0]).toBe(rules[0]);
  expect(made).toEqual(after);
  expect(sharing({ ...before }, before)).toBe(before);
});
