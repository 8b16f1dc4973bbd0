import type { Page } from '@playwright/test';
import { expect, goTo } from './app.ts';

export type KindName =
  | 'Services'
  | 'Local endpoints'
  | 'Peer endpoints'
  | 'IKE profiles'
  | 'DPD profiles'
  | 'Tunnel profiles'
  | 'Sessions';

/** Shows the list of a kind in the inventory. */
export async function openKind(window: Page, kind: KindName): Promise<void> {
  await goTo(window, 'Inventory');
  await window
    .getByRole('navigation', { name: 'Kinds' })
    .getByRole('button', { name: new RegExp(`^${kind}`) })
    .click();
}

/** Opens an object of a kind. */
export async function openObject(window: Page, kind: KindName, name: string): Promise<void> {
  await openKind(window, kind);
  await window
    .getByRole('listbox', { name: kind })
    .getByRole('option')
    .filter({ hasText: name })
    .click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Opens a draft that changes an object. */
export async function editObject(window: Page, kind: KindName, name: string): Promise<void> {
  await openObject(window, kind, name);
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
}

/** Opens a draft of a new object of a kind. */
export async function newObject(window: Page, kind: KindName, word: string): Promise<void> {
  await openKind(window, kind);
  await window.getByRole('button', { name: `New ${word}`, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: `New ${word}` })).toBeVisible();
}
