import { describe, expect, test } from 'vitest';
import { parseText, rangeOfPath, textOf } from '../../../renderer/draft/json-text.ts';

const body = {
  display_name: 'Amsterdam ↔ Osaka',
  policy_rules: [
    {
      id: '1026',
      sources: [],
      destinations: [{ subnet: '2.1.4..0/24' }, { subnet: '2.1.5.0/24' }],
    },
  ],
};

function at(path: (string | number)[], text = textOf(body)) {
  const { from, to } = rangeOfPath(text, path);
  return text.slice(from, to);
}

describe('the JSON tab', () => {
  test('reads back what it shows', () => {
    expect(parseText(textOf(body))).toEqual({ ok: true, body });
  });

  test('says where text stops being JSON', () => {
    const text = '{\n  "enabled": true\n  "logged": false\n}';
    const parsed = parseText(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect(parsed.message).toMatch(/^Line 3, column \d+: /);
      expect(text.slice(0, parsed.at).split('\n')).toHaveLength(3);
    }
  });

  test.each(['[]', '"text"', '3', 'null', '', '{', '{"a": }'])(
    'does not take %j for a draft',
    (text) => {
      expect(parseText(text).ok).toBe(false);
    },
  );

  test('finds the place of an issue deep in the text', () => {
    expect(at(['policy_rules', 0, 'destinations', 0, 'subnet'])).toBe('"2.1.4..0/24"');
    expect(at(['policy_rules', 0, 'destinations', 1, 'subnet'])).toBe('"2.1.5.0/24"');
    expect(at(['display_name'])).toBe('"Amsterdam ↔ Osaka"');
  });

  test('shows a missing field at the object that lacks it', () => {
    expect(at(['local_endpoint_id'])).toBe('{');
    expect(at(['policy_rules', 7, 'sources'])).toBe('[');
  });

  test('takes the last of two keys with one name, as JSON.parse does', () => {
    expect(at(['a'], '{"a": 1, "a": 22}')).toBe('22');
  });
});
