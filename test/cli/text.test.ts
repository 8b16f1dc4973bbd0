import { describe, expect, it } from 'vitest';
import { table } from '../../electron/cli/text.ts';

const ROWS = [
  ['ID', 'NAME', 'STATE'],
  ['s-1', 'Amsterdam ↔ a very long partner name of somewhere', 'realized'],
  ['s-2', 'Bergen', 'failed'],
];

describe('a table', () => {
  it('is whole where nobody looks at a terminal', () => {
    expect(table(ROWS, { width: null, cut: [1] })).toContain(
      'a very long partner name of somewhere',
    );
  });

  it('fits a terminal: names give way, ids and states do not', () => {
    const lines = table(ROWS, { width: 40, cut: [1] }).split('\n');
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(40);
    expect(lines[1]).toMatch(/^s-1 {2}Amsterdam .+… {2}realized$/);
    expect(lines[2]).toMatch(/^s-2 {2}Bergen +failed$/);
  });

  it('leaves of a name what still tells something, however narrow the terminal is', () => {
    expect(table(ROWS, { width: 5, cut: [1] }).split('\n')[1]).toBe('s-1  Amsterd…  realized');
  });
});
