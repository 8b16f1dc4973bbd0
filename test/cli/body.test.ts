import { describe, expect, it } from 'vitest';
import { issuesText, parseBody } from '../../electron/cli/body.ts';
import { readCommand } from '../../electron/cli/options.ts';

/** What a person would be told of this text. */
function toldOf(text: string): string {
  const read = parseBody(text);
  if (read.ok || read.failure.kind !== 'invalid') throw new Error('it was read');
  return issuesText(read.failure.issues, null);
}

describe('a body that is no JSON', () => {
  it.each([
    '{"psk": hunter2}',
    '{"psk": "hunter2',
    '{"psk": "hunter2" "display_name": 1}',
    `{"psk": 'hunter2'}`,
    'hunter2',
    '{"psk": "hunter2\u0001"}',
    '{"display_name": "x", "psk": "abc", hunter2}',
  ])('is told without its words, which may be a key: %s', (text) => {
    expect(toldOf(text)).not.toMatch(/hunter|nter2/);
    expect(toldOf(text)).toMatch(/^The body is not JSON/);
  });

  it('is told with its line and column, where the reason has a place', () => {
    expect(toldOf('{\n  "a": 1,\n  "b": tru\n}')).toContain('line 3');
  });
});

it('does not repeat a password that was typed into the address', () => {
  const words = [
    'watch',
    '--session',
    's',
    '--request-id',
    'e550100d-f722-40cc-9de6-cf84d3da3ccb',
    '--user',
    'admin',
  ];
  const url = ['--url', 'https://admin:hunter2@nsx.example'];
  expect(() => readCommand([...words, ...url])).toThrow(/without user and password/);
  expect(() => readCommand([...words, ...url])).not.toThrow(/hunter2/);
});
