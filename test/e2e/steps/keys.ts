import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

/** Presses a key until something has the focus: as often as a person would bear. */
export async function pressUntil(window: Page, key: string, focused: Locator): Promise<void> {
  const MOST = 60;
  for (let press = 0; press < MOST; press += 1) {
    if (await focused.evaluate((element) => element === document.activeElement)) return;
    await window.keyboard.press(key);
  }
  await expect(focused, `focused after ${MOST} × ${key}`).toBeFocused();
}

/** Goes to a button, a link or a box by Tab, and presses it. */
export async function pressByKeys(window: Page, target: Locator, key = 'Enter'): Promise<void> {
  await pressUntil(window, 'Tab', target);
  await window.keyboard.press(key);
}

/** Goes to a field by Tab, and types over what stands in it. */
export async function typeByKeys(window: Page, field: Locator, text: string): Promise<void> {
  await pressUntil(window, 'Tab', field);
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(text);
}

/** Goes to a group of radios or tabs, and moves to one of them with the arrow. */
export async function chooseByKeys(
  window: Page,
  group: Locator,
  role: 'radio' | 'tab',
  name: string | RegExp,
): Promise<void> {
  const on = role === 'radio' ? { checked: true } : { selected: true };
  await pressUntil(window, 'Tab', group.getByRole(role, on));
  const wanted = group.getByRole(role, { name });
  await pressUntil(window, 'ArrowRight', wanted);
  await expect(group.getByRole(role, { ...on, name })).toBeVisible();
}

/** Goes to a picker by Tab, types a part of a name, and takes what fits. */
export async function pickByKeys(window: Page, box: Locator, name: string): Promise<void> {
  await typeByKeys(window, box, name);
  const first = window.getByRole('option', { name }).first();
  // Marked as the one that Enter takes.
  await expect(first).toHaveAttribute('data-combobox-selected', 'true');
  // And told to a screen reader, while the focus stays in the box.
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await expect(box).toHaveAttribute(
    'aria-activedescendant',
    (await first.getAttribute('id')) ?? '',
  );
  await window.keyboard.press('Enter');
}

/** Runs what the palette finds first: a command, a screen, an object, a draft, a plan. */
export async function runByKeys(window: Page, words: string, finds = words): Promise<void> {
  const palette = window.getByRole('dialog', { name: 'Search or run a command' });
  // Before there is a window to press keys in, nobody presses any.
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+k');
  await expect(palette.getByRole('textbox')).toBeFocused();
  await window.keyboard.type(words);
  await expect(palette.getByRole('button').first()).toContainText(finds);
  await window.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}
