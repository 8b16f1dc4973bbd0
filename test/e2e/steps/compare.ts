import type { Locator, Page } from '@playwright/test';

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
