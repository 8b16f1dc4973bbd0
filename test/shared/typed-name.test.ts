import { describe, expect, it } from 'vitest';
import { isTypedName } from '../../shared/typed-name.ts';

describe('a name that is typed to delete', () => {
  it.each([
    ['Lab ↔ Pune', 'Lab ↔ Pune', true],
    ['Lab ↔ Pune', 'Lab <-> Pune', true],
    ['Lab ↔ Pune', '  Lab <-> Pune ', true],
    ['Lab → Pune', 'Lab -> Pune', true],
    ['Gdańsk', 'Gdan\u0301sk', true],
    ['Lab <-> Pune', 'Lab ↔ Pune', true],
    ['Lab ↔ Pune', 'lab ↔ pune', false],
    ['Lab ↔ Pune', 'Lab Pune', false],
    ['Lab ↔ Pune', '', false],
    ['', '', false],
    [' ', '', false],
  ])('%j, typed %j: %s', (asked, typed, isIt) => {
    expect(isTypedName(asked, typed)).toBe(isIt);
  });
});
