import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

const { isDay, withDashes } = await import('../../../renderer/ui/day-input.tsx');

it('a day is one of the calendar, written as 2026-11-30 and no other way', () => {
  expect(['2026-11-30', '2024-02-29'].every(isDay)).toBe(true);
  for (const none of [
    '2026-02-29',
    '2026-13-01',
    '11/30/2026',
    '2026-1-3',
    '2026-11-3',
    '0202-11-30',
    '',
  ]) {
    expect(isDay(none)).toBe(false);
  }
});

it('the dashes come by themselves while digits are typed, and not while they are taken away', () => {
  let shown = '';
  for (const digit of '20261130') shown = withDashes(shown + digit, shown);
  expect(shown).toBe('2026-11-30');
  expect(withDashes('2026-11', '2026-11-')).toBe('2026-11');
  expect(withDashes('2026.11.30', '')).toBe('2026-11-30');
});
