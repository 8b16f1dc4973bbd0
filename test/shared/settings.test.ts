import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, Settings, SettingsChange } from '../../shared/settings.ts';

test('a change of one setting says nothing of the others', () => {
  expect(SettingsChange.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(SettingsChange.parse({})).toEqual({});
});

test('what is not stored yet has its default', () => {
  expect(Settings.parse({ theme: 'dark' })).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
});

test('a deadline that is no whole number of minutes within a day is refused', () => {
  for (const deadlineMinutes of [0, 1.5, 1441]) {
    expect(SettingsChange.safeParse({ deadlineMinutes }).success).toBe(false);
  }
});
