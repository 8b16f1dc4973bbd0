import { describe, expect, test } from 'vitest';
import {
  clockOf,
  isoLines,
  isoWithOffset,
  preciseClockOf,
  preciseWhenOf,
  relative,
  shortAgo,
  whenOf,
  zoneName,
} from '../../../renderer/ui/time.ts';
import { isoUtc } from '../../../shared/iso-utc.ts';

const AT = Date.UTC(2026, 1, 3, 14, 5, 31, 804);
const MINUTE = 60_000;
const DAY = 86_400_000;

describe('times as people read them', () => {
  test('the clock has seconds, and milliseconds where checks are compared', () => {
    expect(clockOf(AT, 'utc')).toBe('14:05:31');
    expect(preciseClockOf(AT, 'utc')).toBe('14:05:31.804');
  });

  test('a time of another day never loses its day', () => {
    expect(whenOf(AT, AT + MINUTE, 'utc')).toBe('14:05:31');
    expect(whenOf(AT, AT + DAY, 'utc')).toBe('2026-02-03 14:05');
  });

  test.each([
    [2000, 'now', 'just now'],
    [40_000, '40 s', '40 s ago'],
    [3 * MINUTE, '3 min', '3 min ago'],
    [60 * MINUTE, '1 h', '1 h ago'],
    [DAY, 'yesterday', 'yesterday'],
    [5 * DAY, '5 days', '5 days ago'],
  ])('%i ms past is %s', (past, short, long) => {
    expect(shortAgo(AT, AT + past)).toBe(short);
    expect(relative(AT, AT + past)).toBe(long);
  });

  test('a time to come is said as such, and a clock a little ahead is not', () => {
    expect(relative(AT + 40_000, AT)).toBe('in 40 s');
    expect(relative(AT + 300, AT)).toBe('just now');
    // The window's present is a whole second, and is a second old before the next one.
    expect(relative(AT + 1_999, AT)).toBe('just now');
  });

  test('ISO forms name the same instant', () => {
    expect(isoUtc(AT)).toBe('2026-02-03T14:05:31.804Z');
    expect(isoWithOffset(AT, 'utc')).toBe('2026-02-03T14:05:31.804+00:00');
    expect(Date.parse(isoWithOffset(AT, 'local'))).toBe(AT);
  });

  test('hover tells a time once where the zone is UTC, else with its offset and in UTC', () => {
    expect(isoLines(AT, 'utc')).toEqual(['2026-02-03T14:05:31.804Z']);
    const east = new Date(AT).getTimezoneOffset() === 0 ? 1 : 2;
    expect(isoLines(AT, 'local')).toHaveLength(east);
    expect(preciseWhenOf(AT, 'utc')).toBe('2026-02-03 14:05:31.804');
  });

  test('the zone is named by its offset', () => {
    expect(zoneName(AT, 'utc')).toBe('UTC');
    expect(zoneName(AT, 'local')).toMatch(/^UTC([+−]\d{1,2}(:\d\d)?)?$/);
  });
});
