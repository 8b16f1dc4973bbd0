import { describe, expect, it } from 'vitest';
import { keyAct } from '../../../renderer/draft/picker-keys.ts';

describe('the keys of a picker', () => {
  it.each([
    ['ArrowDown', false, true, 'open'],
    ['ArrowUp', false, true, 'open'],
    ['Enter', false, true, null],
    ['Escape', false, true, null],
    ['Home', false, true, null],
    ['ArrowDown', true, true, 'next'],
    ['ArrowUp', true, false, 'previous'],
    ['Home', true, true, 'first'],
    ['End', true, true, 'last'],
    ['Home', true, false, null],
    ['End', true, false, null],
    ['Enter', true, false, 'take'],
    ['Escape', true, true, 'close'],
    ['a', true, false, null],
    ['Tab', true, true, null],
  ] as const)('%s, open %s, nothing typed %s: %s', (key, isOpen, isUntyped, act) => {
    expect(keyAct(key, isOpen, isUntyped)).toBe(act);
  });
});
