import { describe, expect, test } from 'vitest';
import { toneNow } from '../../../renderer/manager/manager-facts.tsx';
import { offeredWays } from '../../../renderer/manager/other-ways.tsx';
import type { Failure } from '../../../shared/result.ts';

const error = { module: 'security', code: 403, message: 'The credentials were incorrect' };

describe('another way to sign in', () => {
  test('is not offered after a password that NSX refused', () => {
    expect(offeredWays({ kind: 'unauthorized', error, otherWays: ['basic'] })).toEqual([]);
    expect(offeredWays({ kind: 'unauthorized', error, otherWays: ['session'] })).toEqual([]);
  });

  test('is offered where this one seems to be turned off, or a certificate was turned away', () => {
    const off: Failure = { kind: 'unauthorized', error, off: 'session', otherWays: ['basic'] };
    expect(offeredWays(off)).toEqual(['basic']);
    const certificate: Failure = { kind: 'unauthorized', error, otherWays: ['session', 'basic'] };
    expect(offeredWays(certificate)).toEqual(['session', 'basic']);
  });
});

test('green is for what the manager says now: an earlier good fact is grey, a bad one stays what it is', () => {
  expect(toneNow('ok', true)).toBe('ok');
  expect(toneNow('ok', false)).toBe('neutral');
  expect(toneNow('warning', false)).toBe('warning');
});
