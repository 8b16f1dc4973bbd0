import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

/** A group of what is compared, as a table. */
export const compared = (window: Page, group: string): Locator =>
  window.getByRole('table', { name: group, exact: true });

/** A field's row in a group of what is compared. */
export const comparedRow = (window: Page, group: string, field: string): Locator =>
  compared(window, group)
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name: field, exact: true }) });

/** The dialog that asks what a request is compared with. */
export const compareDialog = (window: Page): Locator =>
  window.getByRole('dialog', { name: /^Compare/ });

/** From the request in front to the dialog, and with the keys to the request that has these words. */
export async function compareWith(window: Page, words: string): Promise<void> {
  await window.getByRole('button', { name: 'Compare…' }).click();
  const dialog = compareDialog(window);
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await window.keyboard.type(words);
  await expect(dialog.getByRole('option', { selected: true })).toContainText(words);
  await window.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}
