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
